"""BM25F over arrays against Whoosh's own formula, and what becomes of deleted documents."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh.scoring import bm25 as bm25_by_whoosh
from whoosh.util.numeric import byte_to_length, length_to_byte

from tui.search.evaluation.weighting import K1, B, average_length, bm25, idf, length_norms

lengths = st.integers(1, 200_000)


@given(
    postings=st.lists(st.tuples(st.integers(1, 5000), lengths), min_size=1, max_size=20),
    average=st.floats(0.5, 1e5),
    telling=st.floats(0.1, 20),
)
def test_scores_are_those_of_whoosh(
    postings: list[tuple[int, int]], average: float, telling: float
) -> None:
    frequencies, of_documents = (
        np.array(column, np.uint32) for column in zip(*postings, strict=True)
    )
    norms = length_norms(of_documents, average)
    scores = bm25(telling, frequencies, norms[np.minimum(of_documents, len(norms) - 1)])
    expected = [
        bm25_by_whoosh(telling, tf, byte_to_length(length_to_byte(length)), average, B, K1)
        for tf, length in postings
    ]
    assert scores.tolist() == pytest.approx(expected, rel=1e-12)


def test_an_index_without_documents_has_statistics_all_the_same() -> None:
    assert idf(0, 0) == 1
    assert average_length(0, 0) == 1


def test_a_rare_term_tells_more_than_a_common_one() -> None:
    assert idf(100, 1) > idf(100, 50) > idf(100, 100) > 0
