"""The history of everything that was changed, to be walked many steps at once."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui.app.content import plain
from tui.app.history_words import moment_words, walk_words
from tui.app.screens.dialog import Dialog
from tui.library import Step

MOST_STEPS = 300
_UNDONE = "undone  "


class HistoryDialog(Dialog[Step | None]):
    """Gives the step up to which all are to be undone, or made again."""

    BINDINGS = [
        Binding("escape,q,U", "dismiss", "Close", show=False),
        Binding("j", "move(1)", "Down", show=False),
        Binding("k", "move(-1)", "Up", show=False),
    ]

    def __init__(self, steps: Sequence[Step], now: datetime) -> None:
        super().__init__()
        self._steps = steps
        self._now = now

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog history") as dialog:
            dialog.border_title = "History"
            dialog.border_subtitle = "j k move · esc closes"
            yield OptionList(markup=False, compact=True)
            yield Static(markup=False, classes="hint")

    def on_mount(self) -> None:
        options = self.query_one(OptionList)
        options.add_options(map(Option, self._lines()))
        standing = (place for place, step in enumerate(self._steps) if not step.undone)
        options.highlighted = next(standing, 0)

    def action_move(self, steps: int) -> None:
        options = self.query_one(OptionList)
        place = (options.highlighted or 0) + steps
        options.highlighted = max(0, min(place, len(self._steps) - 1))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        self.query_one(".hint", Static).update(walk_words(self._steps, event.option_index))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._steps[event.option_index])

    def _lines(self) -> Iterator[Content]:
        """A line for each step: when, how many things, what; those undone say so, and are dim."""
        moments = [moment_words(step.at, self._now) for step in self._steps]
        widest = max(map(len, moments))
        digits = max(len(f"{step.count:,}") for step in self._steps)
        for moment, step in zip(moments, self._steps, strict=True):
            state = _UNDONE if step.undone else ""
            line = Content(f"{moment:>{widest}}  {step.count:>{digits},}  {state}")
            line += plain(step.label)
            yield line.stylize("dim") if step.undone else line
