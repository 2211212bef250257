"""The filters: every value a search can be narrowed to, with its count under the current query."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import events
from textual.content import Content
from textual.message import Message
from textual.strip import Strip
from textual.style import Style

from tui.app.bindings import bindings_for
from tui.app.content import one_line, plain
from tui.app.widgets.cursor_list import CursorList

if TYPE_CHECKING:
    from tui.library import FacetCount, Facets, Tick

TICKED = "✓"
EXCLUDED = "−"
POINTER = "▌"
_HEADINGS = {"tag": "Tags"}


class FilterPane(CursorList, inherit_bindings=False):
    """Sections of values; ticking one edits the query in the search bar."""

    BINDINGS = bindings_for("pane", "filters")
    COMPONENT_CLASSES = {
        "filter-pane--heading",
        "filter-pane--value",
        "filter-pane--none",
        "filter-pane--ticked",
        "filter-pane--cursor",
    }

    @dataclass
    class Toggled(Message):
        """A value is to be ticked or excluded, or no longer."""

        tick: "Tick"
        exclude: bool

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._ticked: Mapping[Tick, bool] = {}
        self._rows: list[str | FacetCount] = []

    def show(self, facets: "Facets", ticked: "Mapping[Tick, bool]") -> None:
        """Show counts and ticks; ``ticked`` maps to ``True`` when ticked, ``False`` when excluded.

        The cursor stays on the same value if that is still there.
        """
        kept = self._value_at(self.cursor)
        rows: list[str | FacetCount] = []
        for section, counts in facets.items():
            if counts:
                rows += [_HEADINGS.get(section, section.capitalize()), *counts]
        if (rows, ticked) != (self._rows, self._ticked):
            self._rows, self._ticked = rows, ticked
            self.fit()
            self.put_cursor(self._position(kept.tick if kept else None))

    # The cursor passes over headings

    @property
    def row_count(self) -> int:
        return len(self._rows)

    def validate_cursor(self, cursor: int) -> int:
        inside = super().validate_cursor(cursor)
        step = 1 if cursor >= self.cursor else -1
        if self._value_at(inside) is None:
            inside = super().validate_cursor(inside + step)
        return inside if self._value_at(inside) is not None else min(1, len(self._rows))

    def _value_at(self, position: int) -> "FacetCount | None":
        row = self._rows[position] if 0 <= position < len(self._rows) else None
        return None if isinstance(row, str) else row

    def _position(self, tick: "Tick | None") -> int:
        for place, row in enumerate(self._rows):
            if not isinstance(row, str) and row.tick == tick:
                return place
        return 1

    def show_cursor(self) -> None:
        if self.cursor <= 1:
            self.scroll_to(y=0, animate=False, immediate=True)
        else:
            super().show_cursor()

    # Ticking

    def action_tick(self) -> None:
        self._toggle(exclude=False)

    def action_exclude(self) -> None:
        self._toggle(exclude=True)

    def on_click(self, event: events.Click) -> None:
        position = self.row_at(event)
        if position is not None and self._value_at(position):
            self.cursor = position
            self._toggle(exclude=False)

    def _toggle(self, *, exclude: bool) -> None:
        value = self._value_at(self.cursor)
        if value is not None:
            self.post_message(self.Toggled(value.tick, exclude))

    # Drawing

    def draw_row(self, position: int, width: int) -> list[Strip]:
        row = self._rows[position]
        base = self.visual_style
        if isinstance(row, str):
            line = Content.styled(row, self._style("heading"))
        else:
            line = self._value_line(row, width, cursor=position == self.cursor and self.has_focus)
            if position == self.cursor and self.has_focus:
                base = base + self._style("cursor")
        return [Strip(one_line(line, width).render_segments(base), width)]

    def _value_line(self, value: "FacetCount", width: int, *, cursor: bool) -> Content:
        state = self._ticked.get(value.tick)
        mark = " " if state is None else TICKED if state else EXCLUDED
        count = f" {value.count:,} "
        style = "ticked" if state is not None else "value" if value.count else "none"
        name = Content(f"{POINTER if cursor else ' '}{mark} ") + plain(value.tick.value)
        line = one_line(name, width - len(count)) + Content(count)
        return line.stylize_before(self._style(style))

    def _style(self, part: str) -> Style:
        return self.get_visual_style(f"filter-pane--{part}", partial=True)
