"""The dialog in which a search gets its name."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input, Static

from tui.app.content import plain
from tui.app.screens.dialog import Dialog
from tui.papers.text import clean


class NameDialog(Dialog[str | None]):
    """Gives the name typed in place of ``name``, or ``None``."""

    BINDINGS = [Binding("escape", "dismiss", "Close", show=False)]

    def __init__(self, title: str, query: str, name: str = "") -> None:
        super().__init__()
        self._title = title
        self._query_text = query
        self._old_name = clean(name)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = self._title
            yield Static(plain(self._query_text or "everything"), markup=False, classes="about")
            yield Input(self._old_name, placeholder="its name", select_on_focus=False, compact=True)
            yield Static("enter saves · esc leaves", markup=False, classes="hint")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.strip() or None)
