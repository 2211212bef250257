"""The sections of a text, to go to one of them."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from tui.app.document.block import Heading
from tui.app.screens.dialog import Dialog

_MOST_SHOWN = 500
"""An option list gets slow with more; what is typed finds the others."""


class Contents(Dialog[int | None]):
    """Gives the number of the heading chosen. It opens on the section with the number ``start``."""

    BINDINGS = [
        Binding("escape,q,c", "dismiss", "Close", show=False),
        Binding("j,down", "move(1)", "Down", show=False),
        Binding("k,up", "move(-1)", "Up", show=False),
        Binding("g", "first", "First", show=False),
        Binding("G", "last", "Last", show=False),
        Binding("slash", "filter", "Filter", show=False),
    ]

    def __init__(self, headings: Sequence[Heading], start: int) -> None:
        super().__init__()
        self._headings = headings
        self._start = max(0, start)
        self._top_level = min(heading.level for heading in headings)
        self._shown: list[int] = []

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog contents") as dialog:
            dialog.border_title = "Contents"
            dialog.border_subtitle = "j k move · / filter · enter goes there"
            yield Input(placeholder="/ to filter", select_on_focus=False, compact=True)
            yield OptionList(markup=False, compact=True)

    def on_mount(self) -> None:
        self._show("")
        sections = self.query_one(OptionList)
        sections.highlighted = min(self._start, len(self._shown) - 1)
        sections.focus()

    @on(Input.Changed)
    def _filter(self, event: Input.Changed) -> None:
        self._show(event.value)

    def _show(self, words: str) -> None:
        """List the sections that have these words in their headings."""
        wanted = words.casefold().split()
        self._shown = [
            number
            for number, heading in enumerate(self._headings)
            if all(word in heading.text.plain.casefold() for word in wanted)
        ][:_MOST_SHOWN]
        sections = self.query_one(OptionList)
        sections.clear_options()
        sections.add_options(self._option(self._headings[number]) for number in self._shown)
        sections.highlighted = 0 if self._shown else None

    def _option(self, heading: Heading) -> Option:
        indent = "  " * (heading.level - self._top_level)
        return Option(Content(f"{indent}{' '.join(heading.text.plain.split())}"))

    def action_move(self, steps: int) -> None:
        if self._shown:
            sections = self.query_one(OptionList)
            sections.highlighted = ((sections.highlighted or 0) + steps) % len(self._shown)

    def action_first(self) -> None:
        self.query_one(OptionList).action_first()

    def action_last(self) -> None:
        self.query_one(OptionList).action_last()

    def action_filter(self) -> None:
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def _choose_first(self) -> None:
        self._choose(self.query_one(OptionList).highlighted)

    @on(OptionList.OptionSelected)
    def _choose_selected(self, event: OptionList.OptionSelected) -> None:
        self._choose(event.option_index)

    def _choose(self, option: int | None) -> None:
        if option is not None:
            self.dismiss(self._shown[option])
