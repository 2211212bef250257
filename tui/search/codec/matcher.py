"""The postings of a term as Whoosh walks through them."""

from collections.abc import Iterator, Sequence
from copy import copy
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from tui.search.arrays.array_file import Array
from tui.search.arrays.content import starts_of
from tui.search.arrays.segment_file import FieldFile
from tui.search.codec.lengths import rounded
from tui.search.engine import LeafMatcher, ReadTooFar

_BLOCK: Final = 128
"""So many postings are skipped together when none of them can be good enough."""


class ArrayMatcher(LeafMatcher):
    """Walks through the postings of a term, those of deleted documents included.

    Positions come as the field's format encodes them; asked for as such, they are not encoded.
    """

    def __init__(
        self, field: FieldFile, place: int, term: tuple[str, bytes], format_: Any, scorer: Any
    ) -> None:
        self.format = format_
        self.scorer = scorer
        self._term = term
        self._field = field
        self._place = place
        self._documents: NDArray[np.uint32] = field.postings(place)
        self._ids: Sequence[int] = self._documents.data
        self._at = 0

    def copy(self) -> "ArrayMatcher":
        return copy(self)

    def is_active(self) -> bool:
        return self._at < len(self._ids)

    def reset(self) -> None:
        self._at = 0

    def id(self) -> int:
        return self._ids[self._at]

    def all_ids(self) -> Iterator[int]:
        return iter(self._documents[self._at :].tolist())

    def weight(self) -> float:
        return float(self._frequency())

    def value(self) -> bytes:
        if not self._field.has_positions:
            return b""
        encoded: bytes = self.format.encode(self._positions())
        return encoded

    def value_as(self, astype: str) -> Any:
        if astype == "positions" and self._field.has_positions:
            return self._positions()
        if astype == "frequency":
            return self._frequency()
        if astype == "weight":
            return self.weight()
        return self.format.decoder(astype)(self.value())

    def items_as(self, astype: str) -> Iterator[tuple[int, Any]]:
        while self.is_active():
            yield self.id(), self.value_as(astype)
            self.next()

    def next(self) -> Any:
        """Whether that is the first posting of a block, or there is none any more."""
        if not self.is_active():
            raise ReadTooFar
        self._at += 1
        return self._at % _BLOCK == 0 or not self.is_active()

    def skip_to(self, id: int) -> None:
        if not self.is_active():
            raise ReadTooFar
        self._at += int(np.searchsorted(self._documents[self._at :], id))

    def skip_to_quality(self, minquality: float) -> int:
        """How many blocks were skipped, none of whose postings is better than ``minquality``."""
        skipped = 0
        while self.is_active() and self.scorer.block_quality(self) <= minquality:
            self._at = self._block().stop
            skipped += 1
        return skipped

    def block_min_length(self) -> int:
        return int(self._block_lengths().min())

    def block_max_length(self) -> int:
        return int(self._block_lengths().max())

    def block_max_weight(self) -> float:
        if not self._field.has_positions:
            return 1.0
        return float(self._frequencies[self._block()].max())

    def _block(self) -> slice:
        start = self._at - self._at % _BLOCK
        return slice(start, min(start + _BLOCK, len(self._ids)))

    def _block_lengths(self) -> Array:
        if not self._field.has_positions:
            return np.zeros(1, np.int32)
        return rounded(self._field.lengths[self._documents[self._block()]])

    def _frequency(self) -> int:
        if not self._field.has_positions:
            return 1
        frequency: int = self._frequencies.item(self._at)
        return frequency

    def _positions(self) -> list[int]:
        start, stop = self._position_starts[self._at : self._at + 2]
        positions: list[int] = self._all_positions[start:stop].tolist()
        return positions

    @cached_property
    def _frequencies(self) -> Array:
        return self._field.frequencies(self._place)

    @cached_property
    def _position_starts(self) -> Sequence[int]:
        return starts_of(self._frequencies).data

    @cached_property
    def _all_positions(self) -> Array:
        return self._field.positions(self._place)
