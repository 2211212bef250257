"""The phrases that tie a paper to others."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.search.likeness.test_related import LIBRARY
from tests.search.sample import index_of
from tui.papers.paper import Paper
from tui.search.analysis import stem
from tui.search.index import SearchIndex
from tui.search.language import parse
from tui.search.likeness.telling import Weights
from tui.search.likeness.ties import ties
from tui.search.results import StateSets

SETS = StateSets(bookmarked={1, 3}, archived={4})


def weights(*words: str) -> Weights:
    """The words, each counting a little less than the one before."""
    return {stem(word): 1 / (place + 2) for place, word in enumerate(words)}


@pytest.mark.parametrize(
    ("abstract", "phrases"),
    [
        ("We use sparse attention.", ("sparse attention",)),
        ("It is a Long-Range\n Model.", ("long-range",)),
        ("Sparse. Attention is (sparse) attention", ("sparse", "attention")),
        ("Sparse, long attentions", ("long attentions", "sparse")),
        ("Ranges of attention", ("attention", "ranges")),
        ("Sparse sparse attention", ("sparse attention",)),
        ("Nothing of it", ()),
    ],
)
def test_neighbouring_telling_words_are_one_phrase_as_written(
    abstract: str, phrases: tuple[str, ...]
) -> None:
    paper = Paper("Untold", abstract)
    assert ties(paper, weights("sparse", "attention", "long", "range")) == phrases


def test_a_phrase_is_of_three_words_and_there_are_four_of_them() -> None:
    paper = Paper("alpha beta gamma delta", "epsilon; zeta; eta; theta.")
    words = ("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta")
    assert ties(paper, weights(*words)) == ("alpha beta gamma", "delta", "epsilon", "zeta")


def test_an_endless_abstract_does_not_take_forever() -> None:
    endless = Paper("Untold", "sparse attention " * 2_000)
    assert ties(endless, weights("sparse", "attention")) == ("sparse attention",)


def test_a_title_and_an_abstract_share_no_phrase() -> None:
    assert ties(Paper("Sparse", "attention"), weights("sparse", "attention")) == (
        "sparse",
        "attention",
    )


def test_formulas_in_between_end_a_phrase() -> None:
    assert ties(Paper("Sparse $x_1$ attention", None), weights("sparse", "attention")) == (
        "sparse",
        "attention",
    )


@pytest.fixture
def index(tmp_path: Path) -> Iterator[SearchIndex]:
    opened = index_of(tmp_path, LIBRARY)
    yield opened
    opened.close()


def tied(index: SearchIndex, text: str, number: int, sets: StateSets = SETS) -> tuple[str, ...]:
    return index.ties(parse(text), number, sets)


def test_a_paper_is_tied_to_the_one_that_others_are_to_be_like(index: SearchIndex) -> None:
    phrases = {"linear attention", "long documents", "sliding windows", "sparse"}
    assert set(tied(index, "similar:1", 2)) == phrases
    assert tied(index, "linear similar:1 sort:newest", 3) == tied(index, "similar:1", 3)
    assert tied(index, "similar:1", 4) == ()


def test_a_paper_is_tied_to_the_bookmarked_ones(index: SearchIndex) -> None:
    assert "sparse windows" in tied(index, "sort:for-you", 3)
    assert tied(index, "sort:for-you", 5) == ()
    assert tied(index, "sort:for-you", 3, StateSets()) == ()


@pytest.mark.parametrize("text", ["", "attention", "-similar:1", "similar:what", "sort:newest"])
def test_other_queries_tie_nothing(index: SearchIndex, text: str) -> None:
    assert tied(index, text, 2) == ()


def test_nothing_ties_a_paper_to_itself_or_to_one_that_is_not_there(index: SearchIndex) -> None:
    assert tied(index, "similar:1", 1) == ()
    assert tied(index, "similar:1", 999) == ()
    assert tied(index, "similar:999", 1) == ()


@pytest.mark.parametrize("text", ["similar:1", "sort:for-you"])
def test_what_was_searched_for_is_told_while_another_search_runs(
    index: SearchIndex, text: str
) -> None:
    index.search(parse(text), SETS)
    with ThreadPoolExecutor(1) as pool, index._opened():
        assert pool.submit(tied, index, text, 3).result(timeout=30)


def test_ties_follow_the_index(index: SearchIndex) -> None:
    before = tied(index, "similar:1", 2)
    index.update([(n, Paper("Linear attention", "Long documents.")) for n in range(40, 60)])
    index.search(parse("similar:1"), SETS)
    assert tied(index, "similar:1", 2) != before
