"""Writing segments through Whoosh's own writer: everything is collected, then written at once."""

from array import array
from collections.abc import Callable, Iterable
from typing import Any, Final

import numpy as np

from tui.search.arrays.array_file import Array
from tui.search.arrays.content import FieldContent, SegmentContent, narrowest, starts_of
from tui.search.arrays.layout import FieldKind
from tui.search.engine import Column, FieldWriter, NumericColumn, PerDocumentWriter, Schema

Posting = tuple[str, bytes, int, float, bytes]
"""Field, term, document, weight and encoded value."""


class ArrayDocumentWriter(PerDocumentWriter):
    """Collects the columns of documents.

    Raises `ValueError` for a value that is to be stored and for vectors: columns only are kept.
    """

    def __init__(self) -> None:
        self.is_closed = False
        self._documents: list[dict[str, Any]] = []

    def __len__(self) -> int:
        return len(self._documents)

    def start_doc(self, docnum: int) -> None:
        if docnum != len(self):
            raise ValueError(f"Document {docnum} begun, {len(self)} expected.")
        self._documents.append({})

    def cancel_doc(self) -> None:
        """Forget the document that was begun last."""
        self._documents.pop()

    def add_field(self, fieldname: str, fieldobj: Any, value: Any, length: int) -> None:  # noqa: ARG002
        if value is not None:
            raise ValueError(f"The values of {fieldname} can't be stored.")

    def add_column_value(self, fieldname: str, columnobj: Column, value: Any) -> None:  # noqa: ARG002
        self._documents[-1][fieldname] = value

    def add_vector_items(self, fieldname: str, fieldobj: Any, items: Any) -> None:  # noqa: ARG002
        raise ValueError(f"Vectors of {fieldname} can't be kept.")

    def close(self) -> None:
        self.is_closed = True

    def column(self, name: str, default: Any) -> list[Any]:
        """The value of each document."""
        return [document.get(name, default) for document in self._documents]


class ArrayFieldWriter(FieldWriter):
    """Collects postings; `close` writes them and the columns of ``documents``, if there are any."""

    def __init__(
        self, documents: ArrayDocumentWriter, write: Callable[[SegmentContent], object]
    ) -> None:
        self.is_closed = False
        self._documents = documents
        self._write = write
        self._schema: Schema | None = None
        self._fields: dict[str, _FieldPostings] = {}
        self._current: _FieldPostings

    def add_postings(self, schema: Schema, lengths: Any, items: Iterable[Posting]) -> None:  # noqa: ARG002
        """Take all postings, ordered by field, term and document. ``lengths`` are counted anew."""
        self._schema = schema
        self._fields = {
            name: _FieldPostings(_kind(name, field), field.format)
            for name, field in schema.items()
            if field.indexed
        }
        adding: Any = super()
        adding.add_postings(schema, None, items)

    def start_field(self, fieldname: str, fieldobj: Any) -> None:  # noqa: ARG002
        self._current = self._fields[fieldname]

    def start_term(self, text: bytes) -> None:
        self._current.start_term(text)

    def add(self, docnum: int, weight: float, vbytes: bytes, length: int) -> None:  # noqa: ARG002
        self._current.add(docnum, weight, vbytes)

    def finish_term(self) -> None:
        """The next term's start says enough."""

    def close(self) -> None:
        """Write what was collected; nothing when that was given up before."""
        if self._schema is not None:
            self._write(self._content(self._schema))
        self.is_closed = True

    def _content(self, schema: Schema) -> SegmentContent:
        documents = len(self._documents)
        fields = {name: found.content(documents) for name, found in self._fields.items()}
        numbers: dict[str, Array] = {}
        texts: dict[str, list[bytes]] = {}
        for name, field in schema.items():
            column: Column | None = field.column_type
            if column is None:
                continue
            values = self._documents.column(name, column.default_value())
            if isinstance(column, NumericColumn):
                numbers[name] = np.array(values, _type_of(column))
            else:
                texts[name] = values
        return SegmentContent(documents, fields, numbers, texts)


class _FieldPostings:
    """The postings of one field, in the order in which they come."""

    def __init__(self, kind: FieldKind, format_: Any) -> None:
        self._kind = kind
        self._format = format_
        self._terms: list[bytes] = []
        self._counts = array("Q")
        self._documents = array("I")
        self._frequencies = array("I")
        self._positions = array("I")

    def start_term(self, term: bytes) -> None:
        self._terms.append(term)
        self._counts.append(0)

    def add(self, document: int, weight: float, value: bytes) -> None:
        self._counts[-1] += 1
        self._documents.append(document)
        frequency = self._add_places(value) if self._kind.placed else 1
        if weight != frequency:
            raise ValueError(f"{self._terms[-1]!r} weighs {weight}, not how often it occurs.")

    def _add_places(self, value: bytes) -> int:
        positions = self._format.decode_positions(value)
        self._frequencies.append(len(positions))
        self._positions.extend(positions)
        return len(positions)

    def content(self, documents: int) -> FieldContent:
        postings = _numbers(self._documents)
        starts = starts_of(np.array(self._counts, np.uint64))
        if not self._kind.placed:
            return FieldContent(self._kind, self._terms, starts, postings)
        frequencies = _numbers(self._frequencies)
        lengths = np.bincount(postings, frequencies, minlength=documents).astype(np.uint32)
        return FieldContent(
            self._kind,
            self._terms,
            starts,
            postings,
            _narrow(frequencies),
            _narrow(_numbers(self._positions), least=np.uint16),
            _narrow(lengths),
        )


def _kind(name: str, field: Any) -> FieldKind:
    kind = getattr(field, "kind", None)
    if not isinstance(kind, FieldKind):
        raise ValueError(f"The field {name} doesn't say what is to be kept of it.")
    return kind


_TYPES: Final = dict(zip("bBhHiIlLqQfd", "bBhHiIiIqQfd", strict=True))
"""The types of columns, which have the sizes of `struct`'s standard, as NumPy calls them."""


def _type_of(column: Any) -> np.dtype[Any]:
    return np.dtype(_TYPES[column._typecode])


def _numbers(values: "array[int]") -> np.ndarray[Any, np.dtype[np.uint32]]:
    return np.array(values, np.uint32)


def _narrow(values: Array, least: type[np.unsignedinteger[Any]] = np.uint8) -> Array:
    return values.astype(narrowest(values, least))
