"""What is known of each document of a segment, as Whoosh reads it."""

from collections.abc import Iterator
from typing import Any

from tui.search.arrays.living import LivingSegment
from tui.search.codec.columns import column_reader
from tui.search.codec.lengths import rounded, rounded_length
from tui.search.engine import Column, ColumnReader, PerDocumentReader


class ArrayDocumentReader(PerDocumentReader):
    """The documents of a segment: which are deleted, how long their fields are, their columns.

    Nothing is stored of them but columns. Sums and extremes of lengths are of living documents.
    """

    def __init__(self, segment: LivingSegment) -> None:
        self._segment = segment
        self._file = segment.file

    def doc_count(self) -> int:
        return self._file.documents - len(self._segment.deleted)

    def doc_count_all(self) -> int:
        return self._file.documents

    def has_deletions(self) -> bool:
        return bool(self._segment.deleted)

    def is_deleted(self, docnum: int) -> bool:
        return docnum in self._segment.deleted

    def deleted_docs(self) -> Iterator[int]:
        return iter(self._segment.deleted)

    def supports_columns(self) -> bool:
        return True

    def has_column(self, fieldname: str) -> bool:
        return self._file.has_column(fieldname)

    def column_reader(self, fieldname: str, column: Column) -> ColumnReader:
        return column_reader(self._file, fieldname, column)

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """The length as Whoosh rounds it; ``default`` if the field has no words there."""
        if not self._has_lengths(fieldname):
            return default
        length: int = self._file.fields[fieldname].lengths.item(docnum)
        return rounded_length(length) or default

    def field_length(self, fieldname: str) -> int:
        """The sum of the lengths of a field, not rounded."""
        if not self._has_lengths(fieldname):
            return 0
        return int(self._segment.lengths(self._file.fields[fieldname]).sum())

    def min_field_length(self, fieldname: str) -> int:
        return min(self._rounded_lengths(fieldname), default=0)

    def max_field_length(self, fieldname: str) -> int:
        return max(self._rounded_lengths(fieldname), default=0)

    def stored_fields(self, docnum: int) -> dict[str, Any]:  # noqa: ARG002
        return {}

    def _has_lengths(self, name: str) -> bool:
        return name in self._file.fields and self._file.fields[name].has_positions

    def _rounded_lengths(self, name: str) -> list[int]:
        if not self._has_lengths(name):
            return []
        lengths: list[int] = rounded(self._segment.lengths(self._file.fields[name])).tolist()
        return lengths
