"""The dialog in which tags are given and taken."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.suggester import Suggester
from textual.widgets import Input, Static

from tui.app.content import shortened
from tui.app.screens.dialog import Dialog
from tui.app.tag_completion import (
    TagCounts,
    completed_line,
    counts_line,
    last_part,
    matching_tags,
)
from tui.papers.paper import Entry
from tui.papers.tag import parse_tags, shown_tag
from tui.papers.words import counted

_HINT = "enter, esc keep · tab completes · ctrl+x leaves as it was"


@dataclass(frozen=True, slots=True)
class TagEdit:
    """Tags to give and tags to take."""

    added: tuple[str, ...]
    removed: tuple[str, ...]


class TagSuggester(Suggester):
    """Completes the last tag of the line as it was typed, from those in use."""

    def __init__(self, known: TagCounts) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._known = known

    async def get_suggestion(self, value: str) -> str | None:
        if not last_part(value)[1]:
            return None
        tags = (tag for tag, _ in matching_tags(value, self._known))
        lines = (completed_line(value, tag).rstrip() for tag in tags)
        return next((line for line in lines if line.startswith(value) and line != value), None)


class TagDialog(Dialog[TagEdit | None]):
    """One line of tags separated by spaces; those that all papers share are there already.

    Below it stand the tags in use that may be meant, with the numbers of their papers. As with a
    note, what was typed is kept when the dialog is left; undo takes it back.
    """

    BINDINGS = [
        Binding("escape", "keep", "Keep", show=False, priority=True),
        Binding("ctrl+x", "drop", "Drop", show=False, priority=True),
        Binding("tab", "complete", "Complete", show=False, priority=True),
    ]

    def __init__(self, entries: Sequence[Entry], known: TagCounts) -> None:
        super().__init__()
        self._entries = entries
        self._known = known
        tag_sets = [set(entry.triage.tags) for entry in entries]
        self._shared = sorted(set.intersection(*tag_sets)) if tag_sets else []
        self._completed = self._asked = ""
        self._offered: TagCounts = ()

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = "Tags"
            yield Static(self._about(), markup=False, classes="about")
            yield Input(
                value="".join(f"{shown_tag(tag)} " for tag in self._shared),
                placeholder="toread vision …" if len(self._entries) == 1 else "none yet",
                suggester=TagSuggester(self._known),
                select_on_focus=False,
                compact=True,
            )
            yield Static(markup=False, id="completions")
            yield Static(_HINT, markup=False, classes="hint")

    def on_mount(self) -> None:
        self._show_completions()

    def on_resize(self) -> None:
        self.call_after_refresh(self._show_completions)

    def on_input_changed(self) -> None:
        self._show_completions()

    def on_input_submitted(self) -> None:
        self.action_keep()

    def leave(self) -> None:
        self.action_keep()

    def action_drop(self) -> None:
        self.dismiss(None)

    def action_keep(self) -> None:
        wanted = set(parse_tags(self._line))
        shared = set(self._shared)
        self.dismiss(TagEdit(tuple(sorted(wanted - shared)), tuple(sorted(shared - wanted))))

    def action_complete(self) -> None:
        """Complete the tag that is being typed by the first of those shown below it.

        Once more, it becomes the next of them instead.
        """
        if self._line != self._completed:
            self._asked, self._offered = self._line, matching_tags(self._line, self._known)
        if self._offered and last_part(self._asked)[1]:
            (tag, _), *others = self._offered
            self._offered = [*others, self._offered[0]]
            field = self.query_one(Input)
            field.value = self._completed = completed_line(self._asked, tag)
            field.cursor_position = len(field.value)

    @property
    def _line(self) -> str:
        return self.query_one(Input).value

    def _about(self) -> Content:
        if len(self._entries) == 1:
            return shortened(self._entries[0].paper.title)
        return Content(f"{counted(len(self._entries), 'paper')}; tags that all share:")

    def _show_completions(self) -> None:
        completed = bool(self._offered) and self._line == self._completed
        typing = completed or bool(last_part(self._line)[1])
        matches = self._offered if completed else matching_tags(self._line, self._known)
        prefix = "" if typing or not matches else "in use: "
        room = (self.query_one(Input).size.width or 60) - len(prefix)
        words = prefix + counts_line(matches, room) if matches or not typing else "a new tag"
        self.query_one("#completions", Static).update(Content(words))
