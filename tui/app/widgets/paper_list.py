"""The papers of the current query: a virtual list that draws only the rows in sight."""

from array import array
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass

from textual import events
from textual.cache import LRUCache
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.style import Style

from tui.app.bindings import bindings_for
from tui.app.content import Spans
from tui.app.entry_cache import EntryCache
from tui.app.widgets.cursor_list import CursorList
from tui.app.widgets.paper_row import RowState, RowStyles, row_lines
from tui.papers.paper import Entry

_AHEAD = 30
"""How many rows before and after those in sight are fetched with them."""


class PaperList(CursorList, inherit_bindings=False):
    """Paper ids in order, drawn from a cache of entries; what is missing is asked for."""

    BINDINGS = bindings_for("pane", "list")
    COMPONENT_CLASSES = {
        "paper-list--title",
        "paper-list--unread",
        "paper-list--meta",
        "paper-list--match",
        "paper-list--mark",
        "paper-list--archived",
        "paper-list--cursor",
        "paper-list--cursor-blurred",
    }

    compact = reactive(False, init=False, repaint=False)

    @dataclass
    class EntriesNeeded(Message):
        """These papers are in sight, or nearly, and their entries are not in the cache."""

        ids: list[int]

    @dataclass
    class Opened(Message):
        """The paper is to be read in full."""

        paper_id: int

    @dataclass
    class SelectionChanged(Message):
        """Another number of papers is selected."""

        count: int

    @dataclass
    class AllSelected(Message):
        """All papers of the list, so many, were selected at once."""

        count: int

    def __init__(self, cache: EntryCache, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._cache = cache
        self._ids: Sequence[int] = array("q")
        self._title_spans: Callable[[Entry], Spans] = lambda _: ()
        self._selected: set[int] = set()
        self._range_start: int | None = None
        self._row_strips: LRUCache[tuple[object, ...], list[Strip]] = LRUCache(512)
        self._asked: set[int] = set()

    # What is shown

    @property
    def ids(self) -> Sequence[int]:
        """The papers in the order shown."""
        return self._ids

    @property
    def current_id(self) -> int | None:
        """The paper under the cursor."""
        return self._ids[self.cursor] if self.cursor < len(self._ids) else None

    @property
    def selected_ids(self) -> list[int]:
        """The selected papers in the order shown."""
        chosen = self._selected_with_range()
        shown = self._ids if len(chosen) > 1 else chosen
        return [paper_id for paper_id in shown if paper_id in chosen]

    def show(
        self,
        ids: Sequence[int],
        title_spans: Callable[[Entry], Spans],
        *,
        keep: int | None = None,
    ) -> None:
        """Show other papers; the cursor goes to ``keep`` if that is among them, else to the top."""
        if self._selected or self._range_start is not None:
            # What nobody sees any more must not be what the next key is about.
            self._selected &= set(ids)
            if not self._is_range_kept(ids, keep):
                self._range_start = None
            self._selection_changed()
        self._ids = ids
        self._asked.clear()
        self._title_spans = title_spans
        self.repaint()
        self.fit()
        self.put_cursor(_position(ids, keep) or 0)

    def go_to(self, paper_id: int) -> bool:
        """Put the cursor on a paper; ``False`` when it is not among those shown."""
        position = _position(self._ids, paper_id)
        if position is None:
            return False
        self.cursor = position
        return True

    def clear_selection(self) -> bool:
        """Select nothing; ``False`` when nothing was selected."""
        if not self._selected and self._range_start is None:
            return False
        self._selected.clear()
        self._range_start = None
        self._selection_changed()
        return True

    def repaint(self) -> None:
        """Draw all rows anew because entries, theme or width changed."""
        self._row_strips.clear()
        self._forget_what_came()
        self.refresh()

    def repaint_rows(self, ids: Container[int]) -> None:
        """Draw the rows of some papers anew because their entries changed."""
        drawn = self._row_strips.keys()
        for key in [key for key in drawn if key[0] in ids]:
            self._row_strips.discard(key)
        self._forget_what_came()
        first = int(self.scroll_offset.y) // self.row_height
        for position in range(first, min(first + self.needed_below, self.row_count)):
            if self._ids[position] in ids:
                self.refresh_row(position)

    def _forget_what_came(self) -> None:
        # What has not come by now is gone from the library: to ask again would be to ask for ever.
        self._asked = set(self._cache.missing(self._asked))

    # Geometry

    @property
    def row_count(self) -> int:
        return len(self._ids)

    @property
    def row_height(self) -> int:
        return 1 if self.compact else 2

    def on_resize(self) -> None:
        self._row_strips.clear()

    def watch_compact(self) -> None:
        self._row_strips.clear()
        self.fit()
        self.show_cursor()

    # Movement

    def watch_cursor(self, before: int, cursor: int) -> None:
        if self._range_start is not None:
            self._selection_changed()
        super().watch_cursor(before, cursor)

    def on_click(self, event: events.Click) -> None:
        position = self.row_at(event)
        if position is not None:
            self.cursor = position
            if event.chain == 2:
                self.action_open_paper()

    def action_open_paper(self) -> None:
        if self.current_id is not None:
            self.post_message(self.Opened(self.current_id))

    # Selection

    def action_select(self) -> None:
        if self._range_start is not None:
            self.end_range()
        elif self.current_id is not None:
            self._selected ^= {self.current_id}
            self._selection_changed()
            self.cursor += 1

    def action_select_range(self) -> None:
        if self._range_start is not None:
            self.end_range()
        elif self._ids:
            self._range_start = self.cursor
            self._selection_changed()

    def select_all(self) -> None:
        """Select all papers that are shown, or none if they are selected already."""
        everything = set(self._ids)
        self._selected = set() if self._selected == everything else everything
        self._selection_changed()
        if self._selected:
            self.post_message(self.AllSelected(len(self._selected)))

    def end_range(self) -> None:
        """Have the cursor move without selecting what it passes; what it passed stays selected."""
        self._selected = self._selected_with_range()
        self._range_start = None
        self._selection_changed()

    def _selected_with_range(self) -> set[int]:
        if self._range_start is None:
            return self._selected
        first, last = sorted((self._range_start, self.cursor))
        return self._selected | set(self._ids[first : last + 1])

    def _is_range_kept(self, ids: Sequence[int], keep: int | None) -> bool:
        """Whether the range is the same among other papers, as in a search made once more."""
        first, last = sorted((self._range_start or 0, self.cursor))
        same = list(ids[first : last + 1]) == list(self._ids[first : last + 1])
        return same and keep == self.current_id

    def _in_range(self, position: int) -> bool:
        start, end = self._range_start, self.cursor
        return start is not None and min(start, end) <= position <= max(start, end)

    def _selection_changed(self) -> None:
        self.refresh()
        self.post_message(self.SelectionChanged(len(self._selected_with_range())))

    # Drawing

    def notify_style_update(self) -> None:
        self._row_strips.clear()
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        self._ask_for_missing()
        return super().render_lines(crop)

    def draw_row(self, position: int, width: int) -> list[Strip]:
        paper_id = self._ids[position]
        entry = self._cache.get(paper_id)
        if entry is None:
            return [Strip.blank(width, self.rich_style)] * self.row_height
        cursor = position == self.cursor
        selected = paper_id in self._selected or self._in_range(position)
        key = (paper_id, entry.triage, cursor and self._cursor_style_name(), selected)
        if key not in self._row_strips:
            state = RowState(cursor, selected, self._title_spans(entry))
            self._row_strips[key] = self._draw(entry, state, width)
        return self._row_strips[key]

    def _draw(self, entry: Entry, state: RowState, width: int) -> list[Strip]:
        base = self.visual_style
        if state.cursor:
            base = base + self.get_visual_style(self._cursor_style_name(), partial=True)
        lines = row_lines(entry, state, width, self._row_styles(), compact=self.compact)
        return [Strip(line.render_segments(base), width) for line in lines]

    def _cursor_style_name(self) -> str:
        return "paper-list--cursor" if self.has_focus else "paper-list--cursor-blurred"

    def _row_styles(self) -> RowStyles:
        def style(part: str) -> Style:
            return self.get_visual_style(f"paper-list--{part}", partial=True)

        return RowStyles(*map(style, ("title", "unread", "meta", "match", "mark", "archived")))

    @property
    def needed_below(self) -> int:
        """How many entries the list wants from the topmost row on: those in sight and some more."""
        return self.size.height // self.row_height + 1 + _AHEAD

    def _ask_for_missing(self) -> None:
        first = int(self.scroll_offset.y) // self.row_height
        missing = self._cache.missing(self._ids[max(0, first - _AHEAD) : first + self.needed_below])
        wanted = [paper_id for paper_id in missing if paper_id not in self._asked]
        if wanted:
            self._asked.update(wanted)
            self.post_message(self.EntriesNeeded(wanted))


def _position(ids: Sequence[int], paper_id: int | None) -> int | None:
    try:
        return ids.index(paper_id) if paper_id is not None else None
    except ValueError:
        return None
