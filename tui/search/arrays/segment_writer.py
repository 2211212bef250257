"""Writing a segment's file, by parts, so that it never has to be in memory whole."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tui.search.arrays import layout
from tui.search.arrays.array_file import Array, ArrayFileWriter
from tui.search.arrays.common_prefixes import CommonPrefixes
from tui.search.arrays.content import FieldSource, SegmentContent, ranges_of, starts_of


def write_segment(path: Path, content: SegmentContent) -> int:
    """Write a segment's file, safe on the disk when this returns; gives its checksum.

    Raises `OSError` when it can't be written.
    """
    with path.open("wb") as file:
        writer = ArrayFileWriter(file)
        for name, field in content.fields.items():
            _FieldWriter(writer, name, field, content.documents).write()
        for name, numbers in content.numbers.items():
            writer.add(layout.of_column(name), numbers)
        for name, texts in content.texts.items():
            _add_strings(
                writer, layout.of_column(name, "bytes"), layout.of_column(name, "starts"), texts
            )
        checksum = writer.close({"documents": content.documents, "fields": [*content.fields]})
        file.flush()
        os.fsync(file.fileno())
    return checksum


class _FieldWriter:
    """Writes the arrays of one field."""

    def __init__(
        self, writer: ArrayFileWriter, name: str, field: FieldSource, documents: int
    ) -> None:
        self._writer = writer
        self._name = name
        self._field = field
        self._documents = documents
        self._starts = field.starts
        self._ranges = list(ranges_of(self._starts))

    def write(self) -> None:
        field = self._field
        self._add_strings(layout.TERMS, layout.TERM_STARTS, field.terms)
        self._add(layout.STARTS, _narrow(self._starts))
        self._add_documents()
        if field.kind.placed:
            self._add_places()
        if field.kind.counted:
            self._add_values()

    def _add_documents(self) -> None:
        kept = CommonPrefixes(
            self._field.terms if self._field.kind.prefixed else (), self._starts, self._documents
        )

        def parts() -> Iterator[Array]:
            for first, last in self._ranges:
                documents = self._field.documents(first, last)
                kept.hear(first, last, documents)
                yield documents

        self._add_parts(layout.DOCUMENTS, np.uint32, parts())
        if len(kept):
            self._add_strings(layout.PREFIXES, layout.PREFIX_STARTS, kept.prefixes)
            self._add_parts(layout.PREFIX_MASKS, np.uint8, kept.masks)

    def _add_places(self) -> None:
        field = self._field
        counts: list[NDArray[np.uint64]] = []

        def frequencies() -> Iterator[Array]:
            for first, last in self._ranges:
                part = field.frequencies(first, last)
                counts.append(_sums(part, self._starts[first : last + 1]))
                yield part

        self._add_parts(layout.FREQUENCIES, field.frequency_type, frequencies())
        words = np.concatenate([np.empty(0, np.uint64), *counts])
        self._add(layout.POSITION_STARTS, _narrow(starts_of(words)))
        positions = (field.positions(first, last) for first, last in self._ranges)
        self._add_parts(layout.POSITIONS, field.position_type, positions)
        self._add(layout.LENGTHS, field.lengths)

    def _add_values(self) -> None:
        terms = len(self._field.terms)
        documents = self._field.documents(0, terms)
        values = np.repeat(
            np.arange(terms, dtype=np.uint32), np.diff(self._starts).astype(np.int64)
        )
        counts = np.bincount(documents, minlength=self._documents)
        self._add(layout.VALUE_STARTS, starts_of(counts).astype(np.uint32))
        self._add(layout.VALUES, values[np.argsort(documents, kind="stable")])

    def _add_strings(self, text: str, starts: str, strings: Sequence[bytes]) -> None:
        _add_strings(self._writer, self._name_of(text), self._name_of(starts), strings)

    def _add(self, part: str, array: Array) -> None:
        self._writer.add(self._name_of(part), array)

    def _add_parts(self, part: str, dtype: object, parts: Iterator[Array]) -> None:
        self._writer.add_parts(self._name_of(part), dtype, parts)

    def _name_of(self, part: str) -> str:
        return layout.of_field(self._name, part)


def _add_strings(writer: ArrayFileWriter, text: str, starts: str, strings: Sequence[bytes]) -> None:
    lengths = np.fromiter(map(len, strings), np.uint64, len(strings))
    writer.add(text, np.frombuffer(b"".join(strings), np.uint8))
    writer.add(starts, starts_of(lengths).astype(np.uint32))


def _sums(values: Array, starts: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The sum of each group of ``values``; ``starts`` count from somewhere before the first."""
    ends = starts_of(values)
    places = starts - starts[0]
    sums: NDArray[np.uint64] = ends[places[1:]] - ends[places[:-1]]
    return sums


def _narrow(starts: NDArray[np.uint64]) -> Array:
    return starts.astype(np.uint32) if int(starts[-1]) < 1 << 32 else starts
