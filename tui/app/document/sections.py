"""Markdown cut into pieces that are parsed one after the other, so that the first shows at once."""

import re
from collections.abc import Iterator

_SECTION_LENGTH = 6_000
"""Characters after which the next empty line ends a section, where that changes nothing."""

_LONGEST_SECTION = 50_000
"""Characters after which a section ends wherever it is, so that each is parsed in an instant."""

_FENCE = re.compile(r" {0,3}(`{3,}+(?=[^`]*$)|~{3,}+)")
"""Code begins or ends; what has backticks after its first ones is code within a paragraph."""

_HEADING = re.compile(r"#{1,6}(?: |$)")
_GOES_ON = re.compile(r"\s|[-+*>|]|\d+[.)]")
"""How a line begins that may belong to the list, quote or table before an empty line."""


def sections(markdown: str) -> Iterator[str]:
    """The text cut before headings, and in long sections at an empty line between paragraphs.

    Code that is cut goes on as code, if it has an end at all.
    """
    section: list[str] = []
    length = 0
    fence = ""
    after_blank = True
    for start, line in _lines(markdown):
        begins = not fence and _may_begin(line, length, after_blank=after_blank)
        if section and (begins or length + len(line) > _LONGEST_SECTION):
            yield "\n".join(section)
            fence = fence if _is_closed(fence, markdown, start) else ""
            section, length = [fence] if fence else [], 0
        section.append(line)
        length += len(line) + 1
        fence = _fence_after(line, fence)
        after_blank = not line
    if section:
        yield "\n".join(section)


def _lines(markdown: str) -> Iterator[tuple[int, str]]:
    """The lines, those that are too long in pieces, and where in the text each begins."""
    place = 0
    for line in markdown.split("\n"):
        for start in range(0, max(len(line), 1), _LONGEST_SECTION):
            yield place + start, line[start : start + _LONGEST_SECTION].rstrip()
        place += len(line) + 1


def _is_closed(fence: str, markdown: str, start: int) -> bool:
    """Whether what a fence opened ends after this place."""
    if not fence:
        return False
    end = re.compile(rf"^ {{0,3}}{fence[0]}{{{len(fence)},}}+[ \t]*$", re.MULTILINE)
    return end.search(markdown, start) is not None


def _may_begin(line: str, length: int, *, after_blank: bool) -> bool:
    """Whether a section may begin with this line, which stands in no fence."""
    if line.startswith("#"):
        return _HEADING.match(line) is not None
    return after_blank and length > _SECTION_LENGTH and bool(line) and not _GOES_ON.match(line)


def _fence_after(line: str, fence: str) -> str:
    """The fence that is open after this line, or nothing."""
    found = _FENCE.match(line)
    if found is None:
        return fence
    if not fence:
        return found.group(1)
    closes = found.group(1).startswith(fence) and not line[found.end() :].strip()
    return "" if closes else fence
