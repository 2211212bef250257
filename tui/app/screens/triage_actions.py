"""Keeping, dismissing, tagging and noting papers, and taking it back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.app.content import counted
from tui.app.screens.search_flow import SearchFlow
from tui.library import Mark, Step, Undone
from tui.papers.paper import Entry, TriageChange

if TYPE_CHECKING:
    from tui.app.screens.tag_dialog import TagEdit


@dataclass(frozen=True, slots=True)
class _Changed:
    """What a change did, and the new state of the papers that the screen holds."""

    step: Step | None
    entries: list[Entry]


class TriageActions(SearchFlow):
    """Marks and tags are for the selection, or else for the paper under the cursor.

    A note is always for that.
    """

    def action_bookmark(self) -> None:
        self._toggle("bookmarked")

    def action_toggle_read(self) -> None:
        self._toggle("read")

    def action_archive(self) -> None:
        self._toggle("archived")
        if not self.paper_list.clear_selection():
            self.paper_list.action_cursor_down()

    def _toggle(self, mark: Mark) -> None:
        ids = self.target_ids
        self._change(ids, lambda: self.library.toggle(mark, ids))

    def mark_read(self, paper_id: int) -> None:
        """Mark a paper as read because it was opened, without a word about it."""
        entry = self.cache.get(paper_id)
        if entry is None or entry.triage.read or not self.desk.settings.read_on_open:
            return

        def change() -> list[Entry]:
            self.library.triage([paper_id], TriageChange(read=True), "read 1 paper")
            return self.library.entries([paper_id])

        self.write(change, self._show_changed_entries)

    def action_tags(self) -> None:
        from tui.app.screens.tag_dialog import TagDialog

        ids = self.target_ids
        if not ids:
            self.say("No paper here to tag.")
            return

        def ask(found: tuple[list[Entry], list[str]]) -> None:
            entries, known = found
            self.open_dialog(TagDialog(entries, known), apply)

        def apply(edit: "TagEdit") -> None:
            if edit.added or edit.removed:
                change = TriageChange(add_tags=edit.added, remove_tags=edit.removed)
                label = f"{edit} on {counted(len(ids), 'paper')}"
                self._change(ids, lambda: self.library.triage(ids, change, label))

        self.ask(
            lambda: (self.library.entries(ids), self.library.known_tags()), ask, group="dialog"
        )

    def action_note(self) -> None:
        from tui.app.screens.note_dialog import NoteDialog

        entry = self.current
        if entry is None:
            self.say("No paper here to write about.")
            return

        def keep(note: str) -> None:
            if note != (entry.triage.note or ""):
                change = TriageChange(note=note)
                label = "wrote a note on 1 paper" if note else "removed the note of 1 paper"
                self._change([entry.id], lambda: self.library.triage([entry.id], change, label))

        self.open_dialog(NoteDialog(entry), keep)

    def _change(self, ids: list[int], change: Callable[[], Step | None]) -> None:
        if not ids:
            self.say("No paper here.")
            return
        held = self.cache.held(ids)
        self.write(lambda: _Changed(change(), self.library.entries(held)), self._show_change)

    def _show_change(self, changed: _Changed) -> None:
        self._show_changed_entries(changed.entries)
        if changed.step is None:
            self.say("Nothing to change: it was so already.")
        else:
            self.say(f"{changed.step.label} · {self.desk.key_of('undo')} undoes it")

    def _show_changed_entries(self, entries: list[Entry]) -> None:
        self.show_entries(entries)
        self.recount()

    # Taking back

    def action_undo(self) -> None:
        self._walk_history(self.library.undo, "Undid", "Nothing to undo.")

    def action_redo(self) -> None:
        self._walk_history(self.library.redo, "Redid", "Nothing to redo.")

    def _walk_history(self, walk: Callable[[], Undone | None], did: str, nothing: str) -> None:
        def step() -> tuple[Undone | None, list[Entry]]:
            undone = walk()
            held = self.cache.held(undone.ids) if undone else []
            return undone, self.library.entries(held)

        def show(outcome: tuple[Undone | None, list[Entry]]) -> None:
            undone, entries = outcome
            if undone is None:
                self.say(nothing)
                return
            self._show_changed_entries(entries)
            if undone.of_merge:
                self.catch_up(lambda _: self._list_separated(undone.ids))
            elif len(undone.ids) == 1:
                self.paper_list.go_to(undone.ids[0])
            self.say(f"{did}: {undone.step.label}{_skipped(undone)}")

        self.write(step, show)

    def _list_separated(self, ids: Sequence[int]) -> None:
        """List papers that became one, or two again; the cursor goes to the first if it can."""
        shown = (paper_id for paper_id in ids if paper_id in self.paper_list.ids)
        self.list_anew(at=next(shown, None))


def _skipped(undone: Undone) -> str:
    if not undone.skipped:
        return ""
    return f" – except {counted(undone.skipped, 'paper')}, changed since"
