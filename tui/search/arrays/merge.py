"""Several segments as one, without the deleted documents: lists are concatenated part by part."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tui.search.arrays.array_file import Array
from tui.search.arrays.content import FieldSource, SegmentContent, Starts, ranges_of, starts_of
from tui.search.arrays.layout import FieldKind
from tui.search.arrays.living import LivingSegment
from tui.search.arrays.segment_file import FieldFile

Places = NDArray[np.int64]


def merged(
    segments: Sequence[LivingSegment],
    kinds: Mapping[str, FieldKind],
    numbers: Sequence[str],
    texts: Sequence[str],
    stop: Callable[[], None],
) -> SegmentContent:
    """One segment of the living documents of several, in their order.

    ``kinds``, ``numbers`` and ``texts`` name the fields and columns of each segment. ``stop`` is
    called again and again while the content is read, and ends that by raising.
    """
    return SegmentContent(
        sum(segment.count for segment in segments),
        _MergedFields(segments, kinds, stop),
        {
            name: np.concatenate([s.file.numbers(name)[s.alive] for s in segments])
            for name in numbers
        },
        {name: [text for s in segments for text in _living_texts(s, name)] for name in texts},
    )


def _living_texts(segment: LivingSegment, name: str) -> list[bytes]:
    text, starts = segment.file.texts(name)
    ends = starts.tolist()
    return [text[ends[place] : ends[place + 1]] for place in np.flatnonzero(segment.alive).tolist()]


class _MergedFields(Mapping[str, FieldSource]):
    """Each field is made when it is asked for, so that only one at a time is in memory."""

    def __init__(
        self,
        segments: Sequence[LivingSegment],
        kinds: Mapping[str, FieldKind],
        stop: Callable[[], None],
    ) -> None:
        self._segments = segments
        self._kinds = kinds
        self._stop = stop

    def __getitem__(self, name: str) -> FieldSource:
        return MergedField(self._segments, name, self._kinds[name], self._stop)

    def __iter__(self) -> Iterator[str]:
        return iter(self._kinds)

    def __len__(self) -> int:
        return len(self._kinds)


class MergedField:
    """A field of several segments, read part by part: a `FieldSource`."""

    def __init__(
        self,
        segments: Sequence[LivingSegment],
        name: str,
        kind: FieldKind,
        stop: Callable[[], None],
    ) -> None:
        self.kind = kind
        self._stop = stop
        ends = np.cumsum([segment.count for segment in segments])
        self._parts = [
            _Part(segment, name, int(end) - segment.count)
            for segment, end in zip(segments, ends, strict=True)
        ]

    @property
    def terms(self) -> Sequence[bytes]:
        return self._union[0]

    @cached_property
    def starts(self) -> Starts:
        counts = np.zeros(len(self.terms), np.int64)
        for part, ranks in zip(self._parts, self._ranks, strict=True):
            counts[ranks] += part.counts
        return starts_of(counts)

    @property
    def lengths(self) -> Array:
        if not self.kind.placed:
            return np.empty(0, np.uint8)
        return np.concatenate([part.field.lengths[part.segment.alive] for part in self._parts])

    @property
    def position_type(self) -> np.dtype[Any]:
        return np.result_type(*(part.field.positions(0, 0) for part in self._parts))

    @property
    def frequency_type(self) -> np.dtype[Any]:
        return np.result_type(*(part.field.frequencies(0, 0) for part in self._parts))

    def documents(self, first: int, last: int) -> NDArray[np.uint32]:
        return self._concatenated(first, last, np.dtype(np.uint32), _Part.documents)

    def frequencies(self, first: int, last: int) -> Array:
        return self._concatenated(first, last, self.frequency_type, _Part.frequencies)

    def positions(self, first: int, last: int) -> Array:
        return self._concatenated(first, last, self.position_type, _Part.positions)

    @cached_property
    def _union(self) -> tuple[list[bytes], list[Places]]:
        """The terms that a living document has, and the places of each part's among them."""
        lists = [part.living_terms() for part in self._parts]
        # Sorting a few sorted lists behind each other is merging them.
        terms = list(dict.fromkeys(sorted(term for terms in lists for term in terms)))
        places = {term: place for place, term in enumerate(terms)}
        ranks = [
            np.fromiter(map(places.__getitem__, terms), np.int64, len(terms)) for terms in lists
        ]
        return terms, ranks

    @property
    def _ranks(self) -> list[Places]:
        return self._union[1]

    def _concatenated(
        self,
        first: int,
        last: int,
        dtype: np.dtype[Any],
        read: "Callable[[_Part, int, int], tuple[Array, Places]]",
    ) -> Array:
        """What each part has for the terms, concatenated term by term.

        ``read`` gives a part's values for a range of its living terms, and how many each has.
        """
        self._stop()
        found: list[tuple[Array, Places, Places]] = []
        totals = np.zeros(last - first, np.int64)
        for part, ranks in zip(self._parts, self._ranks, strict=True):
            low, high = np.searchsorted(ranks, (first, last)).tolist()
            values, counts = read(part, low, high)
            totals[ranks[low:high] - first] += counts
            found.append((values, counts, ranks[low:high] - first))
        together = _interleaved(found, totals, dtype)
        for part in self._parts:
            part.segment.file.release()
        return together


