"""From a line without style to what is drawn."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from textual.content import Content, Span
from textual.style import Style

from tui.app.document.block import Block
from tui.app.document.line import Line

STYLES = (
    "heading-1", "heading-2", "heading-3", "heading-4", "code-block", "fact", "origin",
    "decoration", "strong", "emphasis", "strike", "code", "image", "link",
    "match", "current-match", "focused-link", "reached",
)  # fmt: skip
"""The parts of a document that have a look of their own, each a component class of its view."""

DocumentStyles = Mapping[str, Style]


class Highlight(NamedTuple):
    """Characters of a block's text that are of one more style for now."""

    start: int
    end: int
    style: str


def painted(
    line: Line, block: Block, styles: DocumentStyles, highlights: Iterable[Highlight] = ()
) -> Content:
    """The line with the styles of its block, of the marks in it, and of what is highlighted."""
    over = [*((mark.start, mark.end, mark.style) for mark in block.text.marks), *highlights]
    text: list[str] = []
    spans: list[Span] = []
    length = 0
    for piece in line:
        shown = piece.fixed or block.text.plain[piece.start : piece.end]
        end = length + len(shown)
        style = piece.style if piece.fixed else block.style
        if style:
            spans.append(Span(length, end, styles[style]))
        if not piece.fixed:
            spans.extend(_within(over, piece.start, piece.end, length, styles))
        text.append(shown)
        length = end
    return Content("".join(text), spans)


def _within(
    over: Iterable[tuple[int, int, str]],
    start: int,
    end: int,
    length: int,
    styles: DocumentStyles,
) -> Iterable[Span]:
    """The spans of what falls into a piece of the text that is drawn from ``length`` on."""
    for first, last, style in over:
        if first < end and last > start:
            shift = length - start
            yield Span(max(first, start) + shift, min(last, end) + shift, styles[style])
