"""A document on the screen: lines that are laid out a slice at a time while it is read."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass

from textual.cache import LRUCache
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style
from textual.worker import Worker, WorkerState

from tui.app.document.document import Document
from tui.app.document.layout import LONGEST_LINE, TOP, Layout, Place
from tui.app.document.line import character_at, plain_line
from tui.app.document.painting import STYLES, DocumentStyles, Highlight, painted
from tui.app.widgets.scrolled_text import ScrolledText

_SLICE = 0.02
"""Seconds of laying out between two looks of what came of it: a frame or so."""

_PREFIX = "document-view--"


class DocumentLines(ScrolledText, can_focus=True, inherit_bindings=False):
    """Draws the lines in sight; a thread makes the lines, first those that show first.

    What is shown stays until as much of the next is there as the screen holds, whether that is
    another document or the same one at another width. The place is kept then. As in the list, the
    scroll bar is always there, so that no number of lines needs a layout of the screen.
    """

    DEFAULT_CSS = """
    DocumentLines {
        overflow-x: hidden;
        overflow-y: scroll;
    }
    """
    COMPONENT_CLASSES = {f"{_PREFIX}{part}" for part in STYLES}

    @dataclass
    class Failed(Message):
        """Work behind the view went wrong where it should not."""

        error: BaseException

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._shown = self._made = Layout(Document([]), 0)
        self._place = TOP
        self._waiting = False
        self._working = False
        self._left = 0
        self._strips: LRUCache[int, Strip] = LRUCache(512)
        self._looks: DocumentStyles = {}
        self._blank = Strip([])

    # What is shown

    @property
    def document(self) -> Document:
        """The document that is shown, or that will be as soon as its lines are there."""
        return self._made.document

    @property
    def place(self) -> Place:
        """The place at the top of the screen."""
        line = int(self.scroll_offset.y)
        if self._waiting or self._shown.line_at(self._place) == line:
            return self._place
        return self._shown.place_at(line)

    def show(self, document: Document, place: Place = TOP) -> None:
        """Show another document, from the given place on."""
        self._make(document, place)

    def go_to_line(self, line: int) -> None:
        """Have this line at the top, as far as the end allows it."""
        self.scroll_to(y=line, animate=False, force=True, immediate=True)

    def reveal(self, line: int) -> None:
        """Have this line in sight, with some before it when it was not."""
        height = self.scrollable_content_region.height
        top = int(self.scroll_offset.y)
        if not top <= line < top + height:
            self.go_to_line(line - height // 3)

    def character_at(self, x: int, y: int) -> tuple[int, int] | None:
        """The block and the character of its text that are drawn at this point of the view."""
        number = int(self.scroll_offset.y) + y
        if number >= len(self._shown.lines):
            return None
        block = self._shown.block_at(number)
        line = self._shown.lines[number]
        place = character_at(line, self._shown.document.blocks[block], x - self._left)
        return None if place is None else (block, place)

    def repaint(self) -> None:
        """Draw all lines anew, because highlights, theme or width changed."""
        self._strips.clear()
        self.refresh()

    # Laying out

    def on_resize(self) -> None:
        if self._made.room != self._room:
            self._make(self.document, self.place)
        self.fit()
        self.refresh()

    @property
    def _room(self) -> int:
        """The width from the left edge of the words to the right edge of the view."""
        width = self.scrollable_content_region.width
        return width - _left(width)

    def _make(self, document: Document, place: Place) -> None:
        self._made = Layout(document, self._room)
        self._place, self._waiting = place, True
        if self._room > 0 and not self._working:
            self.run_worker(self._lay_out(), group="layout", exit_on_error=False)

    async def _lay_out(self) -> None:
        """Make the lines of what is to be shown by then, until all of them are made."""
        self._working = True
        try:
            while not self._made.complete:
                layout = self._made
                await asyncio.to_thread(layout.advance, _SLICE)
                if layout is self._made:
                    self._take_in(layout)
        finally:
            self._working = False

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Pass on what a worker stumbled over, which else nobody would hear of."""
        if event.state is WorkerState.ERROR and event.worker.error is not None:
            self.post_message(self.Failed(event.worker.error))

    def _take_in(self, layout: Layout) -> None:
        if self._waiting and not self._fills_the_screen(layout):
            return
        if layout is not self._shown:
            self._shown = layout
            self._left = _left(self.scrollable_content_region.width)
            self.repaint()
        self.fit()
        if self._waiting:
            self._waiting = False
            self.go_to_line(layout.line_at(self._place))
        if layout.complete:
            self.laid_out()

    def _fills_the_screen(self, layout: Layout) -> bool:
        """Whether the place to go to is laid out, and a screen full of lines after it."""
        if self._place.block >= len(layout.starts):
            return layout.complete
        end = layout.line_at(self._place) + self.scrollable_content_region.height
        return layout.complete or len(layout.lines) >= end

    def fit(self) -> None:
        """Take in that there are more or fewer lines; what is in sight stays as it is drawn."""
        width = self.scrollable_content_region.width
        height = len(self._shown.lines)
        before = self.virtual_size.height
        self._blank = Strip.blank(width, self.rich_style)
        self.set_reactive(DocumentLines.virtual_size, Size(width, height))
        self.vertical_scrollbar.window_virtual_size = height
        self.scroll_y = self.validate_scroll_y(self.scroll_y)
        self.moved()
        if min(before, height) < self.scroll_offset.y + self.scrollable_content_region.height:
            self.refresh()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self.moved()

    # What a subclass does

    def moved(self) -> None:
        """Other lines are in sight, or there are more of them."""

    def laid_out(self) -> None:
        """All lines of the document are there."""

    def highlights(self, block: int) -> Iterable[Highlight]:
        """What is highlighted in the text of a block."""
        del block
        return ()

    # Drawing

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._looks = {}
        self._strips.clear()

    def render_line(self, y: int) -> Strip:
        line = int(self.scroll_offset.y) + y
        if line >= self.virtual_size.height:
            return self._blank
        if line not in self._strips:
            self._strips[line] = self._draw(line)
        return self._strips[line]

    def _draw(self, line: int) -> Strip:
        width = self.scrollable_content_region.width
        content = Content(" " * self._left) + self._line(line)
        selection = self.text_selection
        span = None if selection is None else selection.get_span(line)
        if span is not None:
            start, end = span
            look = self.screen.get_visual_style("screen--selection", partial=True)
            content = content.stylize(look, start, None if end == -1 else end)
        strip = Strip(content.render_segments(self.visual_style), content.cell_length)
        return strip.adjust_cell_length(width, self.rich_style).apply_offsets(0, line)

    def _line(self, line: int) -> Content:
        number = self._shown.block_at(line)
        block = self._shown.document.blocks[number]
        return painted(self._shown.lines[line], block, self._styles, self.highlights(number))

    @property
    def _styles(self) -> DocumentStyles:
        if not self._looks:
            self._looks = {part: self._look(f"{_PREFIX}{part}") for part in STYLES}
        return self._looks

    def _look(self, component: str) -> Style:
        # The style that Textual gives for a component lacks whether it is reversed.
        reverse = self.get_component_styles(component).text_style.reverse
        return self.get_visual_style(component, partial=True) + Style(reverse=reverse)

    def render_lines(self, crop: Region) -> list[Strip]:
        # The first frame comes before the event that tells the size.
        if self._blank.cell_length != self.scrollable_content_region.width:
            self._blank = Strip.blank(self.scrollable_content_region.width, self.rich_style)
        return super().render_lines(crop)

    # Selected text

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        margin = " " * self._left
        blocks = self._shown.document.blocks
        shown = (
            margin + plain_line(line, blocks[self._shown.block_at(number)])
            for number, line in enumerate(self._shown.lines)
        )
        chosen = selection.extract("\n".join(shown))
        return "\n".join(line.removeprefix(margin) for line in chosen.split("\n")), "\n"

    def selection_updated(self, _: Selection | None) -> None:
        self.repaint()

    # Movement

    def action_screen_down(self) -> None:
        self.scroll_relative(y=max(1, self.size.height - 2), animate=False)


def _left(width: int) -> int:
    """The margin that has lines of words in the middle of a view so wide."""
    return max(0, (width - LONGEST_LINE) // 2)
