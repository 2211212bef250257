"""The dialog in which a note is written."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.timer import Timer
from textual.widgets import Static, TextArea

from tui.app.content import shortened
from tui.app.screens.dialog import Dialog
from tui.papers.text import clean_lines

_SECONDS_TO_DRAFT = 0.25


class Intent(Enum):
    """What is to become of what was written."""

    KEEP = auto()
    DROP = auto()
    EDITOR = auto()


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, and what is to become of it."""

    text: str
    intent: Intent


class NoteDialog(Dialog[Written | None]):
    """A text area that keeps what was written when it is left; undo takes it back.

    ``draft`` is given the text at the latest a moment after each key.
    """

    BINDINGS = [
        Binding("escape", "keep", "Keep", show=False, priority=True),
        Binding("ctrl+x", "drop", "Drop", show=False, priority=True),
        Binding("ctrl+e", "go_on_in_editor", "Editor", show=False, priority=True),
    ]

    def __init__(self, title: str, text: str, draft: Callable[[str], None]) -> None:
        super().__init__()
        self._title = title
        self._text = clean_lines(text)
        self._draft = draft
        self._drafting: Timer | None = None

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog tall") as dialog:
            dialog.border_title = "Note"
            yield Static(shortened(self._title), markup=False, classes="about")
            area = TextArea(self._text, compact=True)
            area.cursor_blink = False
            yield area
            hint = "esc keeps the note · ctrl+x leaves it as it was · ctrl+e goes on in an editor"
            yield Static(hint, markup=False, classes="hint")

    def on_mount(self) -> None:
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)

    @on(TextArea.Changed)
    def _draft_soon(self, event: TextArea.Changed) -> None:
        self._text = event.text_area.text
        if self._drafting is None and self.is_current:
            self._drafting = self.set_timer(_SECONDS_TO_DRAFT, self._draft_now)

    def _draft_now(self) -> None:
        self._drafting = None
        self._draft(self._text)

    def on_unmount(self) -> None:
        # It was not left then, but ended together with the reader.
        if self._drafting is not None:
            self._draft_now()

    def action_keep(self) -> None:
        self._end(Intent.KEEP)

    def leave(self) -> None:
        self.action_keep()

    def action_drop(self) -> None:
        self._end(Intent.DROP)

    def action_go_on_in_editor(self) -> None:
        self._end(Intent.EDITOR)

    def _end(self, intent: Intent) -> None:
        if self._drafting is not None:
            self._drafting.stop()
            self._drafting = None
        self.dismiss(Written(self.query_one(TextArea).text, intent))
