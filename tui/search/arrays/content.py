"""What goes into a segment, before it is in a file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from tui.search.arrays.array_file import Array
from tui.search.arrays.layout import FieldKind

Starts = NDArray[np.uint64]

_PART: Final = 1 << 21
"""So many postings at least are read and written at a time, unless there are less."""


class FieldSource(Protocol):
    """The postings of a field, given out by ranges of terms: ``first`` to before ``last``."""

    @property
    def kind(self) -> FieldKind:
        """What is to be kept of it."""

    @property
    def terms(self) -> Sequence[bytes]:
        """Its terms, sorted, each once."""

    @property
    def starts(self) -> Starts:
        """Where the postings of each term begin; one element more than there are terms."""

    @property
    def lengths(self) -> Array:
        """How many words each document has, in the narrowest type; empty if words aren't placed."""

    @property
    def position_type(self) -> np.dtype[Any]:
        """An unsigned type that holds each position."""

    @property
    def frequency_type(self) -> np.dtype[Any]:
        """An unsigned type that holds each frequency."""

    def documents(self, first: int, last: int) -> NDArray[np.uint32]:
        """The documents of the terms, ascending within each."""

    def frequencies(self, first: int, last: int) -> Array:
        """How often each of `documents` has the term."""

    def positions(self, first: int, last: int) -> Array:
        """The places of the terms in each of `documents`, ascending."""


@dataclass(frozen=True)
class FieldContent:
    """A field whose postings are all in memory: a `FieldSource`."""

    kind: FieldKind
    terms: Sequence[bytes]
    starts: Starts
    all_documents: NDArray[np.uint32]
    all_frequencies: Array = field(default_factory=lambda: np.empty(0, np.uint8))
    all_positions: Array = field(default_factory=lambda: np.empty(0, np.uint16))
    lengths: Array = field(default_factory=lambda: np.empty(0, np.uint8))

    @property
    def position_type(self) -> np.dtype[Any]:
        return narrowest(self.all_positions, least=np.uint16)

    @property
    def frequency_type(self) -> np.dtype[Any]:
        return narrowest(self.all_frequencies)

    def documents(self, first: int, last: int) -> NDArray[np.uint32]:
        return self.all_documents[self._range(first, last)]

    def frequencies(self, first: int, last: int) -> Array:
        return self.all_frequencies[self._range(first, last)]

    def positions(self, first: int, last: int) -> Array:
        postings = self._range(first, last)
        ends = self._position_ends
        return self.all_positions[int(ends[postings.start]) : int(ends[postings.stop])]

    def _range(self, first: int, last: int) -> slice:
        return slice(int(self.starts[first]), int(self.starts[last]))

    @cached_property
    def _position_ends(self) -> Starts:
        return starts_of(self.all_frequencies)


@dataclass(frozen=True, slots=True)
class SegmentContent:
    """A segment's ``documents`` (how many), its fields, and its columns by name.

    ``numbers`` are arrays of one number a document; ``texts`` lists of one string of bytes each.
    """

    documents: int
    fields: Mapping[str, FieldSource]
    numbers: Mapping[str, Array]
    texts: Mapping[str, Sequence[bytes]]


def starts_of(counts: Array) -> Starts:
    """Where groups of so many elements begin that stand one behind the other, and the end."""
    starts = np.zeros(len(counts) + 1, np.uint64)
    np.cumsum(counts, out=starts[1:])
    return starts


def narrowest(values: Array, least: type[np.unsignedinteger[Any]] = np.uint8) -> np.dtype[Any]:
    """The narrowest unsigned type, of ``least`` or more bits, that holds ``values``."""
    most = int(values.max()) if len(values) else 0
    return np.promote_types(np.min_scalar_type(most), least)


def ranges_of(starts: Array) -> Iterator[tuple[int, int]]:
    """Ranges of terms that have about `_PART` postings together."""
    terms = len(starts) - 1
    steps = np.arange(0, int(starts[-1]), _PART).astype(starts.dtype)
    cuts = np.unique(np.append(np.searchsorted(starts[:-1], steps), terms))
    yield from pairwise([0, *cuts[cuts > 0].tolist()])
