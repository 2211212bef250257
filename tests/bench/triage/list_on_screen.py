"""The marks of papers as they can be read off the reader's list on a terminal."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields

from tests.terminal import Terminal
from tui.papers.paper import Triage

_TITLE_KNOWN_BY = 12
_BORDER = re.compile("[┏╭][━─] Papers [━─]+[┓╮]")
_SIDES = "┃│▁▂▃▄▅▆▇█"
"""What the sides of the frame are made of, a scrollbar's end among it."""
_CURSOR, _SELECTED = "▌", "✓"
_LINES_ABOVE = 4


@dataclass(frozen=True, slots=True)
class Look:
    """How a row shows a paper's triage. Whether an archived paper was read does not show."""

    bookmarked: bool
    archived: bool
    read: bool | None
    tags: tuple[str, ...]
    noted: bool

    def is_between(self, one: "Look", other: "Look") -> bool:
        """Whether each part of the row looks as in one of two looks.

        A program that is killed may have painted half a row.
        """
        return all(
            getattr(self, part.name) in (getattr(one, part.name), getattr(other, part.name), None)
            for part in fields(self)
        )


def look_of(triage: Triage) -> Look:
    """How a paper with this triage looks."""
    read = None if triage.archived else triage.read
    return Look(triage.bookmarked, triage.archived, read, triage.tags, triage.note is not None)


@dataclass(frozen=True, slots=True)
class ShownList:
    """The rows from the first on, ``None`` where something hides one; which of them the cursor is
    on, and how many are selected.
    """

    looks: tuple[Look | None, ...]
    cursor: int | None = None
    selected: int = 0

    def difference(self, other: "ShownList") -> str:
        """The first thing in which another list differs."""
        pairs = enumerate(zip(self.looks, other.looks, strict=True))
        rows = (
            f"row {row} is {theirs}, not {ours}" for row, (ours, theirs) in pairs if ours != theirs
        )
        return next(rows, self._place_difference(other))

    def _place_difference(self, other: "ShownList") -> str:
        places = f"the cursor is on {other.cursor}, not {self.cursor}"
        return f"{places}, and {other.selected} are selected, not {self.selected}"


def read_list(terminal: Terminal, titles: Sequence[str]) -> ShownList:
    """The rows of papers with these titles; none are there while something lies over the list."""
    borders = ((row, _BORDER.search(terminal.line(row))) for row in range(_LINES_ABOVE))
    found = next(((row, border) for row, border in borders if border), None)
    if found is None:
        return ShownList((None,) * len(titles))
    top, border = found[0] + 1, found[1]
    looks: list[Look | None] = []
    cursor, selected = None, 0
    for row, title in enumerate(titles):
        first = top + 2 * row
        above, below = (_inside(line, border) for line in map(terminal.line, (first, first + 1)))
        begin = above.find(title[:_TITLE_KNOWN_BY])
        is_hidden = begin < 0 or not below
        bold = terminal.is_bold(border.start() + 1 + begin, first)
        looks.append(None if is_hidden else _look(above[:begin], below, bold=bold))
        cursor = row if above.startswith(_CURSOR) else cursor
        selected += _SELECTED in above[:begin]
    return ShownList(tuple(looks), cursor, selected)


def _inside(line: str, border: re.Match[str]) -> str:
    """What of a line is in the frame; nothing where the frame is hidden."""
    whole = line[border.start()] in _SIDES and line[border.end() - 1] in _SIDES
    return line[border.start() + 1 : border.end() - 1] if whole else ""


def _look(gutter: str, below: str, *, bold: bool) -> Look:
    facts = below.strip(f" {_CURSOR}").split(" · ")
    archived = facts[0] == "archived"
    return Look(
        bookmarked="★" in gutter,
        archived=archived,
        read=None if archived else not bold,
        tags=tuple(sorted(fact[1:] for fact in facts if fact.startswith("#"))),
        noted="note" in facts,
    )
