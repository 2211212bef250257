"""The words of a field: those that begin so, look so, or are spelled nearly so."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tui.search.arrays.segment_file import StringTable
from tui.search.evaluation.segments import Mask, Places, encoded
from tui.search.evaluation.spelling import edit_distances
from tui.search.matching import wildcard_expression

_CONTINUED: Final = 0b1000_0000
"""The first two bits of a byte of UTF-8 that goes on with a letter."""


class Vocabulary:
    """The words of a field in all segments, as tables of bytes."""

    def __init__(self, tables: Sequence[StringTable]) -> None:
        self.tables = [_Words(table) for table in tables]

    def near(self, word: str, most: int) -> list[tuple[int, str]]:
        """The words at most ``most`` edits away, each behind its distance, nearest first."""
        found = {pair for words in self.tables for pair in words.near_with_distance(word, most)}
        return sorted(found)

    def places_near(self, word: str, most: int) -> list[Places]:
        """Where in each table the words stand that are at most ``most`` edits away, ascending."""
        return [words.near(word, most) for words in self.tables]

    def places_like(self, pattern: str) -> list[Places]:
        """Where in each table words stand that ``*`` (any letters) and ``?`` (one letter) spell."""
        return [words.like(pattern) for words in self.tables]


class _Words:
    """One table of words."""

    def __init__(self, table: StringTable) -> None:
        self._table = table

    def like(self, pattern: str) -> Places:
        literals = re.split(r"[*?]+", pattern)
        spelled = wildcard_expression(pattern).fullmatch
        plausible = self._plausible(literals).tolist()
        kept = [place for place in plausible if spelled(self._word(place))]
        return np.array(kept, np.intp)

    def near(self, word: str, most: int) -> Places:
        places, _, distances = self._near(word, most)
        return places[distances <= most]

    def near_with_distance(self, word: str, most: int) -> Iterator[tuple[int, str]]:
        _, words, distances = self._near(word, most)
        for other, distance in zip(words, distances.tolist(), strict=True):
            if distance <= most:
                yield distance, other

    def _near(self, word: str, most: int) -> tuple[Places, list[str], NDArray[np.int8]]:
        """The words that may be near: where they are, themselves, and how far each is."""
        places = np.flatnonzero(self._may_be_near(word, most))
        words = [self._word(place) for place in places.tolist()]
        distances = edit_distances(word, words, most) if words else np.empty(0, np.int8)
        return places, words, distances

    def _plausible(self, literals: Sequence[str]) -> Places:
        """The words that begin and end as ``literals`` do and have their length and letters."""
        first, last = self._table.span(encoded(literals[0]))
        needed = np.uint32(_letters("".join(literals)))
        letters = (self._letters[first:last] & needed) == needed
        sizes = np.diff(self._starts[first : last + 1])
        long = sizes >= sum(len(encoded(part)) for part in literals)
        places = first + np.flatnonzero(letters & long)
        for back, byte in enumerate(reversed(encoded(literals[-1])), 1):
            places = places[self._bytes[self._starts[places + 1] - back] == byte]
        return places

    def _may_be_near(self, word: str, most: int) -> Mask:
        """Words of about the same length and letters: an edit adds and removes one at most."""
        own = np.uint32(_letters(word))
        lengths = np.abs(self._lengths - len(word)) <= most
        added = np.bitwise_count(self._letters & ~own) <= most
        removed = np.bitwise_count(own & ~self._letters) <= most
        plausible: Mask = lengths & added & removed
        return plausible

    def _word(self, place: int) -> str:
        return self._table[place].decode()

    @cached_property
    def _bytes(self) -> NDArray[np.uint8]:
        return self._table.letters

    @cached_property
    def _starts(self) -> Places:
        return self._table.starts.astype(np.intp)

    @cached_property
    def _lengths(self) -> Places:
        """How many letters each word has."""
        begun = np.cumsum((self._bytes & 0b1100_0000) != _CONTINUED)
        return np.diff(np.append(0, begun)[self._starts])

    @cached_property
    def _letters(self) -> NDArray[np.uint32]:
        """A bit for each ASCII letter and class of digits that occurs in each word."""
        if not len(self._bytes):
            return np.zeros(len(self._table), np.uint32)
        return np.bitwise_or.reduceat(_BIT_OF_BYTE[self._bytes], self._starts[:-1])


_BIT_OF_BYTE: Final = np.array(
    [1 << (byte & 31) if byte < _CONTINUED else 0 for byte in range(256)], np.uint32
)
"""A bit for each of 32 classes of ASCII characters; none for bytes of others, of which one edit may
change several."""


def _letters(word: str) -> int:
    """The bits of the classes of ASCII characters that occur in ``word``."""
    bits = 0
    for byte in encoded(word):
        bits |= int(_BIT_OF_BYTE[byte])
    return bits
