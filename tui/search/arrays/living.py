"""A segment without the documents that were deleted since it was written."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tui.search.arrays.array_file import Array
from tui.search.arrays.segment_file import Bits, FieldFile, SegmentFile


@dataclass(frozen=True)
class LivingSegment:
    """What is left of a segment's file when ``deleted`` documents don't count."""

    file: SegmentFile
    deleted: frozenset[int]

    @cached_property
    def alive(self) -> Bits:
        """Which documents aren't deleted."""
        alive = np.ones(self.file.documents, np.bool_)
        alive[list(self.deleted)] = False
        return alive

    @cached_property
    def count(self) -> int:
        """How many documents aren't deleted."""
        return self.file.documents - len(self.deleted)

    @cached_property
    def places(self) -> NDArray[np.uint32]:
        """The place of each living document among the living."""
        return (np.cumsum(self.alive) - 1).astype(np.uint32)

    def documents(self, field: FieldFile, term: int) -> NDArray[np.uint32]:
        """The living documents of a term, ascending."""
        documents = field.postings(term)
        return documents[self.alive[documents]] if self.deleted else documents

    def frequencies(self, field: FieldFile, term: int) -> Array:
        """How often each of `documents` has a term whose places are kept."""
        frequencies = field.frequencies(term)
        return frequencies[self.alive[field.postings(term)]] if self.deleted else frequencies

    def document_frequency(self, field: FieldFile, term: int) -> int:
        """How many living documents have a term."""
        return len(self.documents(field, term)) if self.deleted else field.document_frequency(term)

    def lengths(self, field: FieldFile) -> Array:
        """How many words each living document has in a field whose words are placed."""
        return field.lengths[self.alive] if self.deleted else field.lengths
