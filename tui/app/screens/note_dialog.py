"""The dialog in which a note is written."""

from collections.abc import Callable
from concurrent.futures import Future
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

_REST_SECONDS = 0.01
_REST_AFTER_FAILURE = 1.0


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

    ``draft`` is given the text at the first key, and while typing goes on again and again, each
    time when the one before is on disk; ``elsewhere`` tells that another papertui writes it too.
    """

    BINDINGS = [
        Binding("escape", "keep", "Keep", show=False, priority=True),
        Binding("ctrl+x", "drop", "Drop", show=False, priority=True),
        Binding("ctrl+e", "go_on_in_editor", "Editor", show=False, priority=True),
    ]

    def __init__(
        self,
        title: str,
        text: str,
        draft: Callable[[str], "Future[None]"],
        *,
        elsewhere: bool = False,
    ) -> None:
        super().__init__()
        self._title = title
        self._text = clean_lines(text)
        self._drafted: str | None = self._text
        self._draft = draft
        self._elsewhere = elsewhere
        self._rest: Timer | None = None
        self._ended = False

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog tall") as dialog:
            dialog.border_title = "Note"
            if self._elsewhere:
                dialog.border_subtitle = "another papertui is writing on this paper too"
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
        if self._rest is None and self.is_current:
            self._draft_now()

    def _draft_now(self) -> None:
        # The timer of a rest may be heard after the key that ended the dialog.
        if self._text != self._drafted and not self._ended:
            self._drafted = self._text
            self._rest_after(self._draft(self._text))

    def draft_anew(self) -> None:
        """Give the text to ``draft`` once more, which may have lost it."""
        self._drafted = None
        if self._rest is None:
            self._draft_now()

    def _rest_after(self, drafting: "Future[None]") -> None:
        def look() -> None:
            if not drafting.done():
                self._rest_after(drafting)
            elif drafting.cancelled() or drafting.exception() is not None:
                self._drafted = None
                self._rest = self.set_timer(_REST_AFTER_FAILURE, self._go_on)
            else:
                self._go_on()

        self._rest = self.set_timer(_REST_SECONDS, look)

    def _go_on(self) -> None:
        self._rest = None
        self._draft_now()

    def on_unmount(self) -> None:
        # It was not left then, but ended together with the reader.
        if self._rest is not None:
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
        self._ended = True
        if self._rest is not None:
            self._rest.stop()
            self._rest = None
        self.dismiss(Written(self.query_one(TextArea).text, intent))
