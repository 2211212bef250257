"""A whole text: its blocks, read one section after the other, and what leads about in it."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from tui.app.document.block import Block, Heading
from tui.app.document.parsing import parse
from tui.app.document.sections import sections
from tui.papers.identity import title_key

_MOST_MATCHES = 10_000
_NO_SLUG = re.compile(r"[^\w\- ]")


class Link(NamedTuple):
    """A link of a block, at these characters of its text."""

    block: int
    start: int
    end: int
    target: str


class Match(NamedTuple):
    """Characters of a block's text that were searched for."""

    block: int
    start: int
    end: int


class Document:
    """Blocks of our own before the text, and the text as Markdown, of which ``title`` is left out.

    Whoever shows it calls :meth:`read_on` until that is ``False``; blocks, ``headings`` (each with
    the number of its block) and ``links`` are those read until then, in the order of the text.
    """

    def __init__(self, front: Sequence[Block], markdown: str = "", title: str = "") -> None:
        self.blocks: list[Block] = []
        self.headings: list[tuple[int, Heading]] = []
        self.links: list[Link] = []
        self.front_size = len(front)
        self._sections = sections(markdown)
        self._title_key = title_key(title)
        for block in front:
            self._take(block)

    def read_on(self) -> bool:
        """Read one more section; ``False`` when there is none."""
        section = next(self._sections, None)
        if section is None:
            return False
        for block in parse(section):
            if not self._repeats_title(block):
                self._take(block)
        return True

    def _take(self, block: Block) -> None:
        number = len(self.blocks)
        if isinstance(block, Heading) and number >= self.front_size:
            self.headings.append((number, block))
        self.links += [Link(number, mark.start, mark.end, mark.target) for mark in block.text.links]
        self.blocks.append(block)

    def _repeats_title(self, block: Block) -> bool:
        """Whether this is the heading at the top of the text that says what the front says."""
        at_top = len(self.blocks) == self.front_size and isinstance(block, Heading)
        return at_top and bool(self._title_key) and title_key(block.text.plain) == self._title_key

    def block_named(self, anchor: str) -> int | None:
        """The block that a link to ``anchor`` leads to: one so named, else a heading so worded."""
        named = (number for number, block in enumerate(self.blocks) if anchor in block.anchors)
        return next(chain(named, self._headings_worded(anchor.casefold())), None)

    def find(self, words: str) -> list[Match]:
        """Where the words stand, whatever their case and the white space between them."""
        if not words.strip():
            return []
        pattern = re.compile(r"\s+".join(map(re.escape, words.split())), re.IGNORECASE)
        found = (
            Match(number, match.start(), match.end())
            for number, block in enumerate(self.blocks)
            for match in pattern.finditer(block.text.plain)
        )
        return [match for match, _ in zip(found, range(_MOST_MATCHES), strict=False)]

    def _headings_worded(self, anchor: str) -> Iterator[int]:
        """The headings that GitHub would give this anchor, the second of a name with ``-1``."""
        seen: dict[str, int] = {}
        for number, heading in self.headings:
            slug = slug_of(heading.text.plain)
            times = seen.get(slug, 0)
            seen[slug] = times + 1
            if anchor == (f"{slug}-{times}" if times else slug):
                yield number


def slug_of(heading: str) -> str:
    """The anchor GitHub gives to a heading: ``3.1 Our Method!`` has ``31-our-method``."""
    return _NO_SLUG.sub("", heading.casefold()).replace(" ", "-")
