"""A text about a paper that scrolls, and that can be selected with the mouse."""

from abc import abstractmethod

from textual.content import Content
from textual.geometry import Region, Size
from textual.selection import Selection
from textual.strip import Strip
from textual.visual import Visual

from tui.app.widgets.scrolled_text import ScrolledText


class PaperPage(ScrolledText, can_focus=True, inherit_bindings=False):
    """Draws the lines in sight of a text that was wrapped once for the width it has.

    The cursor of the list moves many times a second, so that showing another paper must not lay
    out the screen anew, as a child widget of another height would.
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._text = Content("")
        self._strips: list[Strip] = []
        self._blank = Strip([])
        self._wrapped_at = 0

    @abstractmethod
    def compose_text(self) -> Content:
        """The text as it is now, in the styles of the theme."""

    def show_text(self) -> None:
        """Compose the text anew and show it."""
        self._text = self.compose_text()
        self._wrap()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        if self.is_mounted:
            self.show_text()

    def on_resize(self) -> None:
        if self._wrapped_at != self.scrollable_content_region.width:
            self._wrap()
        self._say_how_far()

    def _wrap(self) -> None:
        width = self.scrollable_content_region.width
        if width <= 0:
            # It is hidden, and has to catch up when it is not.
            self._wrapped_at = 0
            return
        self._wrapped_at = width
        self._strips = Visual.to_strips(self, self._text, width, None, self.visual_style, pad=True)
        self._blank = Strip.blank(width, self.rich_style)
        # Setting it the plain way would lay out the whole screen.
        self.set_reactive(PaperPage.virtual_size, Size(width, len(self._strips)))
        self._say_how_far()
        self.refresh()

    def _say_how_far(self) -> None:
        """Show in the border how much was read, in place of a scroll bar."""
        seen = int(self.scroll_offset.y) + self.scrollable_content_region.height
        lines = len(self._strips)
        self.border_subtitle = (
            "" if self.max_scroll_y == 0 else f"{min(100, seen * 100 // lines)} %"
        )

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self._say_how_far()

    def render_lines(self, crop: Region) -> list[Strip]:
        # The first frame comes before the event that tells the size.
        if self._wrapped_at != self.scrollable_content_region.width:
            self._wrap()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        line = int(self.scroll_offset.y) + y
        return self._strips[line] if line < len(self._strips) else self._blank

    # Selected text

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        return selection.extract(self._text.plain), "\n"

    def selection_updated(self, _: Selection | None) -> None:
        self._wrap()
