"""The places where searched words stand, one of which is the current one."""

from collections.abc import Iterator, Sequence

from tui.app.document.document import Match
from tui.app.document.painting import Highlight


class Matches:
    """The matches of one search in the order of the text."""

    def __init__(self, found: Sequence[Match] = ()) -> None:
        self._found = found
        self._current = 0
        self._numbers: dict[int, list[int]] = {}
        for number, match in enumerate(found):
            self._numbers.setdefault(match.block, []).append(number)

    def __len__(self) -> int:
        return len(self._found)

    @property
    def number(self) -> int:
        """Which match is the current one, from 1; 0 when there is none."""
        return self._current + 1 if self._found else 0

    @property
    def current(self) -> Match | None:
        """The current match."""
        return self._found[self._current] if self._found else None

    def step(self, steps: int) -> None:
        """Make another match the current one; the first comes after the last."""
        if self._found:
            self._current = (self._current + steps) % len(self._found)

    def start_from(self, block: int, offset: int) -> None:
        """Make the first match from this character of this block on the current one."""
        before = sum((match.block, match.start) < (block, offset) for match in self._found)
        self._current = before % max(len(self._found), 1)

    def highlights(self, block: int) -> Iterator[Highlight]:
        """Where the matches of a block are."""
        for number in self._numbers.get(block, ()):
            match = self._found[number]
            style = "current-match" if number == self._current else "match"
            yield Highlight(match.start, match.end, style)
