"""From Markdown to blocks, a section at a time, by markdown-it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from tui.app.document.block import Block, Code, Heading, Margin, Rule, Table
from tui.app.document.inline import InlineReader
from tui.app.document.marked_text import Mark, MarkedText, joined
from tui.papers.text import clean, clean_lines

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_BULLETS = "•◦▪"
_BAR = "▌ "
_NO_LINE = Margin(gap=None)
_MOST_COLUMNS = 40
"""No screen shows more columns of a table; what a row has beyond them is left out."""


def parse(section: str) -> Iterator[Block]:
    """The blocks of a section of Markdown. Whatever the text is, nothing is raised."""
    return _BlockReader(_parser().parse(section)).blocks()


@cache
def _parser() -> "MarkdownIt":
    """CommonMark with tables; HTML is text, so that nothing in it acts or hides."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


@dataclass(slots=True)
class _Container:
    """A list item or a quote: what stands before its first line and before the others."""

    first: str
    rest: str
    begun: bool = False


class _BlockReader:
    """Walks through the tokens of a section once."""

    def __init__(self, tokens: Sequence["Token"]) -> None:
        self._tokens = tokens
        self._place = 0
        self._containers: list[_Container] = []
        self._lists: list[str] = []
        self._anchors: list[str] = []
        self._list_begins = False

    def blocks(self) -> Iterator[Block]:
        """The blocks in order; an anchor without words of its own belongs to the one after it."""
        while self._place < len(self._tokens):
            block = self._next()
            if block is not None:
                yield block
        if self._anchors:
            yield Block(text=MarkedText(""), margin=_NO_LINE, anchors=self._take_anchors())

    def _next(self) -> Block | None:
        token = self._tokens[self._place]
        self._place += 1
        match token.type:
            case "paragraph_open":
                return self._paragraph(tight=token.hidden)
            case "heading_open":
                return self._heading(int(token.tag[1:]))
            case "fence" | "code_block":
                return self._code(token.content)
            case "hr":
                return Rule(text=MarkedText(""), margin=self._margin())
            case "table_open":
                return self._table()
        self._step_in_or_out(token)
        return None

    # Lists and quotes

    def _step_in_or_out(self, token: "Token") -> None:
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                self._list_begins = not self._lists
                self._lists.append(_BULLETS[len(self._lists) % len(_BULLETS)])
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
            case "list_item_open":
                number = clean(token.info)
                marker = f"{number}. " if number else f"{self._lists[-1]} "
                self._containers.append(_Container(marker, " " * len(marker)))
            case "blockquote_open":
                self._containers.append(_Container(_BAR, _BAR))
            case "list_item_close" | "blockquote_close":
                self._containers.pop()

    def _margin(self, *, tight: bool = False) -> Margin:
        """What stands before the lines of the next block, and above it."""
        begun = [container.rest for container in self._containers if container.begun]
        lead = "".join(one.rest if one.begun else one.first for one in self._containers)
        indent = "".join(container.rest for container in self._containers)
        gap = None if tight and not self._list_begins else "".join(begun).rstrip()
        for container in self._containers:
            container.begun = True
        self._list_begins = False
        return Margin(lead, indent, gap)

    # Words

    def _paragraph(self, *, tight: bool) -> Block | None:
        text = self._inline()
        if not text.plain:
            return None
        anchors = self._take_anchors()
        return Block(text=text, anchors=anchors, margin=self._margin(tight=tight))

    def _heading(self, level: int) -> Block | None:
        text = self._inline()
        if not text.plain:
            return None
        anchors = self._take_anchors()
        style = f"heading-{min(level, 4)}"
        return Heading(text=text, style=style, anchors=anchors, level=level, margin=self._margin())

    def _inline(self) -> MarkedText:
        """The words of the ``inline`` token that comes next."""
        token = self._tokens[self._place]
        self._place += 1
        reader = InlineReader()
        text = reader.read(token.children or ())
        self._anchors += reader.anchors
        return text

    def _take_anchors(self) -> tuple[str, ...]:
        anchors = tuple(self._anchors)
        self._anchors.clear()
        return anchors

    def _code(self, content: str) -> Block:
        text = MarkedText(clean_lines(content))
        anchors = self._take_anchors()
        return Code(text=text, style="code-block", anchors=anchors, margin=self._margin())

    # Tables

    def _table(self) -> Block:
        rows: list[list[MarkedText]] = []
        alignments: list[str] = []
        while (token := self._tokens[self._place]).type != "table_close":
            self._place += 1
            if token.type == "tr_open":
                rows.append([])
            elif token.type in ("th_open", "td_open"):
                if token.type == "th_open":
                    alignments.append(_alignment(token))
                cell = self._inline()
                rows[-1].append(_strong(cell) if token.type == "th_open" else cell)
        self._place += 1
        text, placed = _together([row[:_MOST_COLUMNS] for row in rows])
        return Table(
            text=text,
            rows=placed,
            alignments=tuple(alignments[:_MOST_COLUMNS]),
            anchors=self._take_anchors(),
            margin=self._margin(),
        )


def _strong(text: MarkedText) -> MarkedText:
    marks = (Mark(0, len(text.plain), "strong"),) if text.plain else ()
    return MarkedText(text.plain, (*marks, *text.marks))


def _alignment(token: "Token") -> str:
    style = str(token.attrs.get("style", ""))
    return style.removeprefix("text-align:") or "left"


def _together(
    rows: list[list[MarkedText]],
) -> tuple[MarkedText, tuple[tuple[tuple[int, int], ...], ...]]:
    """The cells as one text, each on a line of its own, and where each of them is in it."""
    place = 0
    placed = []
    for row in rows:
        ends = []
        for cell in row:
            ends.append((place, place + len(cell.plain)))
            place += len(cell.plain) + 1
        placed.append(tuple(ends))
    return joined((cell for row in rows for cell in row), "\n"), tuple(placed)
