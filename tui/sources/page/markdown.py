"""A page saved as Markdown, in segments."""

import re
from collections import deque
from collections.abc import Iterator
from itertools import pairwise
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
# How the line before an address ends, and how the one behind it begins, in the midst of a sentence.
_JOINTS = "and|are|as|at|by|for|from|has|in|is|of|on|or|than|that|the|to|was|we|with"
_LEADS_UP = re.compile(rf"(?:[,;:(]|\b(?:{_JOINTS}|here|like|see|via))$")
_GOES_ON = re.compile(rf"[,;.)]|(?:{_JOINTS}|but|which|while|whose|where)\b")
_LONGEST_LINK_TEXT = 30_000
_MOST_OPEN = 100


class _Link(NamedTuple):
    start: int
    end: int
    text: str
    url: str


def segments_of_markdown(text: str) -> Iterator[Segment]:
    """The links of ``text`` and the paragraphs between them, in order, without pictures.

    A line that is an address and nothing else is a link whose text is the address, unless it stands
    within a sentence.
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
        for line, following in pairwise([*paragraph.splitlines(), ""]):
            if _ADDRESS.fullmatch(line.strip()) and not _is_within_a_sentence(lines, following):
                yield from _told(lines)
                yield Segment(line.strip(), line.strip())
                lines = []
            else:
                lines.append(_BULLET.sub("", line))
        yield from _told(lines)


def _is_within_a_sentence(before: list[str], following: str) -> bool:
    if not before:
        return False
    return bool(_LEADS_UP.search(before[-1].rstrip()) or _GOES_ON.match(following.lstrip()))


def _told(lines: list[str]) -> Iterator[Segment]:
    text = _plain("\n".join(lines))
    if text:
        yield Segment(text)


def _plain(text: str) -> str:
    return clean(_ESCAPE.sub("", text))
