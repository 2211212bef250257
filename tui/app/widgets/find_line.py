"""The line below a text in which words are searched for, and that counts where they stand."""

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static


class FindLine(Horizontal):
    """Hidden until it is opened; it stays while words are marked."""

    DEFAULT_CSS = """
    FindLine { display: none; }
    FindLine.-open { display: block; }
    """

    @dataclass
    class Edited(Message):
        """These words are searched for from now on."""

        words: str

    class Taken(Message):
        """The words are as they should be."""

    def compose(self) -> ComposeResult:
        yield Static("/", markup=False, classes="prompt")
        yield Input(placeholder="find in this text", compact=True, select_on_focus=False)
        yield Static(markup=False, classes="count")

    @property
    def typing(self) -> bool:
        """Whether keys go into the line."""
        return self.query_one(Input).has_focus

    def open(self) -> None:
        """Show the line with the words that were in it, ready to be typed over."""
        self.add_class("-open")
        field = self.query_one(Input)
        field.focus()
        field.action_select_all()

    def close(self) -> None:
        """Hide the line, and forget its words."""
        self.remove_class("-open")
        with self.prevent(Input.Changed):
            self.query_one(Input).value = ""
        self.count(0, 0)

    def count(self, current: int, total: int) -> None:
        """Say which of how many matches is shown."""
        words = self.query_one(Input).value.strip()
        shown = f"{current:,} of {total:,}" if total else "not in this text" if words else ""
        self.query_one(".count", Static).update(shown)

    @on(Input.Changed)
    def _find(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Edited(event.value))

    @on(Input.Submitted)
    def _take(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Taken())
