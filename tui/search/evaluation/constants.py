"""Prefixes, wildcards and fuzzy terms: the documents of many terms, all scored the same."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from tui.search.arrays.segment_file import FieldFile
from tui.search.engine import Prefix, Query, Wildcard
from tui.search.evaluation.columns import Columns
from tui.search.evaluation.kept import Kept
from tui.search.evaluation.ragged import indices_of
from tui.search.evaluation.segments import Documents, Mask, Places, Segment, encoded
from tui.search.evaluation.vocabulary import Vocabulary

_FEW: Final = 64
"""So many posting lists are read one by one; of more, all that lie between them are read too."""


class Near(Query):
    """Documents with a word of ``fieldname`` at most ``most`` edits away from ``text``."""

    def __init__(self, fieldname: str, text: str, most: int, boost: float = 1.0) -> None:
        self.fieldname = fieldname
        self.text = text
        self.most = most
        self.boost = boost

    def __repr__(self) -> str:
        return f"Near({self.fieldname!r}, {self.text!r}, {self.most}, boost={self.boost})"


class Constants:
    """Finds the documents of such leaves in one generation of an index."""

    def __init__(self, columns: Columns, kept: Kept) -> None:
        self._columns = columns
        self._kept = kept
        self._vocabularies: dict[str, Vocabulary] = {}

    def vocabulary(self, field: str) -> Vocabulary:
        """The words of a field, those of deleted documents included."""
        if field not in self._vocabularies:
            tables = [postings.terms for _, postings in self._parts(field)]
            self._vocabularies[field] = Vocabulary(tables)
        return self._vocabularies[field]

    def mask(self, leaf: Prefix | Wildcard | Near) -> Mask:
        """The documents that have a word of ``leaf``, the deleted included."""
        key = (type(leaf), leaf.fieldname, leaf.text, getattr(leaf, "most", 0))
        mask: Mask = self._kept.get(key, lambda: (self._read(leaf),))[0]
        return mask

    def _read(self, leaf: Prefix | Wildcard | Near) -> Mask:
        mask = np.zeros(self._columns.size, np.bool_)
        if isinstance(leaf, Prefix):
            for segment, field in self._parts(leaf.fieldname):
                _mark_prefix(mask[segment.span], field, encoded(leaf.text))
            return mask
        parts = zip(self._parts(leaf.fieldname), self._places(leaf), strict=True)
        for (segment, field), places in parts:
            _mark_terms(mask[segment.span], field, places)
        return mask

    def _places(self, leaf: Wildcard | Near) -> list[Places]:
        words = self.vocabulary(leaf.fieldname)
        if isinstance(leaf, Near):
            return words.places_near(leaf.text, leaf.most)
        return words.places_like(leaf.text)

    def _parts(self, field: str) -> Iterator[tuple[Segment, FieldFile]]:
        for segment in self._columns.segments:
            if field in segment.file.fields:
                yield segment, segment.file.fields[field]


def _mark_prefix(mask: Mask, field: FieldFile, prefix: bytes) -> None:
    known = field.prefix_mask(prefix, len(mask))
    if known is not None:
        mask[:] = known
    else:
        mask[field.postings(*field.terms.span(prefix)).astype(np.intp)] = True


def _mark_terms(mask: Mask, field: FieldFile, places: Places) -> None:
    if len(places) <= _FEW:
        for place in places.tolist():
            mask[field.postings(place)] = True
    else:
        mask[_documents(field, places).astype(np.intp)] = True


def _documents(field: FieldFile, places: Places) -> Documents:
    """The documents of many terms, those of one behind those of the other."""
    first, last = int(places[0]), int(places[-1]) + 1
    starts = np.asarray(field.starts)[first : last + 1].astype(np.intp)
    starts, counts = starts - starts[0], np.diff(starts)
    wanted = places - first
    return field.postings(first, last)[indices_of(starts[wanted], counts[wanted])]
