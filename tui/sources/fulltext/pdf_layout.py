"""Lines on the pages of a PDF put together to paragraphs and headings."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from tui.sources.fulltext.writing import block_escaped, escaped

_EDGE = 2  # so many lines at the top and the bottom of a page may be repeated ones
_REPEATED_ON = 0.5
_FEWEST_PAGES = 3
_LONGEST_HEADING = 80
_SHORT_LINE = 0.8

_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[-–— ]*(?:page )?(?:\d{1,4}|[ivxl]{1,6})(?: (?:of|/) \d+)?[-–— ]*", re.I
)
_NUMBERED = re.compile(
    r"(?P<number>[1-9]\d?(?:\.\d{1,2}){0,3}|[A-H](?:\.\d{1,2}){1,2})\.? (?P<title>[A-Z].*)"
)
_NAMED = re.compile(
    r"(?:Abstract|References|Bibliography|Acknowledge?ments?|Appendix(?: [A-Z])?|Appendices"
    r"|Introduction|Conclusions?|Related Work)\.?",
    re.IGNORECASE,
)
_ENDS_SENTENCE = re.compile(r"[.?!:][)\]”\"']?$")
_BEGINS_SENTENCE = re.compile(r"[A-Z0-9“\"(\[•∗*–-]")
_REFERENCE = re.compile(r"\[\d{1,3}\] ")
_CUT_WORD = re.compile(r"[^\W\d_]{2,}-$")


def as_markdown(pages: Sequence[Sequence[str]]) -> str:
    """Pages of cleaned lines as Markdown.

    Headers, footers and page numbers are dropped, words cut at line ends joined. A line is a
    heading only where it is sure: numbered in sequence, or one of the names all papers use.
    """
    lines = [line for page in _without_repeated(pages) for line in page if line]
    width = _usual_width(lines)
    blocks: list[str] = []
    paragraph: list[str] = []
    numbers = _Numbering()
    for line in lines:
        heading = _heading(line, numbers)
        if heading or (paragraph and _ends(paragraph[-1], line, width)):
            blocks.append(_paragraph(paragraph))
            paragraph = []
        if heading:
            blocks.append(heading)
        else:
            paragraph.append(line)
    return "\n\n".join(filter(None, (*blocks, _paragraph(paragraph))))


class _Numbering:
    """The numbers of headings so far: the next one follows on, or is none."""

    def __init__(self) -> None:
        self._last: tuple[str, ...] = ()

    def takes(self, number: str) -> bool:
        """Whether ``number`` comes next; it is the last one then."""
        parts = tuple(number.split("."))
        if parts not in self._next():
            return False
        self._last = parts
        return True

    def _next(self) -> Iterator[tuple[str, ...]]:
        yield (*self._last, "1")
        for depth, part in enumerate(self._last):
            if part.isdecimal():
                yield (*self._last[:depth], str(int(part) + 1))
        if not self._last:
            yield ("1",)
        elif self._last[0].isdecimal():
            yield ("A", "1")
        else:
            yield (chr(ord(self._last[0]) + 1), "1")


def _heading(line: str, numbers: _Numbering) -> str:
    """The line as a heading, or nothing."""
    if len(line) > _LONGEST_HEADING:
        return ""
    if _NAMED.fullmatch(line):
        return f"## {escaped(line.rstrip('.').capitalize() if line.isupper() else line)}"
    match = _NUMBERED.fullmatch(line)
    if not match or line[-1] in ".,;:-" or not _is_title(match["title"]):
        return ""
    depth = match["number"].count(".") + 2
    return f"{'#' * depth} {escaped(line)}" if numbers.takes(match["number"]) else ""


def _is_title(text: str) -> bool:
    """Whether text is words: a row of a table or a formula has more digits and signs."""
    letters = sum(char.isalpha() or char == " " for char in text)
    return letters >= 0.85 * len(text)


def _without_repeated(pages: Sequence[Sequence[str]]) -> Iterator[Sequence[str]]:
    """The pages without lines that stand on top or at the bottom of most, and page numbers."""
    counts = Counter(line for page in pages for line in {_shape(line) for line in _edges(page)})
    often = max(_FEWEST_PAGES, int(len(pages) * _REPEATED_ON))
    repeated = {line for line, count in counts.items() if count >= often}
    for page in pages:
        edge = {_EDGE, len(page) - _EDGE}
        yield [
            line
            for number, line in enumerate(page)
            if min(edge) <= number < max(edge)
            or not (_shape(line) in repeated or _PAGE_NUMBER.fullmatch(line))
        ]


def _edges(page: Sequence[str]) -> Sequence[str]:
    return [*page[:_EDGE], *page[_EDGE:][-_EDGE:]]


def _shape(line: str) -> str:
    return _NUMBER.sub("0", line)


def _usual_width(lines: Sequence[str]) -> int:
    """How long a full line is: most lines of a paragraph are."""
    lengths = sorted(map(len, lines))
    return lengths[int(len(lengths) * 0.6)] if lengths else 0


def _ends(line: str, following: str, width: int) -> bool:
    """Whether a paragraph ends with ``line``."""
    if _REFERENCE.match(following):
        return True
    is_short = len(line) < width * _SHORT_LINE
    if not is_short or _CUT_WORD.search(line):
        return False
    return bool(_ENDS_SENTENCE.search(line) and _BEGINS_SENTENCE.match(following))


def _paragraph(lines: Iterable[str]) -> str:
    text = ""
    for line in lines:
        if _CUT_WORD.search(text) and line[:1].islower():
            text = text[:-1] + line
        else:
            text = f"{text} {line}"
    return block_escaped(escaped(text.strip()))
