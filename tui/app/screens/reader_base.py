"""What the reader's actions stand on: the panes, the library behind them, and background work."""

import asyncio
from abc import abstractmethod
from collections.abc import Callable
from typing import TypeVar

from textual.getters import query_one
from textual.notifications import SeverityLevel
from textual.screen import Screen

from tui.app.desk import Desk
from tui.app.entry_cache import EntryCache
from tui.app.screens.dialog import Dialog
from tui.app.widgets.filter_pane import FilterPane
from tui.app.widgets.header_line import HeaderLine
from tui.app.widgets.key_footer import KeyFooter
from tui.app.widgets.paper_detail import PaperDetail
from tui.app.widgets.paper_list import PaperList
from tui.app.widgets.search_bar import SearchBar
from tui.errors import PapertuiError
from tui.library import Library
from tui.log import log_failure
from tui.papers.paper import Entry
from tui.papers.text import clean

T = TypeVar("T")
SECONDS_TO_READ = 15
"""For how long a notification stays that is more than a word in the footer."""

_SAVING = "saving …"


def _nothing() -> None:
    """What is done at the end where nothing has to be."""


class ReaderBase(Screen[None]):
    """Access to panes and library, and the recipe for work away from the event loop.

    Writes go through one queue in the order of the keys, so that none overtakes another; reads
    go through Textual's thread workers. Both end in a call on the event loop.
    """

    header = query_one(HeaderLine)
    search_bar = query_one(SearchBar)
    filters = query_one(FilterPane)
    paper_list = query_one(PaperList)
    detail = query_one(PaperDetail)
    footer = query_one(KeyFooter)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.cache = EntryCache()
        self.changes_made = 0

    @property
    def library(self) -> Library:
        """The one door to everything stored."""
        return self.desk.library

    @property
    def current(self) -> Entry | None:
        """The entry under the cursor, once it has arrived."""
        paper_id = self.paper_list.current_id
        return None if paper_id is None else self.cache.get(paper_id)

    @property
    def target_ids(self) -> list[int]:
        """What an action is about: the selection, else the paper under the cursor."""
        selected = self.paper_list.selected_ids
        if selected:
            return selected
        current = self.paper_list.current_id
        return [] if current is None else [current]

    def say(self, message: str) -> None:
        """Show a sentence in the footer for a few seconds."""
        self.footer.tell(message)

    def report(self, error: BaseException, *, severity: SeverityLevel = "error") -> None:
        """Tell what went wrong and what to do about it, and keep it in the log."""
        log_failure(error)
        known = isinstance(error, PapertuiError)
        sentence = str(error) if known else f"papertui failed where it should not: {error!r}"
        self.notify(clean(sentence), severity=severity, timeout=SECONDS_TO_READ, markup=False)

    def write(
        self,
        change: Callable[[], T],
        then: Callable[[T], None],
        *,
        ended: Callable[[], None] = _nothing,
    ) -> None:
        """Make a change in the order of the keys, then go on with its outcome.

        The next change is made once the frame has been painted that ``then`` brought about.
        ``ended`` is called in any case.
        """

        def end(made: "asyncio.Future[T]") -> None:
            self._end_saying_so()
            try:
                outcome = made.result()
                self.changes_made += 1
                self._go_on(then, outcome)
            except Exception as error:  # noqa: BLE001 - whatever it is, the person has to hear of it
                self.report(error)
                self.renew_entries()
            finally:
                ended()

        self.desk.writes.put(change, end, self._say_saving)

    def after_writes(self, go_on: Callable[[], None]) -> None:
        """Go on once the changes typed before are made; keys typed meanwhile wait."""
        release = self.desk.keyboard.hold()

        def end() -> None:
            go_on()
            release()

        self.desk.writes.when_done(end)

    def _say_saving(self) -> None:
        if self.is_attached:
            self.say(_SAVING)

    def _end_saying_so(self) -> None:
        if self.is_attached and self.footer.message == _SAVING:
            self.footer.message = ""

    @abstractmethod
    def renew_entries(self) -> None:
        """Show of the papers on the screen what is true."""

    def read(
        self,
        fetch: Callable[[], T],
        then: Callable[[T], None],
        *,
        group: str,
        ended: Callable[[], None] = _nothing,
    ) -> None:
        """Fetch something in a thread, then go on with it; ``ended`` is called in any case."""
        self.run_worker(self.fetch(fetch, then, ended), group=group, exit_on_error=False)

    def ask(
        self,
        fetch: Callable[[], T],
        then: Callable[[T], None],
        *,
        group: str,
        ended: Callable[[], None] = _nothing,
    ) -> None:
        """As ``read``; keys typed meanwhile are for what ``then`` shows."""
        release = self.desk.keyboard.hold()

        def end() -> None:
            release()
            ended()

        self.run_worker(self.fetch(fetch, then, end), group=group, exit_on_error=False)

    async def fetch(
        self,
        fetch: Callable[[], T],
        then: Callable[[T], None],
        ended: Callable[[], None] = _nothing,
    ) -> None:
        """What ``read`` does, for workers that do more than that."""
        try:
            self._go_on(then, await asyncio.to_thread(fetch))
        except Exception as error:  # noqa: BLE001 - whatever it is, the person has to hear of it
            self.report(error)
        finally:
            ended()

    def _go_on(self, then: Callable[[T], None], outcome: T) -> None:
        if self.is_attached:
            then(outcome)
            if not self.is_current:
                # What lies behind a dialog is drawn with the dialog only.
                self.app.screen.refresh()

    def open_dialog(
        self, dialog: Dialog[T | None], then: Callable[[T], None] = lambda _: None
    ) -> None:
        """Show a dialog, and go on with what it gives unless it gives nothing.

        Keys typed before it is there are for it.
        """

        def go_on(given: T | None) -> None:
            if given is not None:
                then(given)

        dialog.when_ready = self.desk.keyboard.hold()
        self.app.push_screen(dialog, go_on)
