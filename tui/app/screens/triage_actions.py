"""Keeping, dismissing and marking papers."""

from collections.abc import Callable
from dataclasses import dataclass

from textual import on

from tui.app.desk import Desk
from tui.app.screens.inbox_zero import InboxZero
from tui.app.widgets.paper_list import PaperList
from tui.library import CatchUp, Mark, Step
from tui.papers.paper import Entry, TriageChange
from tui.papers.words import counted


@dataclass(frozen=True, slots=True)
class Changed:
    """What a change did, the new state of the papers that the screen holds, and if some went."""

    step: Step | None
    entries: list[Entry]
    gone: bool = False


class TriageActions(InboxZero):
    """Marks and tags are for the selection, or else for the paper under the cursor."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._claimed = ""
        """What was said last of all papers being selected."""

    def action_bookmark(self) -> None:
        self._toggle("bookmarked", self.show_change, goes_on=self.desk.settings.advance)

    def action_toggle_read(self) -> None:
        self._toggle("read", self.show_change, goes_on=self.desk.settings.advance)

    def action_archive(self) -> None:
        ids = self.target_ids
        self._toggle("archived", lambda changed: self.show_archived(ids, changed), goes_on=True)

    def _toggle(self, mark: Mark, show: Callable[[Changed], None], *, goes_on: bool) -> None:
        """Change a mark; then, and not if that fails, go to the next paper if wished for."""
        ids = self.target_ids
        goes_on = goes_on and ids == [self.current_id]

        def show_and_go_on(changed: Changed) -> None:
            show(changed)
            # The person may have gone elsewhere where the disk was slow.
            if goes_on and ids == [self.current_id] and not self._came_back(mark):
                self.go_on()

        # The next key is about the next paper, and so has to wait for it.
        self.change_papers(
            ids, lambda: self.library.toggle(mark, ids), show_and_go_on, holding=goes_on
        )

    def _came_back(self, mark: Mark) -> bool:
        """Whether the paper is in the inbox again: then it is the one to look at."""
        return mark == "archived" and self.current is not None and not self.current.triage.archived

    def go_on(self) -> None:
        """Go to the next paper after a change, unless that was for a selection."""
        if not self.paper_list.selected_ids:
            self.paper_list.action_cursor_down()

    def mark_read(self, paper_id: int) -> None:
        """Mark a paper as read because it was opened, without a word about it."""
        entry = self.cache.get(paper_id)
        if entry is None or entry.triage.read or not self.desk.settings.read_on_open:
            return

        def change() -> list[Entry]:
            self.library.triage([paper_id], TriageChange(read=True), "read")
            return self.library.entries([paper_id])

        self.write(change, self.show_changed_entries)

    def change_papers(
        self,
        ids: list[int],
        change: Callable[[], Step | None],
        show: Callable[[Changed], None] | None = None,
        *,
        holding: bool = False,
    ) -> None:
        """Make a change to papers, and ``show`` what it did, by default in rows and footer.

        With ``holding``, keys typed meanwhile are for what it shows, or for nothing if it fails.
        """
        if not ids:
            self.say("No paper here.")
            return
        held = self.cache.held(ids)

        def make() -> Changed:
            step, entries = change(), self.library.entries(held)
            return Changed(step, entries, gone=len(entries) < len(held))

        self.write(make, show or self.show_change, holding=holding)

    def show_change(self, changed: Changed) -> None:
        """Show papers that were changed, and say what was done."""
        self.show_changed_entries(changed.entries)
        if changed.step is None:
            why = "it is no longer in the library." if changed.gone else "it was so already."
            self.say(f"Nothing to change: {why}")
        else:
            self.say(f"{changed.step.label} · {self.desk.key_of('undo')} undoes it")

    def show_archived(self, ids: list[int], changed: Changed) -> None:
        """As ``show_change``, and say when that left nothing to do on a list day."""
        self.show_change(changed)
        if changed.step is not None:
            self.look_for_inbox_zero(ids, quietly=changed.step.count > 1)

    def show_changed_entries(self, entries: list[Entry]) -> None:
        """Show papers that were changed, and the counts that follow from it."""
        self.show_entries(entries)
        self.recount()

    # Selecting

    def action_select_all(self) -> None:
        """Select all that the query shows, once all of it is listed."""
        if self.results is not None:
            self.paper_list.select_all()
            return

        def search(_: CatchUp) -> None:
            text, select = self.search_bar.text, self.paper_list.select_all
            self.search_for(text, stay=True, then=select)

        # The rows before the first search are only the newest papers.
        self.say("Waiting for all papers to be listed …")
        closing = self.desk.closing.is_set
        self.ask(lambda: self.library.catch_up(cancelled=closing), search, group="index")

    @on(PaperList.AllSelected)
    def _say_what_is_selected(self, event: PaperList.AllSelected) -> None:
        query = self.results.query.text.strip() if self.results else ""
        what = f"all that “{query}” shows" if query else "all there are"
        self._claimed = f"{counted(event.count, 'paper')} selected: {what}"
        self.say(self._claimed)

    @on(PaperList.SelectionChanged)
    def _take_claim_back(self) -> None:
        if self._claimed and self.footer.message == self._claimed:
            self.footer.message = ""
