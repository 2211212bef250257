"""The dialog in which tags are given and taken."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.suggester import Suggester
from textual.widgets import Input, Static

from tui.app.content import counted, plain, shortened
from tui.app.screens.dialog import Dialog
from tui.papers.paper import Entry

_TAG = re.compile(r'"([^"]*)"|([^\s,"]+)')


@dataclass(frozen=True, slots=True)
class TagEdit:
    """Tags to give and tags to take."""

    added: tuple[str, ...]
    removed: tuple[str, ...]

    def __str__(self) -> str:
        parts = (("tagged", self.added), ("untagged", self.removed))
        return ", ".join(f"{verb} {' '.join(tags)}" for verb, tags in parts if tags)


class TagSuggester(Suggester):
    """Completes the last tag of the line from those in use."""

    def __init__(self, known: Sequence[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._known = known

    async def get_suggestion(self, value: str) -> str | None:
        start = value.rsplit(None, 1)[-1] if value and not value[-1].isspace() else ""
        match = next((tag for tag in self._known if start and tag.startswith(start)), None)
        return None if match is None else value + match[len(start) :]


class TagDialog(Dialog[TagEdit | None]):
    """One line of tags separated by spaces; those that all papers share are there already.

    As with a note, what was typed is kept when the dialog is left; undo takes it back.
    """

    BINDINGS = [
        Binding("escape", "keep", "Keep", show=False, priority=True),
        Binding("ctrl+x", "drop", "Drop", show=False, priority=True),
    ]

    def __init__(self, entries: Sequence[Entry], known: Sequence[str]) -> None:
        super().__init__()
        self._entries = entries
        self._known = known
        tag_sets = [set(entry.triage.tags) for entry in entries]
        shared = set.intersection(*tag_sets) if tag_sets else set()
        self._shared = sorted(tag for tag in shared if '"' not in tag)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = "Tags"
            yield Static(self._about(), markup=False, classes="about")
            yield Input(
                value="".join(f"{_shown(tag)} " for tag in self._shared),
                placeholder="toread vision …",
                suggester=TagSuggester(self._known),
                select_on_focus=False,
                compact=True,
            )
            yield Static(self._hint(), markup=False, classes="hint")

    def _about(self) -> Content:
        if len(self._entries) == 1:
            return shortened(self._entries[0].paper.title)
        return Content(f"{counted(len(self._entries), 'paper')}; tags that all share:")

    def _hint(self) -> Content:
        in_use = f"in use: {' '.join(self._known[:12])}\n" if self._known else ""
        return (
            plain(in_use)
            .append("\n" if in_use else "")
            .append("enter, esc keep · → completes · ctrl+x leaves all as it was")
        )

    def on_input_submitted(self) -> None:
        self.action_keep()

    def leave(self) -> None:
        self.action_keep()

    def action_drop(self) -> None:
        self.dismiss(None)

    def action_keep(self) -> None:
        wanted = set(parse_tags(self.query_one(Input).value))
        shared = set(self._shared)
        self.dismiss(TagEdit(tuple(sorted(wanted - shared)), tuple(sorted(shared - wanted))))


def parse_tags(line: str) -> list[str]:
    """The tags of a line: apart by spaces or commas unless quoted, a leading ``#`` dropped."""
    found = (quoted.strip() or word.lstrip("#") for quoted, word in _TAG.findall(line))
    return [tag for tag in found if tag]


def _shown(tag: str) -> str:
    """A tag as ``parse_tags`` reads it back."""
    return tag if parse_tags(tag) == [tag] else f'"{tag}"'
