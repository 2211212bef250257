"""Posting lists of a whole index: which documents have a term or phrase, and their scores."""

from collections.abc import Sequence
from functools import cached_property
from typing import Final

import numpy as np

from tui.search.arrays.array_file import Array
from tui.search.arrays.segment_file import FieldFile
from tui.search.evaluation.columns import Columns
from tui.search.evaluation.kept import Arrays, Kept
from tui.search.evaluation.phrases import documents_with_phrase
from tui.search.evaluation.ragged import places_in
from tui.search.evaluation.segments import Documents, Places, Segment, encoded
from tui.search.evaluation.weighting import Scores, average_length, bm25, idf, length_norms

_MANY: Final = 8
"""A list so many times longer than the documents that matter is not walked through but bisected."""

Scored = tuple[Places, Scores]
"""Documents, and what each scores."""


class FieldPostings:
    """The posting lists of one field in all segments; documents are numbered through."""

    def __init__(self, columns: Columns, name: str, kept: Kept) -> None:
        self.name = name
        self.parts: list[tuple[Segment, FieldFile]] = [
            (segment, segment.file.fields[name])
            for segment in columns.segments
            if name in segment.file.fields
        ]
        self._columns = columns
        self._kept = kept

    def documents(self, term: str) -> Documents:
        """The documents of a term, the deleted included, ascending."""
        documents: Documents = self._term(term)[0]
        return documents

    def scores(self, term: str, wanted: Places) -> Scored:
        """The documents of a term, of those ``wanted`` at least, and their scores."""
        documents, frequencies = self._term(term)
        if len(wanted) * _MANY > len(documents):
            return documents.astype(np.intp), self._all_scores(term)
        found, places = places_in(documents, wanted.astype(np.uint32))
        if ("scores", self.name, term) in self._kept:
            return wanted[found], self._all_scores(term)[places]
        return wanted[found], self._scored(documents, frequencies, places)

    def phrase_documents(self, terms: Sequence[str]) -> Documents:
        """The documents of a phrase, the deleted included, ascending."""
        key = ("phrase", self.name, *terms)
        return self._kept.get(key, lambda: (self._with_phrase(terms),))[0]

    def phrase_scores(self, terms: Sequence[str], wanted: Places) -> Scored:
        """The documents of a phrase, of those ``wanted`` at least, and their scores.

        These are the sums of what its terms score.
        """
        documents = self.phrase_documents(terms).astype(np.intp)
        if len(wanted) * _MANY < len(documents):
            documents = documents[places_in(documents, wanted)[1]]
        total = np.zeros(len(documents))
        for term in terms:
            found, scores = self._scores_of(term, documents)
            total[found] += scores
        return documents, total

    def _scores_of(self, term: str, documents: Places) -> Scored:
        """Which of ``documents`` have a term, as indices, and their scores."""
        posted, frequencies = self._term(term)
        found, places = places_in(posted, documents.astype(np.uint32))
        return found, self._scored(posted, frequencies, places)

    def _term(self, term: str) -> Arrays:
        """Documents and frequencies of a term; a field without places has none of these."""
        return self._kept.get(("term", self.name, term), lambda: self._read(encoded(term)))

    def _read(self, term: bytes) -> Arrays:
        documents: list[Array] = []
        frequencies: list[Array] = []
        for segment, field in self.parts:
            place = field.terms.find(term)
            if place is not None:
                documents.append(_numbered_through(field.postings(place), segment))
                frequencies.append(field.frequencies(place) if self._is_scored else _NONE)
        return _joined(documents, _NONE), _joined(frequencies, _FEW)

    def _all_scores(self, term: str) -> Scores:
        key = ("scores", self.name, term)
        documents, frequencies = self._term(term)
        return self._kept.get(key, lambda: (self._scored(documents, frequencies, _ALL),))[0]

    def _scored(self, documents: Documents, frequencies: Array, places: Places | slice) -> Scores:
        """The scores of those documents of a term that stand at ``places`` of its list."""
        if not self._is_scored:
            return np.ones(len(documents[places]))
        alive = documents if self._whole else documents[self._columns.alive[documents]]
        lengths = np.minimum(self._lengths[documents[places]], len(self._norms) - 1)
        telling = idf(self._columns.living, len(alive))
        return bm25(telling, frequencies[places], self._norms[lengths])

    def _with_phrase(self, terms: Sequence[str]) -> Documents:
        found: list[Array] = []
        for segment, field in self.parts:
            places = [field.terms.find(encoded(term)) for term in terms]
            known = [place for place in places if place is not None]
            if self._is_scored and len(known) == len(terms):
                found.append(_numbered_through(documents_with_phrase(field, known), segment))
        return _joined(found, _NONE)

    @cached_property
    def _is_scored(self) -> bool:
        return bool(self.parts) and all(field.has_positions for _, field in self.parts)

    @cached_property
    def _whole(self) -> bool:
        return self._columns.living == self._columns.size

    @cached_property
    def _lengths(self) -> Array:
        return _joined([field.lengths for _, field in self.parts], _FEW)

    @cached_property
    def _norms(self) -> Scores:
        living = self._lengths if self._whole else self._lengths[self._columns.alive]
        average = average_length(int(living.sum()), self._columns.living)
        return length_norms(self._lengths, average)


_ALL: Final = slice(None)
_NONE: Final = np.empty(0, np.uint32)
_FEW: Final = np.empty(0, np.uint8)


def _numbered_through(documents: Documents, segment: Segment) -> Documents:
    return documents + np.uint32(segment.offset) if segment.offset else documents


def _joined(parts: Sequence[Array], none: Array) -> Array:
    return parts[0] if len(parts) == 1 else np.concatenate([none, *parts])
