"""The columns of an index as arrays, one element for each document."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tui.search.engine import DamagedIndexError
from tui.search.evaluation.segments import Mask, Places, Segment
from tui.search.evaluation.titles import title_ranks
from tui.search.schema import FLAGS


class Columns:
    """The facts of every document, in the order of document numbers.

    ``alive`` is false where a document is deleted. ``numbers`` (int64) are paper numbers, ``days``
    (int32) ordinals with 0 for none, ``upvotes`` and ``stars`` (int32) are -1 where unknown.
    """

    def __init__(self, segments: Sequence[Segment]) -> None:
        self.segments = segments
        self.numbers: NDArray[np.int64] = self._numbers("number", np.int64)
        self.days: NDArray[np.int32] = self._numbers("day", np.int32)
        self.upvotes: NDArray[np.int32] = self._numbers("upvotes", np.int32)
        self.stars: NDArray[np.int32] = self._numbers("stars", np.int32)
        self._flags: NDArray[np.uint32] = self._numbers("flags", np.uint32)
        self._having: dict[str, Mask] = {}
        self._check()

    def _numbers(self, name: str, dtype: Any) -> NDArray[Any]:
        parts = [segment.file.numbers(name) for segment in self.segments]
        return parts[0] if len(parts) == 1 else np.concatenate([np.empty(0, dtype), *parts])

    def _check(self) -> None:
        """Every living document has a paper number of its own, unless the files are damaged."""
        numbers = self._sorted_numbers
        if len(numbers) and (numbers[0] <= 0 or (numbers[1:] == numbers[:-1]).any()):
            raise DamagedIndexError

    @property
    def size(self) -> int:
        """How many documents there are, the deleted included."""
        return len(self.numbers)

    @cached_property
    def living(self) -> int:
        """How many documents there are, the deleted not included."""
        return self.size - sum(len(segment.deleted) for segment in self.segments)

    @cached_property
    def alive(self) -> Mask:
        """Which documents are not deleted."""
        alive = np.ones(self.size, np.bool_)
        for segment in self.segments:
            alive[segment.deleted + segment.offset] = False
        return alive

    def having(self, flag: str) -> Mask:
        """The living papers that have one of `FLAGS`."""
        if flag not in self._having:
            bit = np.uint32(1 << FLAGS.index(flag))
            self._having[flag] = (self._flags & bit).astype(np.bool_) & self.alive
        return self._having[flag]

    def counts_by_year(self, mask: Mask) -> dict[int, int]:
        """How many papers of ``mask`` are of each year, the latest first; none without a day."""
        years, codes = self._years
        counts = np.bincount(codes[np.flatnonzero(mask)], minlength=len(years) + 1).tolist()
        return {year: counts[code] for code, year in reversed([*enumerate(years, start=1)])}

    @cached_property
    def _years(self) -> tuple[list[int], NDArray[np.uint16]]:
        """The years of the living papers, ascending, and each document's: 1 for the first of them.

        0 is for a paper without a day.
        """
        days = self.days[self.newest_first]
        changes = days[np.flatnonzero(np.diff(days, prepend=-1))].tolist()
        years = sorted({date.fromordinal(day).year for day in changes if day > 0})
        begins = [date(year, 1, 1).toordinal() for year in years]
        return years, np.searchsorted(begins, self.days, side="right").astype(np.uint16)

    @cached_property
    def newest_first(self) -> Places:
        """The living documents by day, newest first and none last, then by paper number."""
        by_number = self._by_number
        ages = int(self.days.max(initial=0)) - self.days[by_number]
        # Half the bytes are sorted many times faster, and hold what two centuries bring.
        short = ages.astype(np.uint16) if ages.max(initial=0) <= np.iinfo(np.uint16).max else ages
        return by_number[np.argsort(short, kind="stable")]

    @cached_property
    def places_by_age(self) -> NDArray[np.int32]:
        """Each living document's place in `newest_first` (int32)."""
        places = np.zeros(self.size, np.int32)
        places[self.newest_first] = np.arange(len(self.newest_first), dtype=np.int32)
        return places

    @cached_property
    def title_ranks(self) -> NDArray[np.int64]:
        """Each document's place in the order of titles (int64); equal titles share one."""
        return title_ranks([segment.file.texts("title_key") for segment in self.segments])

    def mask_of_numbers(self, numbers: NDArray[np.int64]) -> Mask:
        """The living documents whose paper number is among ``numbers``."""
        mask = np.zeros(self.size, np.bool_)
        mask[self.documents_of_numbers(numbers)] = True
        return mask

    def documents_of_numbers(self, numbers: NDArray[np.int64]) -> Places:
        """The living documents whose paper number is among ``numbers``, by that number."""
        wanted, held = np.sort(numbers), self._sorted_numbers
        places = np.searchsorted(held, wanted)
        within = places < len(held)
        places, wanted = places[within], wanted[within]
        documents: Places = self._by_number[places[held[places] == wanted]]
        return documents

    @cached_property
    def _by_number(self) -> Places:
        living = np.flatnonzero(self.alive)
        numbers = self.numbers[living]
        if (numbers[1:] > numbers[:-1]).all():
            return living
        return living[np.argsort(numbers, kind="stable")]

    @cached_property
    def _sorted_numbers(self) -> NDArray[np.int64]:
        return self.numbers[self._by_number]
