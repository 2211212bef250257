"""The focus mode: one paper at a time has the whole screen."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from textual.widget import Widget

from tui.app.desk import Desk
from tui.app.focus_walk import FocusWalk
from tui.app.screens.history_actions import HistoryActions
from tui.app.screens.reading_actions import ReadingActions
from tui.app.screens.tag_actions import TagActions
from tui.library import Results
from tui.papers.paper import Entry

if TYPE_CHECKING:
    from tui.app.widgets.focus_pane import FocusPane
    from tui.library import DayProgress

_AHEAD = 8
"""So many papers are fetched before it is their turn."""


class FocusMode(ReadingActions, TagActions, HistoryActions):
    """Shows the papers of a walk in the place of all panes; the list's cursor goes with it.

    All actions are about the paper of the walk. Another search leaves the mode.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._focus_pane: FocusPane | None = None
        self._walk: FocusWalk | None = None
        self._day_progress: DayProgress | None = None

    @property
    def in_focus(self) -> bool:
        """Whether the focus mode is on, be it below a text that is read in full."""
        return self._walk is not None

    @property
    def papers_widget(self) -> Widget:
        """What has the focus when it is on the papers: the list, or the one paper in large."""
        return self._pane_in_focus.paper if self.in_focus else self.paper_list

    @property
    def _pane_in_focus(self) -> "FocusPane":
        assert self._focus_pane is not None
        return self._focus_pane

    @property
    def current_id(self) -> int | None:
        """The paper under the cursor, or that which has the screen."""
        return super().current_id if self._walk is None else self._walk.current

    @property
    def target_ids(self) -> list[int]:
        """What an action is about: the paper that has the screen, whatever is selected."""
        if self._walk is None:
            return super().target_ids
        return self._walk.ahead(1)

    # Entering and leaving

    async def action_focus_mode(self) -> None:
        """Show one paper at a time from the cursor on, or the list again."""
        if self.leave_focus():
            return
        if self._focus_pane is None:
            await self._mount_pane()
        self.walk_from_cursor()

    async def _mount_pane(self) -> None:
        from tui.app.widgets.focus_pane import FocusPane

        self._focus_pane = pane = FocusPane()
        pane.display = False
        await self.mount(pane, after="#panes")
        words = {"focus.keep": "keep", "focus.dismiss": "dismiss", "focus.later": "later"}
        keys = {self.desk.key_of(key): word for key, word in (words | {"undo": "undo"}).items()}
        pane.keys.keys = tuple(keys.items())

    def walk_from_cursor(self) -> None:
        """Go through the papers that are in the inbox, from the one under the cursor on.

        Newest first they are those of its list day, in any other order all of the list.
        """
        newest_first = self.results is None or self.results.order == "newest"
        ids = self.paper_list.ids[self.paper_list.cursor :]
        if len(ids) == 0:
            self.say("No paper here.")
            return

        def look() -> tuple[FocusWalk, list[Entry]]:
            first = self.library.entries(list(ids[:1]))
            day = first[0].paper.day if first and newest_first else None
            waiting, entries = self._waiting(ids, day)
            return FocusWalk(waiting, day), entries

        def show(found: tuple[FocusWalk, list[Entry]]) -> None:
            walk, entries = found
            if walk.ids or walk.day:
                self.cache.put(entries)
                self._open_focus(walk)
            else:
                self.say("None of the papers from here on is in the inbox.")

        self.ask(look, show, group="focus")

    def _waiting(self, ids: Sequence[int], day: date | None) -> tuple[list[int], list[Entry]]:
        """Those of the papers that are in the inbox, and the entries of the first."""
        waiting = self.library.inbox_ids(ids, day)
        return waiting, self.library.entries(waiting[:_AHEAD])

    def _open_focus(self, walk: FocusWalk) -> None:
        self.paper_list.end_range()
        self.stop_reading()
        self._walk, self._day_progress = walk, None
        self._show_text_or_panes()
        self.focus_pane("list")
        self.show_walk()
        self.count_day()

    def leave_focus(self) -> bool:
        """Show the list again, its cursor on the paper; ``False`` when there was no focus mode."""
        if self._walk is None:
            return False
        self._walk = None
        self.stop_reading()
        self._show_text_or_panes()
        self.focus_pane("list")
        self.show_current()
        self.call_after_refresh(self.paper_list.show_cursor)
        return True

    def _show_text_or_panes(self) -> None:
        """Show the text that is read, else the paper in focus, else the panes."""
        alone = self.in_focus and self._reading is None
        if self._document_pane is not None:
            super()._show_text_or_panes()
        if self._focus_pane is not None:
            self._focus_pane.display = alone
            self.query_one("#panes").display = self._reading is None and not alone
            self.header.display = self.search_bar.display = not alone

    # Showing

    def show_walk(self) -> None:
        """Show the paper that the walk has come to, and have the next ones fetched."""
        walk = self._walk
        if walk is None:
            return
        if walk.current is None:
            if self._reading is not None:
                self.focus_pane("list")
            self.show_end(walk)
            return
        self.paper_list.go_to(walk.current)
        self.show_current()
        missing = self.cache.missing(walk.ahead(_AHEAD))
        if walk.current in missing:
            # The next key must not be about a paper that nobody sees.
            self.ask(lambda: self.library.entries(missing), self.show_entries, group="rows")
        elif missing:
            self.fetch_entries(missing)

    def show_end(self, walk: FocusWalk) -> None:
        """Show what stands after the last paper."""

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show entries that were fetched, and how many papers are kept by now."""
        super().show_entries(entries)
        if self._walk is not None:
            self._walk.see(entries)
            self._show_head(self._walk)

    def show_current(self) -> None:
        """Show the paper under the cursor, or that which has the screen."""
        super().show_current()
        if self._walk is not None and self._walk.current is not None:
            self._pane_in_focus.keys.visible = True
            self._pane_in_focus.paper.show(self.current, self.field_spans)
            self._go_with_day(self._walk)
            self._show_head(self._walk)

    def _go_with_day(self, walk: FocusWalk) -> None:
        """Undo may lead to a paper of another list day; the progress shown is of that then."""
        day = None if self.current is None else self.current.paper.day
        if day is not None and walk.day not in (None, day):
            walk.day = day
            self.count_day()

    def _show_head(self, walk: FocusWalk) -> None:
        from tui.app.focus_words import head_words

        head, done = self._pane_in_focus.head, self._day_progress
        head.what = head_words(walk.day, self.search_bar.text)
        if walk.day is None:
            head.progress, head.kept = (len(walk.done), len(walk.ids)), len(walk.kept)
        elif done is not None:
            head.progress, head.kept = (done.done, done.total), done.bookmarked

    def count_day(self) -> None:
        """Bring the progress of the list day up to date."""
        walk = self._walk
        if walk is None or walk.day is None:
            return
        day = walk.day

        def show(progress: "DayProgress") -> None:
            if walk is self._walk:
                self._day_progress = progress
                self._show_head(walk)

        self.read(lambda: self.library.day_progress(day), show, group="day")

    def recount(self) -> None:
        """Bring counts up to date after a change, those of the list day among them."""
        super().recount()
        self.count_day()

    def show_results(self, results: Results, *, stay: bool, at: int | None = None) -> None:
        """Show what a search found: another one leaves the focus mode, the same keeps to it."""
        same = self.results is not None and self.results.query.text == results.query.text
        if not same:
            self.leave_focus()
        super().show_results(results, stay=stay, at=at)
        if self._walk is not None:
            self._walk.keep_only(set(results.ids))
            self.show_walk()

    def go_on(self) -> None:
        """Go to the next paper after a change: of the walk, whatever is selected in the list."""
        if self._walk is None:
            super().go_on()
        else:
            self._walk.go_on()
            self.show_walk()

    def go_to_paper(self, paper_id: int) -> None:
        """Go to a paper that was changed elsewhere than under the cursor."""
        if self._walk is None:
            super().go_to_paper(paper_id)
        else:
            self._walk.visit(paper_id)
            self.show_walk()

    def focus_hints(self) -> tuple[tuple[str, str], ...]:
        """The keys worth knowing besides the four, with a word for each."""
        words = {"focus.read": "read", "paper.code": "code", "paper.page": "page"}
        words |= {"paper.tags": "tags", "paper.note": "note", "focus": "list"}
        return tuple((self.desk.key_of(key), word) for key, word in words.items())
