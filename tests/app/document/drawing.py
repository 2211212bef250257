"""A document as the lines of characters that a screen would show."""

from tui.app.document.block import Block
from tui.app.document.document import Document
from tui.app.document.layout import Layout
from tui.app.document.line import plain_line
from tui.app.document.parsing import parse


def laid_out(markdown: str, room: int = 60) -> Layout:
    """The whole document at a width."""
    layout = Layout(Document([], markdown), room)
    while not layout.complete:
        layout.advance(1.0)
    return layout


def shown(markdown: str, room: int = 60) -> list[str]:
    """The lines of the document."""
    layout = laid_out(markdown, room)
    return [
        plain_line(line, layout.document.blocks[layout.block_at(number)])
        for number, line in enumerate(layout.lines)
    ]


def only_block(markdown: str) -> Block:
    """The block of a text that has one."""
    (block,) = parse(markdown)
    return block
