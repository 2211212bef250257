"""Keeping, dismissing and marking papers."""

from collections.abc import Callable
from dataclasses import dataclass

from textual import on

from tui.app.content import counted
from tui.app.screens.inbox_zero import InboxZero
from tui.app.widgets.paper_list import PaperList
from tui.library import Mark, Step
from tui.papers.paper import Entry, TriageChange


@dataclass(frozen=True, slots=True)
class Changed:
    """What a change did, and the new state of the papers that the screen holds."""

    step: Step | None
    entries: list[Entry]


class TriageActions(InboxZero):
    """Marks and tags are for the selection, or else for the paper under the cursor."""

    def action_bookmark(self) -> None:
        self._toggle("bookmarked")
        self._go_on_if_wanted()

    def action_toggle_read(self) -> None:
        self._toggle("read")
        self._go_on_if_wanted()

    def action_archive(self) -> None:
        self._toggle("archived", self.show_archived)
        if not self.paper_list.clear_selection():
            self.paper_list.action_cursor_down()

    def _toggle(self, mark: Mark, show: Callable[[Changed], None] | None = None) -> None:
        ids = self.target_ids
        self.change_papers(ids, lambda: self.library.toggle(mark, ids), show)

    def _go_on_if_wanted(self) -> None:
        """Go to the next paper after a mark, unless that was for a selection."""
        if self.desk.settings.advance and not self.paper_list.selected_ids:
            self.paper_list.action_cursor_down()

    def mark_read(self, paper_id: int) -> None:
        """Mark a paper as read because it was opened, without a word about it."""
        entry = self.cache.get(paper_id)
        if entry is None or entry.triage.read or not self.desk.settings.read_on_open:
            return

        def change() -> list[Entry]:
            self.library.triage([paper_id], TriageChange(read=True), "read 1 paper")
            return self.library.entries([paper_id])

        self.write(change, self.show_changed_entries)

    def change_papers(
        self,
        ids: list[int],
        change: Callable[[], Step | None],
        show: Callable[[Changed], None] | None = None,
        ended: Callable[[], None] = lambda: None,
    ) -> None:
        """Make a change to papers, and ``show`` what it did, by default in rows and footer.

        ``ended`` is called in any case.
        """
        if not ids:
            self.say("No paper here.")
            return
        held = self.cache.held(ids)
        self.write(
            lambda: Changed(change(), self.library.entries(held)),
            show or self.show_change,
            ended=ended,
        )

    def show_change(self, changed: Changed) -> None:
        """Show papers that were changed, and say what was done."""
        self.show_changed_entries(changed.entries)
        if changed.step is None:
            self.say("Nothing to change: it was so already.")
        else:
            self.say(f"{changed.step.label} · {self.desk.key_of('undo')} undoes it")

    def show_archived(self, changed: Changed) -> None:
        """As ``show_change``, and say when that left nothing to do on a list day."""
        self.show_change(changed)
        if changed.step is not None:
            self.look_for_inbox_zero(changed.entries, quietly=changed.step.count > 1)

    def show_changed_entries(self, entries: list[Entry]) -> None:
        """Show papers that were changed, and the counts that follow from it."""
        self.show_entries(entries)
        self.recount()

    # Selecting

    @on(PaperList.AllSelected)
    def _say_what_is_selected(self, event: PaperList.AllSelected) -> None:
        query = self.results.query.text.strip() if self.results else ""
        what = f"all that “{query}” shows" if query else "all there are"
        self.say(f"{counted(event.count, 'paper')} selected: {what}")
