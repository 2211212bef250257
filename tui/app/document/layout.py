"""The lines of a document for one width, made block by block, and where each block is in them."""

from bisect import bisect_right
from time import perf_counter
from typing import NamedTuple

from rich.cells import cell_len

from tui.app.document.block import Block, Code, Rule, Table
from tui.app.document.document import Document
from tui.app.document.line import Line, Piece, fixed
from tui.app.document.table import table_lines
from tui.app.document.wrapping import cut, wrapped

LONGEST_LINE = 100
"""Cells of a line of words: longer ones are hard to read."""

_CUT = "…"


class Place(NamedTuple):
    """A place that another width does not move: how far (0 to 1) into which block."""

    block: int = 0
    fraction: float = 0.0


TOP = Place()


class Layout:
    """Grows at its end until it is ``complete``.

    ``room`` is the width of what does not wrap, ``width`` of what does.
    """

    def __init__(self, document: Document, room: int) -> None:
        self.document = document
        self.room = max(room, 1)
        self.width = min(self.room, LONGEST_LINE)
        self.complete = False
        self.lines: list[Line] = []
        self.starts: list[int] = []

    def advance(self, seconds: float) -> None:
        """Lay out more for about so long, reading on in the document where that is needed."""
        end = perf_counter() + seconds
        while not self.complete and perf_counter() < end:
            if len(self.starts) < len(self.document.blocks):
                self.add(self.document.blocks[len(self.starts)])
            else:
                self.complete = not self.document.read_on()

    def add(self, block: Block) -> None:
        """Lay out the next block."""
        start = len(self.lines)
        if block.margin.gap is not None and start:
            self.lines.append(fixed(_fitting(block.margin.gap, self.width)))
        self.lines.extend(self._block_lines(block))
        self.starts.append(start)

    def block_at(self, line: int) -> int:
        """The block that a line belongs to."""
        return max(0, bisect_right(self.starts, line) - 1)

    def lines_of(self, block: int) -> range:
        """The lines of a block that is laid out, with the empty one above it."""
        after = block + 1
        end = self.starts[after] if after < len(self.starts) else len(self.lines)
        return range(self.starts[block], end)

    def place_at(self, line: int) -> Place:
        """The place of a line."""
        if not self.starts:
            return TOP
        block = self.block_at(line)
        lines = self.lines_of(block)
        return Place(block, (line - lines.start) / max(len(lines), 1))

    def line_at(self, place: Place) -> int:
        """The line of a place; of one that is not laid out yet, the last line."""
        if place.block >= len(self.starts):
            return max(0, len(self.lines) - 1)
        lines = self.lines_of(place.block)
        return lines.start + round(place.fraction * len(lines))

    def first_line_of(self, block: int) -> int:
        """The first line of a block that is laid out, below the empty one above it."""
        lines = self.lines_of(block)
        has_gap = lines.start > 0 and self.document.blocks[block].margin.gap is not None
        return lines.start + has_gap

    def position_at(self, line: int) -> tuple[int, int]:
        """The block of a line, and the first character of its text that the line shows."""
        if line >= len(self.lines):
            return len(self.starts), 0
        shown = (piece.start for piece in self.lines[line] if not piece.fixed)
        return self.block_at(line), next(shown, 0)

    def line_of(self, block: int, offset: int) -> int:
        """The line that shows a character of a block's text."""
        lines = self.lines_of(block)
        return next(
            (line for line in lines if _shows(self.lines[line], offset)),
            lines.start if offset == 0 else max(lines.start, lines.stop - 1),
        )

    def _block_lines(self, block: Block) -> list[Line]:
        lead, indent, _ = block.margin
        before, after = _fitting(lead, self.width // 2), _fitting(indent, self.width // 2)
        lines = self._lines_within(block, cell_len(before))
        return [(*fixed(after if number else before), *line) for number, line in enumerate(lines)]

    def _lines_within(self, block: Block, used: int) -> list[Line]:
        match block:
            case Table():
                return table_lines(block, self.room - used)
            case Code():
                return _code_lines(block.text.plain, self.room - used)
            case Rule():
                return [fixed("─" * (self.width - used))]
            case _ if not block.text.plain:
                return []
        spans = wrapped(block.text.plain, self.width - used)
        return [(Piece(start, end),) for start, end in spans]


def _code_lines(text: str, width: int) -> list[Line]:
    """The lines of a code block; those too long end in an ellipsis at the edge."""
    lines: list[Line] = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if cut(text, start, end, width) < end:
            stop = cut(text, start, end, width - 1)
            lines.append((Piece(start, stop), *fixed(_CUT)))
        else:
            lines.append((Piece(start, end),))
        start = end + 1
    return lines


def _fitting(margin: str, width: int) -> str:
    """So much of a margin as leaves room for words."""
    return margin if len(margin) <= width else margin[:width]


def _shows(line: Line, offset: int) -> bool:
    return any(piece.start <= offset < piece.end for piece in line)
