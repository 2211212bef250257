"""A line of the screen, before it has a style: pieces of a block's text and what stands around."""

from typing import NamedTuple

from rich.cells import cell_len

from tui.app.document.block import Block

DECORATION = "decoration"
"""The style of bullets, bars and rules."""


class Piece(NamedTuple):
    """The characters of a block's text from ``start`` to before ``end``, or fixed characters."""

    start: int = 0
    end: int = 0
    fixed: str = ""
    style: str = ""


Line = tuple[Piece, ...]


def fixed(text: str, style: str = DECORATION) -> Line:
    """A piece that is no part of the block's text; none when it is empty."""
    return (Piece(fixed=text, style=style),) if text else ()


def plain_line(line: Line, block: Block) -> str:
    """The characters of a line."""
    plain = block.text.plain
    return "".join(piece.fixed or plain[piece.start : piece.end] for piece in line)


def character_at(line: Line, block: Block, cells: int) -> int | None:
    """The character of the block's text that is drawn so many cells from the line's start."""
    for piece in line:
        shown = piece.fixed or block.text.plain[piece.start : piece.end]
        width = cell_len(shown)
        if 0 <= cells < width:
            return None if piece.fixed else piece.start + _character(shown, cells)
        cells -= width
    return None


def _character(shown: str, cells: int) -> int:
    return next(place for place in range(len(shown)) if cell_len(shown[: place + 1]) > cells)
