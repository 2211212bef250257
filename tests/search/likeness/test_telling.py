"""Which words tell papers from others, and how much."""

from collections.abc import Iterator
from math import isclose, sqrt

import pytest

from tests.search.sample import index_of
from tui.papers.paper import Paper
from tui.search.index import SearchIndex
from tui.search.likeness.telling import Weigher, Weights, preferred

LIBRARY = {
    1: Paper("Sparse attention", "With windows, in 2024."),
    2: Paper("Windows over attention", "Sparse patterns in 2024."),
    3: Paper("Windows alone", "Lonely."),
    **{n: Paper(f"Filler {n}", "Nothing to see here, with common words.") for n in range(4, 24)},
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchIndex]:
    opened = index_of(tmp_path_factory.mktemp("telling"), LIBRARY)
    yield opened
    opened.close()


@pytest.fixture
def weigher(index: SearchIndex) -> Weigher:
    with index._opened() as snapshot:
        return Weigher(snapshot.reader, snapshot.columns.segments)


def test_words_that_tie_nothing_together_do_not_count(weigher: Weigher) -> None:
    assert set(weigher.weights(LIBRARY[1])) == {"spars", "attent", "window"}
    assert set(weigher.weights(LIBRARY[3])) == {"window"}
    assert weigher.weights(LIBRARY[5]) == {}


def test_rare_words_and_those_of_the_title_count_more(weigher: Weigher) -> None:
    weights = weigher.weights(LIBRARY[1])
    assert weights["spars"] == weights["attent"] > weights["window"]
    assert weigher.weights(LIBRARY[2])["attent"] > weigher.weights(LIBRARY[2])["spars"]


def test_a_long_paper_counts_no_more_than_a_short_one(weigher: Weigher) -> None:
    long = Paper("Sparse attention", "Sparse windows and attention. " * 50)
    for paper in (LIBRARY[1], long):
        assert isclose(_length(weigher.weights(paper)), 1.0)


def test_disliked_words_are_taken_from_liked_ones() -> None:
    liked: list[Weights] = [{"a": 0.8, "b": 0.6}, {"a": 0.6, "c": 0.8}]
    assert list(preferred(liked, [], 9)) == ["a", "c", "b"]
    assert list(preferred(liked, [{"a": 1.0}], 2)) == ["a", "c"]
    assert list(preferred(liked, [{"c": 1.0, "b": 0.1}], 9)) == ["a", "b", "c"]
    assert list(preferred([{"a": 0.1}], [{"a": 1.0, "z": 1.0}], 9)) == []
    assert preferred([], [{"a": 1.0}], 9) == {}


def _length(weights: Weights) -> float:
    return sqrt(sum(weight**2 for weight in weights.values()))
