"""The documents of prefixes that so many terms share that adding up these would take long."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

_LONGEST: Final = 8
"""Bytes of a prefix that is kept; longer ones are hardly shared by so many terms."""

_FEWEST_DOCUMENTS: Final = 1 << 12
"""Of a smaller segment no prefix is kept: all its postings are added up at once."""


class CommonPrefixes:
    """Prefixes of at least two terms that have more postings than there are documents.

    There are few of them at each length, whatever the size of the segment. Their documents are
    heard range by range of terms, in order; then ``masks`` are those of ``prefixes``, a bit for
    each document.
    """

    def __init__(self, terms: Sequence[bytes], starts: NDArray[np.uint64], documents: int) -> None:
        self._starts = starts
        self._documents = documents
        worth = documents >= _FEWEST_DOCUMENTS
        self._spans = sorted(self._common(terms)) if worth and len(terms) else []
        self._open: dict[bytes, NDArray[np.bool_]] = {}
        self._masks: dict[bytes, NDArray[np.uint8]] = {}

    def __len__(self) -> int:
        return len(self._spans)

    @property
    def prefixes(self) -> list[bytes]:
        """The prefixes, in the order of their bytes."""
        return sorted(prefix for _, _, prefix in self._spans)

    @property
    def masks(self) -> Iterator[NDArray[np.uint8]]:
        """The mask of each prefix (`numpy.packbits`)."""
        return (self._masks[prefix] for prefix in self.prefixes)

    def hear(self, first: int, last: int, documents: NDArray[np.uint32]) -> None:
        """Take note of the postings of the terms ``first`` to before ``last``."""
        base = int(self._starts[first])
        for start, stop, prefix in self._spans:
            low, high = max(start, first), min(stop, last)
            if low < high:
                mask = self._open.setdefault(prefix, np.zeros(self._documents, np.bool_))
                mask[documents[int(self._starts[low]) - base : int(self._starts[high]) - base]] = (
                    True
                )
            if first < stop <= last:
                self._masks[prefix] = np.packbits(self._open.pop(prefix))

    def _common(self, terms: Sequence[bytes]) -> Iterator[tuple[int, int, bytes]]:
        """The first term and that behind the last of each prefix, and the prefix."""
        begun = [(0, len(terms))]
        for length in range(1, _LONGEST + 1):
            spans = [span for start, stop in begun for span in _groups(terms, start, stop, length)]
            begun = [span for span in spans if self._is_common(*span)]
            yield from ((start, stop, terms[start][:length]) for start, stop in begun)

    def _is_common(self, start: int, stop: int) -> bool:
        return stop - start > 1 and int(self._starts[stop] - self._starts[start]) > self._documents


def _groups(
    terms: Sequence[bytes], start: int, stop: int, length: int
) -> Iterator[tuple[int, int]]:
    """The runs of terms that begin with the same ``length`` bytes, within a run of terms."""
    while start < stop and len(terms[start]) < length:
        start += 1
    while start < stop:
        end = _end_of(terms, start, stop, terms[start][:length])
        yield start, end
        start = end


def _end_of(terms: Sequence[bytes], low: int, high: int, prefix: bytes) -> int:
    """The first term from ``low`` on that doesn't begin with ``prefix``, which all before do."""
    while low < high:
        middle = (low + high) // 2
        if terms[middle].startswith(prefix):
            low = middle + 1
        else:
            high = middle
    return low
