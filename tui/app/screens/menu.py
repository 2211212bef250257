"""A short menu: a few choices, each with a key of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.app.content import displayed
from tui.app.screens.dialog import Dialog

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Choice(Generic[T]):
    """A line of the menu: its key, or ``""``, its words, and what choosing it gives."""

    key: str
    words: str
    value: T


class Menu(Dialog[T | None], Generic[T]):
    """Gives the value of the choice made, or ``None``."""

    BINDINGS = [
        Binding("escape,q", "dismiss", "Close", show=False),
        Binding("j", "move(1)", "Down", show=False),
        Binding("k", "move(-1)", "Up", show=False),
    ]

    def __init__(self, title: str, choices: Sequence[Choice[T]], *, start: int = 0) -> None:
        super().__init__()
        self._title = title
        self._choices = choices
        self._start = start

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog menu") as dialog:
            dialog.border_title = self._title
            dialog.border_subtitle = "esc closes"
            yield OptionList(*map(_option, self._choices), markup=False, compact=True)

    def on_mount(self) -> None:
        self.query_one(OptionList).highlighted = self._start

    def action_move(self, steps: int) -> None:
        options = self.query_one(OptionList)
        options.highlighted = ((options.highlighted or 0) + steps) % len(self._choices)

    def on_key(self, event: events.Key) -> None:
        chosen = next((choice for choice in self._choices if choice.key == event.character), None)
        if chosen is not None:
            event.stop()
            self.dismiss(chosen.value)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._choices[event.option_index].value)


def _option(choice: "Choice[T]") -> Option:
    return Option(Content.styled(f"{choice.key:1}  ", "bold") + Content(displayed(choice.words)))


def number_key(number: int) -> str:
    """The key of a choice with a number: its digit, as far as digits go."""
    return str(number) if number < 10 else ""
