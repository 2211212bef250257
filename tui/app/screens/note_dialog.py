"""The dialog in which a note is written."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Static, TextArea

from tui.app.content import shortened
from tui.app.screens.dialog import Dialog
from tui.papers.paper import Entry
from tui.papers.text import clean_lines


class NoteDialog(Dialog[str | None]):
    """A text area that keeps what was written when it is left; undo takes it back."""

    BINDINGS = [
        Binding("escape", "keep", "Keep", show=False, priority=True),
        Binding("ctrl+x", "drop", "Drop", show=False, priority=True),
    ]

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self._entry = entry

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog tall") as dialog:
            dialog.border_title = "Note"
            yield Static(shortened(self._entry.paper.title), markup=False, classes="about")
            area = TextArea(clean_lines(self._entry.triage.note or ""), compact=True)
            area.cursor_blink = False
            yield area
            hint = "esc keeps the note · ctrl+x leaves it as it was · an empty note is removed"
            yield Static(hint, markup=False, classes="hint")

    def on_mount(self) -> None:
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)

    def action_keep(self) -> None:
        self.dismiss(self.query_one(TextArea).text.strip())

    def leave(self) -> None:
        self.action_keep()

    def action_drop(self) -> None:
        self.dismiss(None)
