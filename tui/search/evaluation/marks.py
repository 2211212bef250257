"""The reader's marks as masks over documents; the index knows nothing of them."""

from collections.abc import Collection
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tui.search.analysis import fold
from tui.search.evaluation.columns import Columns
from tui.search.evaluation.notes import NoteFinder
from tui.search.evaluation.segments import Mask, Places
from tui.search.language.query import Text
from tui.search.results import StateSets


class Marks:
    """Masks (bool, one element per document) of states, tags and notes.

    Those of states and tags are made once; there is no end to what may be looked for in notes.
    """

    def __init__(self, sets: StateSets, columns: Columns) -> None:
        self.sets = sets
        self._columns = columns
        self._kept: dict[str, Mask] = {}
        self._documents_of_tag: dict[str, Places] = {}

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
        mask = np.zeros(self._columns.size, np.bool_)
        mask[self.tag_documents(name)] = True
        return mask

    def tag_documents(self, name: str) -> Places:
        """The documents of the papers with a tag, whatever its case and accents."""
        wanted = fold(name)
        if wanted not in self._documents_of_tag:
            tags = self.sets.tags.items()
            numbers = {number for tag, tagged in tags if fold(tag) == wanted for number in tagged}
            self._documents_of_tag[wanted] = self._columns.documents_of_numbers(_array(numbers))
        return self._documents_of_tag[wanted]

    @cached_property
    def tagged(self) -> Mask:
        """The papers with any tag."""
        return self._having({n for tagged in self.sets.tags.values() for n in tagged})

    @cached_property
    def noted(self) -> Mask:
        """The papers with a note."""
        return self._having(self.sets.notes.keys())

    def note(self, text: Text) -> Mask:
        """The papers whose note says ``text``."""
        return self._having(self._notes.numbers(text))

    @cached_property
    def _notes(self) -> NoteFinder:
        return NoteFinder(self.sets.notes)

    def _mask(self, key: str, numbers: Collection[int]) -> Mask:
        if key not in self._kept:
            self._kept[key] = self._having(numbers)
        return self._kept[key]

    def _having(self, numbers: Collection[int]) -> Mask:
        return self._columns.mask_of_numbers(_array(numbers))


def _array(numbers: Collection[int]) -> NDArray[np.int64]:
    return np.fromiter(numbers, np.int64, len(numbers))
