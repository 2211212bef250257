"""The columns of a segment as Whoosh reads them."""

from collections.abc import Iterator
from typing import Any

from tui.search.arrays.array_file import Array
from tui.search.arrays.segment_file import SegmentFile
from tui.search.engine import Column, ColumnReader, NumericColumn


class NumberReader(ColumnReader):
    """The number of each document."""

    def __init__(self, numbers: Array) -> None:
        self._numbers = numbers
        self._sign = 1

    def __len__(self) -> int:
        return len(self._numbers)

    def __getitem__(self, docnum: int) -> Any:
        return self._numbers[docnum].item()

    def __iter__(self) -> Iterator[Any]:
        return iter(self._numbers.tolist())

    def sort_key(self, docnum: int) -> Any:
        return self._sign * self[docnum]

    def set_reverse(self) -> None:
        self._sign = -1


class BytesReader(ColumnReader):
    """The bytes of each document."""

    def __init__(self, text: bytes, starts: Array) -> None:
        self._text = text
        self._starts: list[int] = starts.tolist()

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, docnum: int) -> bytes:
        return self._text[self._starts[docnum] : self._starts[docnum + 1]]

    def __iter__(self) -> Iterator[bytes]:
        return (self[docnum] for docnum in range(len(self)))


def column_reader(file: SegmentFile, name: str, column: Column) -> ColumnReader:
    """What reads a column that is in ``file``."""
    if isinstance(column, NumericColumn):
        return NumberReader(file.numbers(name))
    return BytesReader(*file.texts(name))
