"""A virtual list with a cursor: it draws only the rows in sight, however many there are."""

from abc import abstractmethod

from textual import events
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip


class CursorList(ScrollView, can_focus=True, inherit_bindings=False):
    """Rows of equal height with a cursor on one of them; a subclass draws them.

    Its scroll bar is always there (``overflow-y: scroll``): another number of rows then needs no
    layout of the whole screen, which would cost more than drawing the rows.
    """

    DEFAULT_CSS = """
    CursorList {
        overflow-x: hidden;
        overflow-y: scroll;
    }
    """

    cursor = reactive(0, init=False, repaint=False)
    _row_width = 0
    _blank = Strip([])

    # What a subclass says

    @property
    @abstractmethod
    def row_count(self) -> int:
        """How many rows there are."""

    @property
    def row_height(self) -> int:
        """Lines of a row."""
        return 1

    @abstractmethod
    def draw_row(self, position: int, width: int) -> list[Strip]:
        """The lines of a row, each ``width`` cells wide."""

    # Geometry

    def fit(self) -> None:
        """Take in that there are more or fewer rows, or rows of another height."""
        self._measure()
        height = self.row_count * self.row_height
        self.set_reactive(CursorList.virtual_size, Size(self._row_width, height))
        self.vertical_scrollbar.window_virtual_size = height
        self.refresh()

    def _measure(self) -> None:
        self._row_width = self.scrollable_content_region.width
        self._blank = Strip.blank(self._row_width, self.rich_style)

    def put_cursor(self, position: int) -> None:
        """Put the cursor on a row, and act as if it had moved even when it stood there before."""
        self.set_reactive(CursorList.cursor, -1)
        self.cursor = position

    def on_resize(self) -> None:
        self.fit()
        self.call_after_refresh(self.show_cursor)

    def show_cursor(self) -> None:
        """Scroll as little as needed to have the cursor in sight."""
        top = self.cursor * self.row_height
        row = Region(0, top, 1, self.row_height)
        self.scroll_to_region(row, animate=False, force=True, immediate=True)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._blank = Strip.blank(self._row_width, self.rich_style)

    def refresh_row(self, position: int) -> None:
        """Draw one row anew."""
        top = position * self.row_height - int(self.scroll_offset.y)
        if position >= 0:
            self.refresh(Region(0, top, self.size.width, self.row_height))

    # Movement

    def validate_cursor(self, cursor: int) -> int:
        return max(0, min(cursor, self.row_count - 1))

    def watch_cursor(self, before: int, cursor: int) -> None:
        self.refresh_row(before)
        self.refresh_row(cursor)
        self.show_cursor()

    def action_cursor_down(self) -> None:
        self.cursor += 1

    def action_cursor_up(self) -> None:
        self.cursor -= 1

    def action_cursor_first(self) -> None:
        self.cursor = 0

    def action_cursor_last(self) -> None:
        self.cursor = self.row_count - 1

    def action_page_down(self) -> None:
        self.cursor += self._half_page()

    def action_page_up(self) -> None:
        self.cursor -= self._half_page()

    def _half_page(self) -> int:
        return max(1, self.size.height // self.row_height // 2)

    def row_at(self, event: events.Click) -> int | None:
        """The row that was clicked."""
        offset = event.get_content_offset(self)
        if offset is None:
            return None
        position = (int(self.scroll_offset.y) + offset.y) // self.row_height
        return position if 0 <= position < self.row_count else None

    # Drawing

    def render_lines(self, crop: Region) -> list[Strip]:
        # The first frame comes before the event that tells the size.
        if self._row_width != self.scrollable_content_region.width:
            self._measure()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        position, line = divmod(int(self.scroll_offset.y) + y, self.row_height)
        if position >= self.row_count:
            return self._blank
        return self.draw_row(position, self._row_width)[line]
