"""The dialog in which a search gets a name."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input, Static

from tui.app.content import plain
from tui.app.screens.dialog import Dialog


class SaveSearchDialog(Dialog[str | None]):
    """Gives the name, or ``None``."""

    BINDINGS = [Binding("escape", "dismiss", "Close", show=False)]

    def __init__(self, query: str) -> None:
        super().__init__()
        self._query_text = query

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = "Save this search"
            yield Static(plain(self._query_text or "everything"), markup=False, classes="about")
            yield Input(placeholder="its name", compact=True)
            yield Static("enter saves · esc leaves", markup=False, classes="hint")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.strip() or None)
