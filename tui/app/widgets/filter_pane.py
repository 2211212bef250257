"""The filters: saved searches, and every value that the query can be narrowed to, with counts."""

from collections.abc import Mapping, Sequence
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
from tui.library import SavedCount

if TYPE_CHECKING:
    from tui.library import FacetCount, Facets, Tick

    Value = SavedCount | FacetCount

TICKED = "✓"
EXCLUDED = "−"
CURRENT = "●"
WATCHED = "◉"
POINTER = "▌"
_SAVED = "Saved"
_HEADINGS = {"tag": "Tags"}


class FilterPane(CursorList, inherit_bindings=False):
    """Sections of rows: opening a saved search replaces the query, ticking a value edits it."""

    BINDINGS = bindings_for("pane", "filters")
    COMPONENT_CLASSES = {
        "filter-pane--heading",
        "filter-pane--value",
        "filter-pane--none",
        "filter-pane--ticked",
        "filter-pane--cursor",
        "filter-pane--key",
    }

    saved_keys: Sequence[str] = ()
    """How the keys are written that open the first saved searches."""

    @dataclass
    class Toggled(Message):
        """A value is to be ticked or excluded, or no longer."""

        tick: "Tick"
        exclude: bool

    @dataclass
    class SearchChosen(Message):
        """A saved search is to be opened."""

        query: str

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._saved: Sequence[SavedCount] = ()
        self._facets: Facets = {}
        self._ticked: Mapping[Tick, bool] = {}
        self._query_text = ""
        self._rows: list[str | Value] = []

    def show(self, facets: "Facets", ticked: "Mapping[Tick, bool]", query: str) -> None:
        """Show the counts and ticks of a query, and which saved search it is.

        ``ticked`` maps to ``True`` when ticked, ``False`` when excluded. The cursor stays on the
        same row if that is still there.
        """
        self._facets = facets
        if (ticked, query) != (self._ticked, self._query_text):
            self._ticked, self._query_text = ticked, query
            self.refresh()
        self._arrange()

    def show_saved(self, saved: Sequence[SavedCount]) -> None:
        """Show the saved searches with their counts, above the sections of values."""
        self._saved = saved
        self._arrange()

    def unread_counts(self) -> dict[str, int | None]:
        """How many papers wait in each saved search, by its name; ``None`` is not counted yet."""
        return {search.name: search.unread for search in self._saved}

    def _arrange(self) -> None:
        """Put the rows in order; the cursor stays on the same one."""
        rows: list[str | Value] = [_SAVED, *self._saved] if self._saved else []
        for section, counts in self._facets.items():
            if counts:
                rows += [_HEADINGS.get(section, section.capitalize()), *counts]
        if rows != self._rows:
            kept = self._value_at(self.cursor)
            self._rows = rows
            self.fit()
            self.put_cursor(self._position(kept))

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

    def _value_at(self, position: int) -> "Value | None":
        row = self._rows[position] if 0 <= position < len(self._rows) else None
        return None if isinstance(row, str) else row

    def _position(self, kept: "Value | None") -> int:
        """Where the same row is now, whatever its count."""
        for place, row in enumerate(self._rows):
            if kept is not None and not isinstance(row, str) and _same(row, kept):
                return place
        return 1

    def show_cursor(self) -> None:
        if self.cursor <= 1:
            self.scroll_to(y=0, animate=False, immediate=True)
        else:
            super().show_cursor()

    # Ticking and opening

    def action_tick(self) -> None:
        value = self._value_at(self.cursor)
        if isinstance(value, SavedCount):
            self.post_message(self.SearchChosen(value.query))
        elif value is not None:
            self.post_message(self.Toggled(value.tick, exclude=False))

    def action_exclude(self) -> None:
        value = self._value_at(self.cursor)
        if value is not None and not isinstance(value, SavedCount):
            self.post_message(self.Toggled(value.tick, exclude=True))

    def on_click(self, event: events.Click) -> None:
        position = self.row_at(event)
        if position is not None and self._value_at(position):
            self.cursor = position
            self.action_tick()

    # Drawing

    def draw_row(self, position: int, width: int) -> list[Strip]:
        row = self._rows[position]
        base = self.visual_style
        under_cursor = position == self.cursor and self.has_focus
        if isinstance(row, str):
            line = self._heading(row, width)
        else:
            line = self._line(position, row, width, POINTER if under_cursor else " ")
        if under_cursor:
            base = base + self._style("cursor")
        return [Strip(one_line(line, width).render_segments(base), width)]

    def _heading(self, heading: str, width: int) -> Content:
        title = Content.styled(heading, self._style("heading"))
        if heading != _SAVED or not self.saved_keys:
            return title
        keys = Content.styled(f"{self.saved_keys[0]} … ", self._style("key"))
        return one_line(title, width - keys.cell_length) + keys

    def _line(self, position: int, value: "Value", width: int, pointer: str) -> Content:
        if isinstance(value, SavedCount):
            mark = CURRENT if value.query.strip() == self._query_text.strip() else " "
            name, count = self._key(position) + plain(_name(value)), value.unread
        else:
            state = self._ticked.get(value.tick)
            mark = " " if state is None else TICKED if state else EXCLUDED
            name, count = plain(value.tick.value), value.count
        ending = "" if count is None else f" {count:,} "
        style = "ticked" if mark != " " else "value" if count else "none"
        line = one_line(Content(f"{pointer}{mark} ") + name, width - len(ending)) + Content(ending)
        return line.stylize_before(self._style(style))

    def _key(self, number: int) -> Content:
        """The key of a saved search without its modifier; its row is its number."""
        keys = [key.rpartition("+")[2] for key in self.saved_keys]
        key = keys[number - 1] if number <= len(keys) else ""
        return Content.styled(f"{key:{max(map(len, keys), default=0)}} ", self._style("key"))

    def _style(self, part: str) -> Style:
        return self.get_visual_style(f"filter-pane--{part}", partial=True)


def _name(search: SavedCount) -> str:
    return f"{WATCHED} {search.name}" if search.watched else search.name


def _same(one: "Value", other: "Value") -> bool:
    """Whether two rows are the same saved search, or the same value."""
    if isinstance(one, SavedCount) or isinstance(other, SavedCount):
        return (
            isinstance(one, SavedCount) and isinstance(other, SavedCount) and one.name == other.name
        )
    return one.tick == other.tick
