"""BM25F over what an index holds without its deleted documents, in Whoosh and over arrays."""

from math import log
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from whoosh.scoring import BM25F, BM25FScorer

from tui.search.arrays.array_file import Array
from tui.search.codec.lengths import rounded

B: Final = 0.75
K1: Final = 1.2

_LONGEST_TOLD_APART: Final = 1 << 17
"""Whoosh rounds any greater length down to a smaller one."""

Scores = NDArray[np.float64]


def idf(documents: int, having: int) -> float:
    """How telling a term is that so many of the living ``documents`` have: Whoosh's formula."""
    return log(max(documents, 1) / (having + 1)) + 1


class LivingBM25F(BM25F):
    """BM25F whose statistics leave out the deleted documents.

    An index then scores as one would that was built from what is left. Whoosh's own `BM25F` counts
    the deleted documents until their segments are merged.
    """

    def __init__(self) -> None:
        super().__init__(B=B, K1=K1)

    def idf(self, searcher: Any, fieldname: str, text: str) -> float:
        """The inverse frequency among living documents, for a reader that counts only these."""
        whole = searcher.get_parent()
        return idf(whole.doc_count(), whole.doc_frequency(fieldname, text))

    def scorer(self, searcher: Any, fieldname: str, text: str, qf: int = 1) -> Any:
        """What scores the postings of a term; a field without lengths scores by weight alone."""
        if not searcher.schema[fieldname].scorable:
            return super().scorer(searcher, fieldname, text, qf)
        return _LivingScorer(searcher, fieldname, text, qf)


class _LivingScorer(BM25FScorer):
    def __init__(self, searcher: Any, fieldname: str, text: str, qf: int) -> None:
        whole = searcher.get_parent()
        self.idf = whole.idf(fieldname, text)
        self.avgfl = average_length(whole.field_length(fieldname), whole.doc_count())
        self.B, self.K1, self.qf = B, K1, qf
        self.setup(searcher, fieldname, text)


def average_length(words: int, documents: int) -> float:
    """The mean length of a field that has so many ``words`` in so many documents."""
    return words / max(documents, 1) or 1


def length_norms(lengths: Array, average: float) -> Scores:
    """What BM25 adds to a term's frequency in a document, by the document's length.

    The lengths are rounded as Whoosh rounds them; the norm of a length of `_LONGEST_TOLD_APART` or
    more is the last one.
    """
    longest = min(int(lengths.max(initial=0)), _LONGEST_TOLD_APART)
    # Whoosh takes a document without a length for one of a single word.
    told = np.maximum(rounded(np.arange(longest + 1)), 1)
    norms: Scores = K1 * ((1 - B) + B * told / average)
    return norms


def bm25(idf: float, frequencies: Array, norms: Scores) -> Scores:
    """The scores of a term's documents: `whoosh.scoring.bm25` over arrays."""
    return idf * ((frequencies * (K1 + 1)) / (frequencies + norms))