def _interleaved(
    found: Sequence[tuple[Array, Places, Places]], totals: Places, dtype: np.dtype[Any]
) -> Array:
    """Groups of several sources, group by group: ``counts`` values for each of ``groups``."""
    free = np.cumsum(totals) - totals
    together = np.empty(int(totals.sum()), dtype)
    for values, counts, groups in found:
        before = np.cumsum(counts) - counts
        together[np.repeat(free[groups] - before, counts) + np.arange(len(values))] = values
        free[groups] += counts
    return together


class _Part:
    """A field of one of the segments; terms that only deleted documents have don't count."""

    def __init__(self, segment: LivingSegment, name: str, offset: int) -> None:
        self.segment = segment
        self.field: FieldFile = segment.file.fields[name]
        self._offset = np.uint32(offset)
        self._whole = not segment.deleted

    @property
    def counts(self) -> Places:
        """How many living documents each living term has."""
        return self._all_counts[self._living]

    def living_terms(self) -> list[bytes]:
        """The terms that a living document has."""
        terms = self.field.terms
        return [terms[place] for place in self._living.tolist()]

    def documents(self, first: int, last: int) -> tuple[Array, Places]:
        """The new numbers of the terms' documents, and how many each term has."""
        documents = self.field.postings(*self._range(first, last))
        kept = self._of_living(documents, documents)
        return self.segment.places[kept] + self._offset, self.counts[first:last]

    def frequencies(self, first: int, last: int) -> tuple[Array, Places]:
        """How often each of `documents` has its term, and how many documents each term has."""
        span = self._range(first, last)
        frequencies = self.field.frequencies(*span)
        kept = self._of_living(frequencies, self.field.postings(*span))
        return kept, self.counts[first:last]

    def positions(self, first: int, last: int) -> tuple[Array, Places]:
        """The places of the terms in `documents`, and how many each term has."""
        span = self._range(first, last)
        frequencies, documents = self.field.frequencies(*span), self.field.postings(*span)
        owners = np.repeat(documents, frequencies) if not self._whole else documents
        positions = self._of_living(self.field.positions(*span), owners)
        ends = starts_of(self._of_living(frequencies, documents)).astype(np.int64)
        bounds = np.append(0, np.cumsum(self.counts[first:last]))
        return positions, np.diff(ends[bounds])

    def _of_living(self, values: Array, documents: Array) -> Array:
        """Those of ``values``, each of one of ``documents``, whose document is not deleted."""
        return values if self._whole else values[self.segment.alive[documents]]

    def _range(self, first: int, last: int) -> tuple[int, int]:
        """The terms as the file numbers them; between them there may be terms of the deleted."""
        if first == last:
            return 0, 0
        return int(self._living[first]), int(self._living[last - 1]) + 1

    @cached_property
    def _living(self) -> Places:
        return np.flatnonzero(self._all_counts)

    @cached_property
    def _all_counts(self) -> Places:
        """How many living documents each term of the file has."""
        starts = np.asarray(self.field.starts, np.int64)
        if self._whole:
            return np.diff(starts)
        counts = np.zeros(len(starts) - 1, np.int64)
        for first, last in ranges_of(starts):
            alive = self.segment.alive[self.field.postings(first, last)]
            counts[first:last] = np.diff(starts_of(alive)[starts[first : last + 1] - starts[first]])
        return counts
