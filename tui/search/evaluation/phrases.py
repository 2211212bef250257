"""Words that stand next to each other, found in posting lists."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tui.search.arrays.segment_file import FieldFile
from tui.search.evaluation.ragged import indices_of, places_in
from tui.search.evaluation.segments import Documents

_PLACE_BITS: Final = 32

_Keys = NDArray[np.int64]
"""Where phrases may begin, ascending: which candidate it is, and the place in it."""


def documents_with_phrase(field: FieldFile, terms: Sequence[int]) -> Documents:
    """The documents of a segment in which ``terms`` stand in this order without anything between.

    Each list of places is walked through once, whatever a text repeats.
    """
    rarest_first = sorted(range(len(terms)), key=lambda at: field.document_frequency(terms[at]))
    documents = _with_all(field, [terms[at] for at in rarest_first])
    beginnings = _beginnings(field, terms[rarest_first[0]], rarest_first[0], documents)
    for at in rarest_first[1:]:
        if not len(beginnings):
            break
        found, _ = places_in(_beginnings(field, terms[at], at, documents), beginnings)
        beginnings = beginnings[found]
    # Ascending keys have those of a document together.
    candidates = beginnings >> _PLACE_BITS
    first = np.diff(candidates, prepend=-1) != 0
    with_phrase: Documents = documents[candidates[first]]
    return with_phrase


def _with_all(field: FieldFile, terms: Sequence[int]) -> Documents:
    documents = field.postings(terms[0])
    for term in terms[1:]:
        found, _ = places_in(field.postings(term), documents)
        documents = documents[found]
    return documents


def _beginnings(field: FieldFile, term: int, at: int, documents: Documents) -> _Keys:
    """Where phrases begin in ``documents``, each of which has ``term``, if it is the ``at``-th."""
    _, postings = places_in(field.postings(term), documents)
    frequencies = field.frequencies(term).astype(np.intp)
    starts = (np.cumsum(frequencies) - frequencies)[postings]
    counts = frequencies[postings]
    places = field.positions(term)[indices_of(starts, counts)].astype(np.int64)
    keys = (np.repeat(np.arange(len(documents)), counts) << _PLACE_BITS) + places - at
    return keys[places >= at]
