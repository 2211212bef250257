"""How far words are from one another in spelling, for many words at once."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Distances = NDArray[np.int8]
_Row = dict[int, Distances]


def edit_distances(word: str, others: Sequence[str], most: int) -> Distances:
    """The distance of each of ``others`` from ``word`` (int8), ``most + 1`` where it is more.

    As `edit_distance` counts: letters to insert, delete, replace or swap with their neighbour.
    """
    lengths = np.fromiter(map(len, others), np.int64, len(others))
    letters = np.array(others, np.str_).view(np.uint32).reshape(len(others), -1).T
    grid = _Grid(word, np.ascontiguousarray(letters), most)
    distances = np.full(len(others), most + 1, np.int8)
    for length, row in grid.last_row().items():
        distances[lengths == length] = row[lengths == length]
    return np.minimum(distances, np.int8(most + 1))


class _Grid:
    """The table of distances between beginnings of ``word`` and beginnings of all other words.

    ``letters`` (uint32) has a row for each place in the words and a column for each word. Only
    beginnings whose lengths differ by ``most`` at most are worked out, the others are too far.
    """

    def __init__(self, word: str, letters: NDArray[np.uint32], most: int) -> None:
        self._codes = [ord(letter) for letter in word]
        self._letters = letters
        self._most = most
        self._far = np.full(letters.shape[1], most + 1, np.int8)

    def last_row(self) -> _Row:
        """The distances of the whole word from beginnings, by the length of those."""
        before: _Row = {}
        above: _Row = {}
        row = {place: np.full_like(self._far, place) for place in self._places(0)}
        for index in range(1, len(self._codes) + 1):
            before, above, row = above, row, {}
            for place in self._places(index):
                row[place] = self._cell(index, place, row, above, before)
        return row

    def _places(self, index: int) -> range:
        longest = len(self._letters)
        return range(max(0, index - self._most), min(longest, index + self._most) + 1)

    def _cell(self, index: int, place: int, row: _Row, above: _Row, before: _Row) -> Distances:
        if place == 0:
            return np.full_like(self._far, index)
        edited = np.minimum(above.get(place, self._far), row.get(place - 1, self._far)) + 1
        differs = self._letters[place - 1] != self._codes[index - 1]
        cost = np.minimum(edited, above.get(place - 1, self._far) + differs)
        if index > 1 and place > 1:
            swapped = before.get(place - 2, self._far) + 1
            cost = np.where(self._swaps(index, place), np.minimum(cost, swapped), cost)
        narrow: Distances = cost.astype(np.int8)
        return narrow

    def _swaps(self, index: int, place: int) -> NDArray[np.bool_]:
        """Where the last two letters are the same ones in the other order."""
        last, one_before = self._letters[place - 1], self._letters[place - 2]
        swaps: NDArray[np.bool_] = (last == self._codes[index - 2]) & (
            one_before == self._codes[index - 1]
        )
        return swaps
