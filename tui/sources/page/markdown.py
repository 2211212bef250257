"""A page saved as Markdown, in segments."""

import re
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from tui.papers.text import clean
from tui.sources.page.segment import Segment

# Pictures, and what stands in their place in captures of text.
_PICTURE = re.compile(
    r"!\[[^\]\n]{0,300}\]\([^()\s]{0,2000}\)|\[image(?::[^\]\n]{0,300})?\]", re.IGNORECASE
)
_BRACKET = re.compile(r'\\.|\[|\]\((?P<url>[^\s()]{1,2000})(?:\s+"[^"\n]{0,300}")?\)|\]', re.DOTALL)
_HEADING = re.compile(r"(?:^|\n)[ \t]{0,3}#{1,6}[ \t]*$")
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_BULLET = re.compile(r"\s*[-*•](?:\s+|$)")
# A backslash ends a line within a link, and marks characters that mean something in Markdown.
_ESCAPE = re.compile(r"\\+(?=\s|$)|\\(?=[\\\[\]*_`#<>])")
_ADDRESS = re.compile(r"https?://\S+")
_LONGEST_LINK_TEXT = 30_000
_MOST_OPEN = 100


class _Link(NamedTuple):
    start: int
    end: int
    text: str
    url: str


def segments_of_markdown(text: str) -> Iterator[Segment]:
    """The links of ``text`` and the paragraphs between them, in order, without pictures.

    A line that is an address and nothing else is a link whose text is the address.
    """
    text = _PICTURE.sub("", text)
    place = 0
    for link in _links(text):
        before = text[place : link.start]
        heading = _HEADING.search(before)
        yield from _paragraphs(before[: heading.start()] if heading else before)
        yield Segment(_plain(link.text), link.url, heading is not None)
        place = link.end
    yield from _paragraphs(text[place:])


def _links(text: str) -> list[_Link]:
    """The links, in order; of links within a link only the outer one."""
    links: list[_Link] = []
    opened: deque[int] = deque(maxlen=_MOST_OPEN)
    for match in _BRACKET.finditer(text):
        token = match.group()
        if token == "[":
            opened.append(match.start())
        elif token.startswith("]") and opened:
            start = opened.pop()
            url = match["url"]
            if url and match.start() - start <= _LONGEST_LINK_TEXT:
                while links and links[-1].start > start:
                    links.pop()
                links.append(_Link(start, match.end(), text[start + 1 : match.start()], url))
    return links


def _paragraphs(text: str) -> Iterator[Segment]:
    for paragraph in _BLANK_LINE.split(text):
        lines: list[str] = []
        for line in paragraph.splitlines():
            if _ADDRESS.fullmatch(line.strip()):
                yield from _told(lines)
                yield Segment(line.strip(), line.strip())
                lines = []
            else:
                lines.append(_BULLET.sub("", line))
        yield from _told(lines)


def _told(lines: list[str]) -> Iterator[Segment]:
    text = _plain("\n".join(lines))
    if text:
        yield Segment(text)


def _plain(text: str) -> str:
    return clean(_ESCAPE.sub("", text))
