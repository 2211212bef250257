"""The terms of a segment as Whoosh reads them."""

from collections.abc import Iterator, KeysView
from typing import Any

import numpy as np

from tui.search.arrays.living import LivingSegment
from tui.search.arrays.segment_file import FieldFile, StringTable
from tui.search.codec.lengths import rounded
from tui.search.codec.matcher import ArrayMatcher
from tui.search.engine import FieldCursor, TermInfo, TermNotFound, TermsReader, statistics_of_term

TermName = tuple[str, bytes]


class ArrayTermsReader(TermsReader):
    """The terms of all fields, those that only deleted documents have included.

    Statistics count living documents: such a term's frequencies are 0.
    """

    def __init__(self, segment: LivingSegment) -> None:
        self._segment = segment
        self._fields = segment.file.fields

    def __contains__(self, term: TermName) -> bool:
        name, text = term
        return name in self._fields and self._fields[name].terms.find(text) is not None

    def indexed_field_names(self) -> KeysView[str]:
        return self._fields.keys()

    def terms(self) -> Iterator[TermName]:
        return self.terms_from("", b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[TermName]:
        for name, place in self._places_from(fieldname, prefix):
            yield name, self._fields[name].terms[place]

    def items(self) -> Iterator[tuple[TermName, TermInfo]]:
        return self.items_from("", b"")

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[TermName, TermInfo]]:
        for name, place in self._places_from(fieldname, prefix):
            field = self._fields[name]
            yield (name, field.terms[place]), term_info(self._segment, field, place)

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        return term_info(self._segment, *self._found(fieldname, text))

    def frequency(self, fieldname: str, text: bytes) -> float:
        return self.term_info(fieldname, text).weight() if (fieldname, text) in self else 0

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        if (fieldname, text) not in self:
            return 0
        return self._segment.document_frequency(*self._found(fieldname, text))

    def matcher(
        self, fieldname: str, text: bytes, format_: Any, scorer: Any = None
    ) -> ArrayMatcher:
        field, place = self._found(fieldname, text)
        return ArrayMatcher(field, place, (fieldname, text), format_, scorer)

    def cursor(self, fieldname: str, fieldobj: Any) -> "ArrayCursor":
        return ArrayCursor(self._segment, self._fields.get(fieldname), fieldobj)

    def _found(self, name: str, text: bytes) -> tuple[FieldFile, int]:
        field = self._fields.get(name)
        place = None if field is None else field.terms.find(text)
        if field is None or place is None:
            raise TermNotFound(f"No term {name}:{text!r}")
        return field, place

    def _places_from(self, first: str, prefix: bytes) -> Iterator[tuple[str, int]]:
        """The field and place of each term from one on, by field and then by term."""
        for name in sorted(self._fields):
            if name >= first:
                terms = self._fields[name].terms
                start = terms.place(prefix) if name == first else 0
                yield from ((name, place) for place in range(start, len(terms)))


class ArrayCursor(FieldCursor):
    """Walks through the terms of a field; it may not be in the segment."""

    def __init__(self, segment: LivingSegment, field: FieldFile | None, fieldobj: Any) -> None:
        self._segment = segment
        self._field = field
        self._fieldobj = fieldobj
        self._terms = _NONE if field is None else field.terms
        self._place = 0

    def first(self) -> str | None:
        self._place = 0
        return self.text()

    def find(self, string: str | bytes) -> str | None:
        """Go to the first term that isn't less."""
        wanted = string if isinstance(string, bytes) else self._fieldobj.to_bytes(string)
        self._place = self._terms.place(wanted)
        return self.text()

    def next(self) -> str | None:
        self._place += 1
        return self.text()

    def text(self) -> str | None:
        """The term it is at; ``None`` behind the last."""
        if not self.is_valid():
            return None
        text: str = self._fieldobj.from_bytes(self._terms[self._place])
        return text

    def term_info(self) -> TermInfo | None:
        """The statistics of the term it is at."""
        if self._field is None or not self.is_valid():
            return None
        return term_info(self._segment, self._field, self._place)

    def is_valid(self) -> bool:
        """Whether it is at a term."""
        return self._place < len(self._terms)


_NONE = StringTable(b"", np.zeros(1, np.uint32))


def term_info(segment: LivingSegment, field: FieldFile, place: int) -> TermInfo:
    """A term's statistics, of living documents only; all are 0 when there is none."""
    documents = segment.documents(field, place)
    if not len(documents):
        return statistics_of_term(minlength=0, minid=0)
    ids = {"minid": int(documents[0]), "maxid": int(documents[-1])}
    if not field.has_positions:
        return statistics_of_term(float(len(documents)), len(documents), 0, 0, 1.0, **ids)
    frequencies = segment.frequencies(field, place)
    lengths = rounded(field.lengths[documents])
    return statistics_of_term(
        float(frequencies.sum()),
        len(documents),
        int(lengths.min()),
        int(lengths.max()),
        float(frequencies.max()),
        **ids,
    )
