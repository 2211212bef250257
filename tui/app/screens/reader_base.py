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
SECONDS_TO_OPEN = 3.0
"""For how long keys wait at most for a dialog to be there."""

_SAVING = "saving … · ctrl+c quits without it"


def _nothing() -> None:
    """What is done at the end where nothing has to be."""


def _release_nothing(*, drop: bool = False) -> None:
    """What lets keys go where none are held."""


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
        self.restores_seen = 0

    @property
    def library(self) -> Library:
        """The one door to everything stored."""
        return self.desk.library

    @property
    def current_id(self) -> int | None:
        """The paper under the cursor."""
        return self.paper_list.current_id

    @property
    def current(self) -> Entry | None:
        """The entry under the cursor, once it has arrived."""
        return None if self.current_id is None else self.cache.get(self.current_id)

    @property
    def target_ids(self) -> list[int]:
        """What an action is about: the selection, else the paper under the cursor."""
        selected = self.paper_list.selected_ids
        if selected:
            return selected
        return [] if self.current_id is None else [self.current_id]

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
        holding: bool = False,
        failed: Callable[[], None] = _nothing,
        ended: Callable[[], None] = _nothing,
    ) -> None:
        """Make a change in the order of the keys, then go on with its outcome.

        The next change is made once the frame has been painted that ``then`` brought about.
        ``failed`` is called after a failure was told, ``ended`` in any case. With ``holding``, keys
        typed meanwhile are for what ``then`` shows, and dropped when it comes to nothing.
        """
        release = self.desk.keyboard.hold() if holding else _release_nothing

        def end(made: "asyncio.Future[T]") -> None:
            self._end_saying_so()
            done = False
            try:
                outcome = made.result()
                self.changes_made += 1
                self._go_on(then, outcome)
                done = True
            except Exception as error:  # noqa: BLE001 - whatever it is, the person has to hear of it
                self.report(error)
                self.renew_entries()
                failed()
            finally:
                release(drop=not done)
                ended()

        self.desk.writes.put(change, end, self._say_saving)

    def after_writes(self, go_on: Callable[[], None]) -> None:
        """Go on once the changes typed before are made; keys typed meanwhile wait."""
        release = self.desk.keyboard.hold()

        def end() -> None:
            try:
                go_on()
            finally:
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
        """As ``read``; keys typed meanwhile are for what ``then`` shows, or for nothing."""
        release = self.desk.keyboard.hold()
        done = False

        def go_on(outcome: T) -> None:
            nonlocal done
            then(outcome)
            done = True

        def end() -> None:
            release(drop=not done)
            ended()

        self.run_worker(self.fetch(fetch, go_on, end), group=group, exit_on_error=False)

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
        self,
        dialog: Dialog[T | None],
        then: Callable[[T], None] = lambda _: None,
        *,
        outlives_restore: bool = False,
    ) -> None:
        """Show a dialog, and go on with what it gives unless it gives nothing.

        Keys typed before it is there are for it. What it gives is not gone on with once all papers
        may be others, unless it ``outlives_restore``.
        """
        restores = self.restores_seen

        def go_on(given: T | None) -> None:
            if given is None:
                return
            if restores == self.restores_seen or outlives_restore:
                then(given)
            else:
                self.say("Nothing was done: a backup was put in place of the library meanwhile.")

        dialog.when_ready = self.desk.keyboard.hold(at_most=SECONDS_TO_OPEN)
        self.app.push_screen(dialog, go_on)
