"""Text from outside, bounded in length and cleaned, as the fields of a paper hold it."""

from collections.abc import Iterable

from tui.papers.text import clean

LONGEST_LINE = 20_000
LONGEST_PASSAGE = 200_000
LONGEST_RECORD = 10_000_000
"""Bytes or characters of what stands for one paper, such as a line of JSON, before it is read."""

MOST_ITEMS = 10_000


def one_line(text: str | None) -> str | None:
    """A title, a name, a comment: cleaned, its first 20,000 characters; ``None`` if it is empty."""
    return clean(text[:LONGEST_LINE]) or None if text else None


def passage(text: str | None) -> str | None:
    """An abstract: cleaned, its first 200,000 characters; ``None`` if it is empty."""
    return clean(text[:LONGEST_PASSAGE]) or None if text else None


def each_once(texts: Iterable[str | None]) -> tuple[str, ...]:
    """The texts that aren't empty, each once, in order; no more than 10,000."""
    return tuple(dict.fromkeys(filter(None, texts)))[:MOST_ITEMS]
