"""The words of a field: those that begin so, look so, or are spelled nearly so."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tui.search.matching import edit_distance, wildcard_expression


@dataclass(frozen=True)
class Vocabulary:
    """The sorted distinct words of a field."""

    words: list[str]

    def beginning(self, prefix: str) -> list[str]:
        """The words that begin with ``prefix``."""
        first = bisect_left(self.words, prefix)
        last = bisect_left(self.words, prefix + "\U0010ffff", lo=first)
        return self.words[first:last]

    def like(self, pattern: str) -> list[str]:
        """The words that a pattern with ``*`` (any letters) and ``?`` (one letter) spells."""
        literal = re.split(r"[*?]", pattern, maxsplit=1)[0]
        spelled = wildcard_expression(pattern).fullmatch
        return [word for word in self.beginning(literal) if spelled(word)]

    def near(self, word: str, most: int) -> list[tuple[int, str]]:
        """The words at most ``most`` edits away, each behind its distance, nearest first."""
        return sorted(self._near(word, most))

    def _near(self, word: str, most: int) -> Iterator[tuple[int, str]]:
        for index in np.flatnonzero(self._plausible(word, most)):
            candidate = self.words[index]
            distance = edit_distance(word, candidate, most)
            if distance <= most:
                yield distance, candidate

    def _plausible(self, word: str, most: int) -> NDArray[np.bool_]:
        """Words of about the same length and letters: an edit adds and removes one at most."""
        letters = np.uint32(_letters(word))
        lengths = np.abs(self._lengths - len(word)) <= most
        added = _bits_set(self._letters & ~letters) <= most
        removed = _bits_set(letters & ~self._letters) <= most
        plausible: NDArray[np.bool_] = lengths & added & removed
        return plausible

    @cached_property
    def _lengths(self) -> NDArray[np.int32]:
        return np.fromiter(map(len, self.words), np.int32, len(self.words))

    @cached_property
    def _letters(self) -> NDArray[np.uint32]:
        return np.fromiter(map(_letters, self.words), np.uint32, len(self.words))


def _letters(word: str) -> int:
    """A bit for each of 32 classes of letters that occurs in ``word``."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 31)
    return bits


def _bits_set(values: NDArray[np.uint32]) -> NDArray[np.uint32]:
    pairs = values - ((values >> 1) & 0x55555555)
    fours = (pairs & 0x33333333) + ((pairs >> 2) & 0x33333333)
    eights = (fours + (fours >> 4)) & 0x0F0F0F0F
    counts: NDArray[np.uint32] = (eights * np.uint32(0x01010101)) >> 24
    return counts
