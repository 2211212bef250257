"""Tagging papers, and giving a tag another name."""

from typing import TYPE_CHECKING

from tui.app.screens.triage_actions import Changed, TriageActions
from tui.papers.paper import Entry, TriageChange
from tui.papers.tag import parse_tags, shown_tag

if TYPE_CHECKING:
    from tui.app.screens.tag_dialog import TagEdit

_TagCounts = list[tuple[str, int]]


class TagActions(TriageActions):
    """Tags are for the selection, or else for the paper under the cursor; a name is for all."""

    def action_tags(self) -> None:
        from tui.app.screens.tag_dialog import TagDialog

        ids = self.target_ids
        if not ids:
            self.say("No paper here to tag.")
            return

        def ask(found: tuple[list[Entry], _TagCounts]) -> None:
            self.open_dialog(TagDialog(*found), lambda edit: self._tag(ids, edit))

        def fetch() -> tuple[list[Entry], _TagCounts]:
            return self.library.entries(ids), self.library.tag_counts()

        self.after_writes(lambda: self.ask(fetch, ask, group="dialog"))

    def _tag(self, ids: list[int], edit: "TagEdit") -> None:
        if edit.added or edit.removed:
            change = TriageChange(add_tags=edit.added, remove_tags=edit.removed)
            self.change_papers(ids, lambda: self.library.triage(ids, change))

    def action_rename_tag(self) -> None:
        """Choose a tag, and type its new name; that of another tag makes one of both."""
        from tui.app.screens.menu import Choice, Menu

        def ask(counts: _TagCounts) -> None:
            if not counts:
                self.say(f"No tag is in use yet. {self.desk.key_of('paper.tags')} tags a paper.")
                return
            choices = [Choice("", f"{shown_tag(tag)} {count:,}", tag) for tag, count in counts]
            self.open_dialog(Menu("Rename a tag", choices), self._ask_for_tag_name)

        self.after_writes(lambda: self.ask(self.library.tag_counts, ask, group="dialog"))

    def _ask_for_tag_name(self, old: str) -> None:
        from tui.app.screens.name_dialog import NameDialog

        def rename(line: str) -> None:
            names = parse_tags(line)
            if len(names) == 1:
                self._rename_tag(old, names[0])
            else:
                self.say("A tag is one word, or several in quotation marks.")

        about = f"the tag {shown_tag(old)}; the name of another tag makes one of both"
        self.open_dialog(NameDialog("Rename a tag", about, shown_tag(old)), rename)

    def _rename_tag(self, old: str, new: str) -> None:
        held = self.cache.ids
        self.write(
            lambda: Changed(self.library.rename_tag(old, new), self.library.entries(held)),
            self.show_change,
        )
