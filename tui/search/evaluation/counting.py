"""How many documents have each value of a field."""

from collections.abc import Collection, Sequence
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tui.search.arrays.segment_file import FieldFile
from tui.search.evaluation.columns import Columns
from tui.search.evaluation.ragged import indices_of
from tui.search.evaluation.segments import Mask, Places, Segment
from tui.search.schema import exact_value

Counts = NDArray[np.int64]

_MANY: Final = 5
"""The values of one in so many documents are counted faster value by value, over all documents."""


class Values:
    """The values of a field in one generation of an index, each with a code, in the order of bytes.

    Values that only deleted documents have are among them.
    """

    def __init__(self, columns: Columns, field: str) -> None:
        self._parts = [_Part(segment, segment.file.fields[field]) for segment in columns.segments]

    def __len__(self) -> int:
        if len(self._parts) == 1:
            return len(self._parts[0].names)
        return len(self._union)

    def name(self, code: int) -> str:
        """The value that a code stands for."""
        encoded = self._parts[0].names[code] if len(self._parts) == 1 else self._union[code]
        return encoded.decode()

    @cached_property
    def names(self) -> list[str]:
        """All values, by code."""
        return [self.name(code) for code in range(len(self))]

    def counts(self, mask: Mask) -> Counts:
        """How many documents of ``mask`` have each value, by code (int64)."""
        if len(self._parts) == 1:
            return self._parts[0].counts(mask)
        counts = np.zeros(len(self), np.int64)
        for part, codes in zip(self._parts, self._codes_of_parts, strict=True):
            counts[codes] += part.counts(mask)
        return counts

    @cached_property
    def _union(self) -> Sequence[bytes]:
        return sorted({name for part in self._parts for name in part.all_names})

    @cached_property
    def _codes_of_parts(self) -> list[Places]:
        codes = {name: code for code, name in enumerate(self._union)}
        return [
            np.fromiter(map(codes.__getitem__, part.all_names), np.intp, len(part.names))
            for part in self._parts
        ]


class Categories:
    """The categories as they are written, each with the papers of all that lie below it.

    ``exact`` are the values by which they are found, all above one being among them; ``written``
    those that papers give themselves.
    """

    def __init__(self, exact: Values, written: Values) -> None:
        self._exact = exact
        self.names = written.names
        self._folded = [exact_value(name) for name in self.names]
        codes = {name: code for code, name in enumerate(exact.names)}
        self._codes = np.array([codes[name] for name in self._folded], np.intp)

    def counts(self, mask: Mask) -> Counts:
        """How many documents of ``mask`` have each of ``names`` or one below it (int64)."""
        counts: Counts = self._exact.counts(mask)[self._codes]
        return counts

    def places_of(self, folded: Collection[str]) -> list[int]:
        """Where those of ``names`` stand that are ``folded`` ones by another spelling."""
        return [place for place, name in enumerate(self._folded) if name in folded]


class _Part:
    """The values of a field in one segment."""

    def __init__(self, segment: Segment, field: FieldFile) -> None:
        self._span = segment.span
        self._field = field
        self.names = field.terms

    @cached_property
    def all_names(self) -> list[bytes]:
        return [self.names[code] for code in range(len(self.names))]

    def counts(self, mask: Mask) -> Counts:
        mask = mask[self._span]
        if np.count_nonzero(mask) * _MANY > len(mask):
            return self._counts_by_value(mask)
        return self._counts_by_document(np.flatnonzero(mask))

    def _counts_by_value(self, mask: Mask) -> Counts:
        documents = self._field.postings(0, len(self.names)).astype(np.intp)
        ends = np.append(0, np.cumsum(mask[documents]))
        return np.diff(ends[np.asarray(self._field.starts).astype(np.intp)])

    def _counts_by_document(self, documents: Places) -> Counts:
        starts, values = self._field.values
        begins = starts[documents].astype(np.intp)
        lengths = starts[documents + 1].astype(np.intp) - begins
        return np.bincount(values[indices_of(begins, lengths)], minlength=len(self.names))


def commonest(counts: Counts, most: int) -> list[int]:
    """The codes with the greatest counts above 0, at most so many: by count, then by code."""
    used = np.flatnonzero(counts)
    if len(used) > most:
        least = np.partition(counts[used], -most)[-most]
        used = used[counts[used] >= least]
    order = np.argsort(-counts[used], kind="stable")[:most]
    codes: list[int] = used[order].tolist()
    return codes
