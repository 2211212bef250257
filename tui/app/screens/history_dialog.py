"""The history of everything that was changed, to be walked many steps at once."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui.app.bindings import BY_ID
from tui.app.content import displayed
from tui.app.history_words import moment_words, walk_words, with_title
from tui.app.screens.dialog import Dialog
from tui.library import Step

_UNDONE = "undone  "
_OLDER = "older changes …"
_LIST_OLDER = "enter lists older changes, too"


class HistoryDialog(Dialog[int | None]):
    """Gives the place of the step up to which all are to be undone, or made again.

    ``titles`` are those of the papers that single steps are about, by the steps' numbers. The
    place after the last asks for ``older`` steps. The cursor is ``at`` a place, by default on the
    newest step that stands.
    """

    BINDINGS = [
        Binding("escape,q", "dismiss", "Close", show=False),
        Binding(BY_ID["history"].keys, "dismiss", "Close", show=False, id="history"),
        Binding("j", "move(1)", "Down", show=False),
        Binding("k", "move(-1)", "Up", show=False),
        Binding("g", "go_to(0)", "First", show=False),
        Binding("G", "go_to(-1)", "Last", show=False),
    ]

    def __init__(
        self,
        steps: Sequence[Step],
        titles: Mapping[int, str],
        now: datetime,
        *,
        older: bool = False,
        at: int | None = None,
    ) -> None:
        super().__init__()
        self._steps = steps
        self._titles = titles
        self._now = now
        self._older = older
        self._at = at

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog history") as dialog:
            dialog.border_title = "History"
            dialog.border_subtitle = "j k g G move · esc closes"
            yield OptionList(markup=False, compact=True)
            yield Static(markup=False, classes="hint")

    def on_mount(self) -> None:
        options = self.query_one(OptionList)
        options.add_options(map(Option, self._lines()))
        if self._older:
            options.add_option(Option(Content(_OLDER)))
        standing = (place for place, step in enumerate(self._steps) if not step.undone)
        options.highlighted = next(standing, 0) if self._at is None else self._at

    def action_move(self, steps: int) -> None:
        options = self.query_one(OptionList)
        place = (options.highlighted or 0) + steps
        options.highlighted = max(0, min(place, options.option_count - 1))

    def action_go_to(self, place: int) -> None:
        options = self.query_one(OptionList)
        options.highlighted = place % options.option_count

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        place = event.option_index
        words = walk_words(self._steps, place) if place < len(self._steps) else _LIST_OLDER
        self.query_one(".hint", Static).update(words)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_index)

    def _lines(self) -> Iterator[Content]:
        """A line for each step: when, how many things, what; those undone say so, and are dim.

        The other lines leave room for that word, so that all stands in columns.
        """
        moments = [moment_words(step.at, self._now) for step in self._steps]
        widest = max(map(len, moments))
        digits = max(len(f"{step.count:,}") for step in self._steps)
        room = len(_UNDONE) if any(step.undone for step in self._steps) else 0
        for moment, step in zip(moments, self._steps, strict=True):
            state = _UNDONE if step.undone else ""
            line = Content(f"{moment:>{widest}}  {step.count:>{digits},}  {state:{room}}")
            line += Content(with_title(displayed(step.label), self._titles.get(step.id)))
            yield line.stylize("dim") if step.undone else line
