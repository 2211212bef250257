"""What a document is made of: words, headings, code, tables and rules."""

from dataclasses import dataclass
from typing import NamedTuple

from tui.app.document.marked_text import MarkedText


class Margin(NamedTuple):
    """What stands around the lines of a block: bullets, numbers, the bars of quotes.

    ``lead`` stands before its first line and ``indent`` before the others. ``gap`` is what the
    empty line above it shows; ``None`` means that there is no such line.
    """

    lead: str = ""
    indent: str = ""
    gap: str | None = ""


_PLAIN_MARGIN = Margin()


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Words that flow: a paragraph, or one in a list or a quote.

    ``anchors`` are the names under which links find it.
    """

    text: MarkedText
    style: str = ""
    margin: Margin = _PLAIN_MARGIN
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading(Block):
    """The heading of a section; level 1 is the title's."""

    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Code(Block):
    """Lines that keep their breaks and their blanks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Block):
    """A line across."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Block):
    """Rows of cells, the first row the header's.

    Each cell is the start and the end of its text in ``text``; ``alignments`` has ``left``,
    ``center`` or ``right`` for every column, and no row has more cells than that.
    """

    rows: tuple[tuple[tuple[int, int], ...], ...]
    alignments: tuple[str, ...]
