"""The reader's marks as masks over documents; the index knows nothing of them."""

from collections.abc import Collection
from functools import cached_property

import numpy as np

from tui.search.analysis import fold
from tui.search.columns import Columns, Mask
from tui.search.notes import NoteFinder
from tui.search.query import Text
from tui.search.results import StateSets


class Marks:
    """Masks (bool, one element per document) of states, tags and notes, each made once."""

    def __init__(self, sets: StateSets, columns: Columns) -> None:
        self.sets = sets
        self._columns = columns
        self._kept: dict[str, Mask] = {}

    def state(self, name: str) -> Mask:
        """The papers in a state. The inbox is what isn't archived."""
        match name:
            case "bookmarked":
                return self._mask(name, self.sets.bookmarked)
            case "archived":
                return self._mask(name, self.sets.archived)
            case "read":
                return self._mask(name, self.sets.read)
            case "unread":
                return self._columns.alive & ~self.state("read")
            case _:
                return self._columns.alive & ~self.state("archived")

    def tag(self, name: str) -> Mask:
        """The papers with a tag, whatever its case and accents."""
        wanted = fold(name)
        numbers = [
            number
            for tag, tagged in self.sets.tags.items()
            if fold(tag) == wanted
            for number in tagged
        ]
        return self._mask(f"tag:{wanted}", numbers)

    @property
    def tagged(self) -> Mask:
        """The papers with any tag."""
        return self._mask("tagged", {n for tagged in self.sets.tags.values() for n in tagged})

    @property
    def noted(self) -> Mask:
        """The papers with a note."""
        return self._mask("noted", self.sets.notes.keys())

    def note(self, text: Text) -> Mask:
        """The papers whose note says ``text``."""
        return self._mask(repr(text), self._notes.numbers(text))

    @cached_property
    def _notes(self) -> NoteFinder:
        return NoteFinder(self.sets.notes)

    def _mask(self, key: str, numbers: Collection[int]) -> Mask:
        if key not in self._kept:
            array = np.fromiter(numbers, np.int64, len(numbers))
            self._kept[key] = self._columns.mask_of_numbers(array)
        return self._kept[key]
