"""From the text in the search bar to rows, counts and detail, away from the event loop."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeVar

from textual import on

from tui.app.content import Spans, displayed
from tui.app.desk import Desk
from tui.app.reader_state import Pane
from tui.app.screens.index_flow import IndexFlow
from tui.app.widgets.empty_result import EmptyResult
from tui.app.widgets.filter_pane import FilterPane
from tui.app.widgets.paper_list import PaperList
from tui.app.widgets.search_bar import SearchBar
from tui.library import Results, TriageCounts
from tui.papers.paper import Entry

if TYPE_CHECKING:
    from tui.library import Problem

T = TypeVar("T")
Cancelled = Callable[[], bool]
Search = Callable[[Cancelled], Results | None]


class Fetch(Protocol):
    """``ReaderBase.read`` or ``ReaderBase.ask``."""

    def __call__(
        self,
        fetch: Callable[[], T],
        then: Callable[[T], None],
        *,
        group: str,
        ended: Callable[[], None] = ...,
    ) -> None:
        """Fetch something in a thread, then go on with it; ``ended`` is called in any case."""


class SearchFlow(IndexFlow):
    """Owns the results on the screen; every search has a number, and only the newest is shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.results: Results | None = None
        self.came_from: list[tuple[str, int]] = []
        self._search_number = 0
        self._start_at: int | None = None
        self._awaited: Callable[[], None] | None = None
        self._asked_for = ""
        self._once_shown: list[Callable[[], None]] = []

    @abstractmethod
    def focus_pane(self, name: Pane) -> None:
        """Show a pane if it is hidden, and put the focus into it."""

    # Asking

    def search_for(
        self,
        text: str,
        *,
        typing: bool = False,
        stay: bool = False,
        at: int | None = None,
        then: Callable[[], None] | None = None,
    ) -> None:
        """Search for a query and show what it finds.

        The cursor goes to the top, or to the paper ``at``, or with ``stay`` to the one that it is
        on by then. While the person is ``typing`` keys go on being heard; else they wait for the
        rows they are about. What is to be done ``then``, with what was found on the screen, is
        done after a later search for the same too, and not when one for something else comes.
        """
        if not typing and text != self.search_bar.text:
            self.search_bar.set_text(text)
        self._awaited = partial(self.search_for, text, typing=typing, stay=stay, at=at)
        if text != self._asked_for:
            self._asked_for = text
            self._once_shown.clear()
        if then is not None:
            self._once_shown.append(then)

        def search(cancelled: Cancelled) -> Results | None:
            if typing:
                return self.library.search(text, typing=True, cancelled=cancelled)
            return self.library.search_finished(text, cancelled=cancelled)

        def show(results: Results) -> None:
            self.show_results(results, stay=stay, at=at)
            due, self._once_shown = self._once_shown, []
            for go_on in due:
                go_on()

        self._search(search, show, self.read if typing else self.ask)

    def take_search(self, text: str, *, stay: bool) -> None:
        """Search for a query that is finished, go to its papers, and remember it."""
        self.focus_pane("list")
        if text:
            self.write(lambda: self.library.remember_search(text), self.search_bar.remember)
        self.search_for(text, stay=stay)

    def refresh_results(self) -> None:
        """Search again: what was archived leaves, what is new arrives, the cursor stays."""
        self.search_for(self.search_bar.text, stay=True)

    def list_anew(self, *, at: int | None = None) -> None:
        """Show the library as it is now, whatever became of its papers.

        The cursor stays, or goes to the paper ``at``.
        """
        self.cache.clear()
        self.search_for(self.search_bar.text, stay=True, at=at)
        self.count_library()

    def recount(self) -> None:
        """Bring counts up to date after a change, while the rows stay where they are.

        Of changes that follow each other closely this is done once, after the last.
        """
        if self.desk.writes.waiting:
            self.desk.writes.when_done(self.recount)
            return
        self.count_library()
        if self._awaited is not None:
            self._awaited()
            return
        text, typing = self.search_bar.text, self.search_bar.typing
        self._search(
            lambda cancelled: self.library.search(text, typing=typing, cancelled=cancelled),
            self._show_counts,
            self.read,
        )

    def count_library(self) -> None:
        """Bring the header's counts up to date."""

        def show(counts: TriageCounts) -> None:
            self.header.papers, self.header.inbox = counts.total, counts.inbox

        self.read(self.library.counts, show, group="count")

    def _search(self, search: Search, show: Callable[[Results], None], fetch: Fetch) -> None:
        self._search_number += 1
        number = self._search_number

        def superseded() -> bool:
            return number != self._search_number or self.desk.closing.is_set()

        changes, rows = self.changes_made, self.paper_list.needed_below

        def find() -> tuple[Results | None, list[Entry]]:
            # With the rows that show first, which would else be painted a frame later.
            results = search(superseded)
            first = () if results is None else results.ids[:rows]
            return results, self.library.entries(self.cache.missing(first))

        def show_if_newest(found: tuple[Results | None, list[Entry]]) -> None:
            results, entries = found
            if results is not None and not superseded():
                if changes == self.changes_made:
                    self.cache.put(entries)
                show(results)

        def stop_waiting_if_newest() -> None:
            if self.is_attached and not superseded():
                self._once_shown.clear()
                self.search_bar.stop_waiting()

        self.search_bar.wait()
        fetch(
            find,
            show_if_newest,
            group="search",
            ended=stop_waiting_if_newest,
        )

    # Showing

    def show_results(self, results: Results, *, stay: bool, at: int | None = None) -> None:
        """Show what a search found."""
        if self.results is not None and self.results.query.text != results.query.text:
            # A selection nobody sees any more must not be what the next key is about.
            self.paper_list.clear_selection()
        self.results, self._awaited = results, None
        keep = at or (self.paper_list.current_id or self._start_at if stay else None)
        self._start_at = None
        if not self.search_bar.typing and results.query.text != self.search_bar.text:
            self.search_bar.set_text(results.query.text)
        self.paper_list.show(results.ids, self.title_spans, keep=keep)
        self.query_one(EmptyResult).show(results if results.total == 0 else None)
        self._show_counts(results)

    def _show_counts(self, results: Results) -> None:
        from tui.library import ticked_values

        text = results.query.text
        self.filters.show(results.facets, ticked_values(text), text)
        self.search_bar.show_outcome(_outcome(results))
        self.search_bar.show_problem(_worth_telling(results, typing=self.search_bar.typing))
        self.search_bar.show_remark(results.notice)

    def title_spans(self, entry: Entry) -> Spans:
        """Where the query matched the title as it is shown."""
        return self.field_spans(displayed(entry.paper.title), "title")

    def field_spans(self, shown: str, field: str) -> Spans:
        """Where the query matched a displayed text of the given field."""
        return () if self.results is None else self.results.highlighter.spans(shown, field)

    def show_current(self) -> None:
        """Show the paper under the cursor in the detail pane."""
        self.detail.show(self.current, self.field_spans)

    def follow_cursor(self) -> None:
        """From now on show the paper on which the cursor is put, in the same frame.

        A message would arrive a frame later, and each frame costs as much as the key itself.
        """
        self.watch(self.paper_list, "cursor", self.show_current, init=False)

    @on(PaperList.EntriesNeeded)
    def _fetch_needed(self, event: PaperList.EntriesNeeded) -> None:
        self.fetch_entries(event.ids)

    def fetch_entries(self, ids: list[int]) -> None:
        """Fetch entries anew and show them, in rows and detail."""
        changes = self.changes_made

        def show(entries: Sequence[Entry]) -> None:
            # What was fetched before a change must not take the place of what the change made.
            if changes == self.changes_made:
                self.show_entries(entries)
            else:
                self.fetch_entries(ids)

        self.read(lambda: self.library.entries(ids), show, group="rows")

    def renew_entries(self) -> None:
        """Show of the papers on the screen, or lately there, what the library has of them now."""
        self.fetch_entries(self.cache.ids)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show entries that were fetched, in rows and detail."""
        self.cache.put(entries)
        ids = {entry.id for entry in entries}
        self.paper_list.repaint_rows(ids)
        if self.current_id in ids:
            self.show_current()

    # What the person does in the bar and in the filters

    @on(SearchBar.Edited)
    def _search_while_typing(self) -> None:
        self.search_for(self.search_bar.text, typing=True)

    @on(SearchBar.Submitted)
    def _take_search(self, event: SearchBar.Submitted) -> None:
        text = event.text.strip()
        found = self.results
        if found is not None and found.query.text.strip() == text and not found.total:
            text = next((way.text for way in found.ways_out), text)
        self.take_search(text, stay=True)

    @on(FilterPane.Toggled)
    def _edit_query(self, event: FilterPane.Toggled) -> None:
        from tui.library import excluded, toggled

        edit = excluded if event.exclude else toggled
        text = edit(self.search_bar.text, event.tick)
        self.search_for(text, stay=True)


def _worth_telling(results: Results, *, typing: bool) -> "Problem | None":
    """The first problem of the query; what is merely unfinished is normal while typing."""
    problems = results.query.problems
    return next((one for one in problems if not (typing and one.kind == "unfinished")), None)


def _outcome(results: Results) -> str:
    """How many papers were found, and what one should know of that."""
    found = f"{results.total:,} of {results.papers:,}"
    if results.waiting:
        return f"{found} · {results.waiting:,} not indexed yet"
    return f"{found} · {results.order} · {results.took_ms:.0f} ms"
