"""The stretches of a text between blank lines."""

from typing import NamedTuple

from tui.papers.text import clean


class Block(NamedTuple):
    """Lines without a blank one between them, cleaned into one text, and where they begin."""

    line: int
    text: str


def blocks_of(text: str) -> list[Block]:
    """The blocks of ``text``, in order; their lines are counted from 1."""
    blocks: list[Block] = []
    lines: list[str] = []
    for number, line in enumerate([*text.splitlines(), ""], start=1):
        cleaned = clean(line)
        if cleaned:
            lines.append(cleaned)
        elif lines:
            blocks.append(Block(number - len(lines), " ".join(lines)))
            lines = []
    return blocks
