"""What a segment's file says: the postings of its fields, and its columns."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tui.search.arrays import layout
from tui.search.arrays.array_file import Array, ArrayFile
from tui.search.engine import DamagedIndexError

Bits = NDArray[np.bool_]


class StringTable:
    """Sorted strings of bytes, found by bisection."""

    def __init__(self, text: bytes, starts: NDArray[np.uint32]) -> None:
        self._text = text
        self._starts = starts.data

    @property
    def letters(self) -> NDArray[np.uint8]:
        """All strings, one behind the other."""
        return np.frombuffer(self._text, np.uint8)

    @property
    def starts(self) -> NDArray[np.uint32]:
        """Where each string begins in `letters`, and the end of the last."""
        return np.asarray(self._starts)

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, place: int) -> bytes:
        return self._text[self._starts[place] : self._starts[place + 1]]

    def place(self, wanted: bytes) -> int:
        """The place of the first string that isn't less than ``wanted``."""
        low, high = 0, len(self)
        text, starts = self._text, self._starts
        while low < high:
            middle = (low + high) // 2
            if text[starts[middle] : starts[middle + 1]] < wanted:
                low = middle + 1
            else:
                high = middle
        return low

    def find(self, wanted: bytes) -> int | None:
        """The place of a string, ``None`` if it isn't there."""
        place = self.place(wanted)
        return place if place < len(self) and self[place] == wanted else None

    def span(self, prefix: bytes) -> tuple[int, int]:
        """The places of the strings that begin with ``prefix``, first and end."""
        # No byte of UTF-8 is 0xff.
        return self.place(prefix), self.place(prefix + b"\xff")


class FieldFile:
    """The postings of one field. Arrays are views of the file and can't be written."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        self._file = file
        self._name = name

    @cached_property
    def terms(self) -> StringTable:
        """The terms, those of deleted documents included."""
        return self._strings(layout.TERMS, layout.TERM_STARTS)

    def postings(self, first: int, last: int | None = None) -> NDArray[np.uint32]:
        """The documents of a term, ascending, or of those ``first`` to before ``last``, by term."""
        return self._of_terms(layout.DOCUMENTS, self.starts, first, last)

    def frequencies(self, first: int, last: int | None = None) -> Array:
        """How often each of `postings` has the term (unsigned integers)."""
        return self._of_terms(layout.FREQUENCIES, self.starts, first, last)

    def positions(self, first: int, last: int | None = None) -> Array:
        """The places of the term in each of `postings`, ascending (unsigned integers)."""
        return self._of_terms(layout.POSITIONS, self.position_starts, first, last)

    def document_frequency(self, term: int) -> int:
        """How many documents have a term, the deleted included."""
        return self.starts[term + 1] - self.starts[term]

    @property
    def has_positions(self) -> bool:
        """Whether words have frequencies and places in this field."""
        return self._name_of(layout.POSITIONS) in self._file

    @cached_property
    def starts(self) -> Sequence[int]:
        """Where the postings of each term begin among those of the field."""
        return self._array(layout.STARTS).data

    @cached_property
    def position_starts(self) -> Sequence[int]:
        """Where the positions of each term begin among those of the field."""
        return self._array(layout.POSITION_STARTS).data

    @cached_property
    def lengths(self) -> Array:
        """How many words each document has in this field (unsigned integers)."""
        return self._array(layout.LENGTHS)

    @cached_property
    def values(self) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
        """Where the values of each document begin, and the values: numbers of terms."""
        return self._array(layout.VALUE_STARTS), self._array(layout.VALUES)

    def prefix_mask(self, prefix: bytes, documents: int) -> Bits | None:
        """Which documents have a term with a common prefix; ``None`` for one that isn't kept."""
        place = self._prefixes.find(prefix) if self._has_prefixes else None
        if place is None:
            return None
        size = (documents + 7) // 8
        packed = self._array(layout.PREFIX_MASKS, place * size, (place + 1) * size)
        return np.unpackbits(packed, count=documents).view(np.bool_)

    @property
    def _has_prefixes(self) -> bool:
        return self._name_of(layout.PREFIXES) in self._file

    @cached_property
    def _prefixes(self) -> StringTable:
        return self._strings(layout.PREFIXES, layout.PREFIX_STARTS)

    def _of_terms(self, part: str, starts: Sequence[int], first: int, last: int | None) -> Array:
        return self._array(part, starts[first], starts[first + 1 if last is None else last])

    def _strings(self, text: str, starts: str) -> StringTable:
        return StringTable(self._array(text).tobytes(), self._array(starts))

    def _name_of(self, part: str) -> str:
        return layout.of_field(self._name, part)

    def _array(self, part: str, start: int = 0, stop: int | None = None) -> Array:
        return self._file.array(self._name_of(part), start, stop)


class SegmentFile:
    """A segment's file, opened. Raises what `ArrayFile` raises."""

    def __init__(self, path: Path) -> None:
        self._file = ArrayFile(path)
        if not {"documents", "fields"} <= self._file.facts.keys():
            raise DamagedIndexError
        self.checksum = self._file.checksum
        self.documents: int = self._file.facts["documents"]
        self.fields = {name: FieldFile(self._file, name) for name in self._file.facts["fields"]}

    def numbers(self, column: str) -> Array:
        """The column's number of each document."""
        return self._file.array(layout.of_column(column))

    def texts(self, column: str) -> tuple[bytes, NDArray[np.uint32]]:
        """The values of a column of bytes, one behind the other, and where each begins."""
        text = self._file.array(layout.of_column(column, "bytes"))
        return text.tobytes(), self._file.array(layout.of_column(column, "starts"))

    def has_column(self, column: str) -> bool:
        """Whether there is a column of that name, of numbers or of bytes."""
        return any(layout.of_column(column, part) in self._file for part in ("values", "bytes"))

    def check(self) -> None:
        """Check what wasn't read yet. Raises `DamagedIndexError`."""
        self._file.check()

    def release(self) -> None:
        """Let go of the memory that holds what was read; reading it again brings it back."""
        self._file.release()
