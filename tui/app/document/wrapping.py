"""Breaking a text into lines of so many cells, also where characters are two cells wide or none."""

from collections.abc import Iterator

from rich.cells import cell_len

Span = tuple[int, int]
"""The place of the first character of a line, and of the one after its last."""


def wrapped(text: str, width: int) -> list[Span]:
    """The lines of a text whose paragraphs end in ``\\n``; an empty text is one empty line.

    Lines break at blanks, which belong to no line then, between wide characters, and within a word
    that is longer than a line.
    """
    width = max(width, 2)
    lines: list[Span] = []
    start = 0
    for paragraph in text.split("\n"):
        end = start + len(paragraph)
        if all_narrow(paragraph):
            lines.extend(_narrow_lines(text, start, end, width))
        else:
            lines.extend(_lines(text, start, end, width))
        start = end + 1
    return lines


def all_narrow(text: str) -> bool:
    """Whether every character takes one cell."""
    return text.isascii() or all(cell_len(char) == 1 for char in set(text))


def cut(text: str, start: int, end: int, width: int) -> int:
    """Where in the text a line from ``start`` that must not wrap has filled ``width`` cells."""
    if all_narrow(text[start:end]):
        return min(end, start + width)
    return _fill(text, start, end, width)


def _narrow_lines(text: str, start: int, end: int, width: int) -> Iterator[Span]:
    while end - start > width:
        blank = text.rfind(" ", start + 1, start + width + 1)
        if blank < 0:
            yield start, start + width
            start += width
        else:
            yield start, blank
            start = blank + 1
    yield start, end


def _lines(text: str, start: int, end: int, width: int) -> Iterator[Span]:
    while (full := _fill(text, start, end, width)) < end:
        stop = _break_before(text, start, full)
        yield start, stop
        start = stop + 1 if text[stop] == " " else stop
    yield start, end


def _fill(text: str, start: int, end: int, width: int) -> int:
    """How far a line goes that takes as many characters as it can; at least one."""
    cells = 0
    for place in range(start, end):
        cells += cell_len(text[place])
        if cells > width and place > start:
            return place
    return end


def _break_before(text: str, start: int, full: int) -> int:
    """The last place up to ``full`` where the line that begins at ``start`` can break."""
    for place in range(full, start, -1):
        if text[place] == " " or (cell_len(text[place]) == 2 and text[place - 1] != " "):
            return place
    return full
