"""Papers like a paper."""

import tracemalloc
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.ledger import FileLedger
from tests.search.sample import PAPERS, SETS, found, hits, index_of
from tui.papers.paper import Paper
from tui.search.evaluation import evaluator
from tui.search.index import SearchIndex
from tui.search.language import parse

LIBRARY = {
    1: Paper("Sparse attention for long documents", "Sliding windows make attention linear."),
    2: Paper("Linear attention with sliding windows", "Long documents, sparse patterns."),
    3: Paper("Sparse windows over long documents", None),
    4: Paper("Protein folding", "Structures of amino acids."),
    5: Paper("Amino acids and proteins", "Folding structures again.", listed_on=date(2024, 1, 1)),
    6: Paper("Solo", "Unheard words only here."),
    **{n: Paper(f"Filler {n}", f"Nothing to see, number {n}.") for n in range(7, 30)},
}


def test_papers_that_share_telling_words_are_found_the_nearest_first(tmp_path: Path) -> None:
    index = index_of(tmp_path, LIBRARY)
    assert found(index, "similar:1") == [2, 3]
    assert found(index, "similar:4") == [5]
    assert list(hits(index, "similar:1").scores) == sorted(
        hits(index, "similar:1").scores, reverse=True
    )
    index.close()


def test_similarity_combines_with_other_clauses(tmp_path: Path) -> None:
    index = index_of(tmp_path, LIBRARY)
    assert found(index, "similar:1 -linear") == [3]
    assert found(index, "similar:4 year:2024") == [5]
    assert 1 in found(index, "-similar:1")
    index.close()


def test_a_paper_nothing_ties_to_others_is_like_none(tmp_path: Path) -> None:
    index = index_of(tmp_path, LIBRARY)
    assert found(index, "similar:6") == []
    assert found(index, "similar:999") == []
    assert found(index, "similar:what") == []
    index.close()


def test_without_a_library_nothing_is_alike(tmp_path: Path) -> None:
    index_of(tmp_path, LIBRARY).close()
    alone = SearchIndex(tmp_path, FileLedger(tmp_path))
    assert found(alone, "similar:1") == []
    alone.close()


def test_the_answer_is_the_same_every_time(tmp_path: Path) -> None:
    first = index_of(tmp_path / "a", PAPERS)
    second = index_of(tmp_path / "b", PAPERS)
    assert hits(first, "similar:2", SETS).ids == hits(second, "similar:2", SETS).ids
    first.close()
    second.close()


@pytest.fixture
def united(tmp_path: Path) -> Iterator[SearchIndex]:
    """A library in which paper 90 was united with paper 1."""
    index_of(tmp_path, LIBRARY).close()
    aliases = {90: 1}
    index = SearchIndex(
        tmp_path,
        FileLedger(tmp_path),
        lambda number: LIBRARY.get(aliases.get(number, number)),
        lambda number: aliases.get(number, number),
    )
    yield index
    index.close()


def test_a_paper_is_not_like_itself_by_a_number_it_had_before(united: SearchIndex) -> None:
    assert found(united, "similar:90") == found(united, "similar:1") == [2, 3]


def test_nothing_ties_a_paper_to_itself_by_a_number_it_had_before(united: SearchIndex) -> None:
    query = parse("similar:90")
    assert united.ties(query, 1, SETS) == ()
    assert united.ties(query, 2, SETS) == united.ties(parse("similar:1"), 2, SETS) != ()


def test_papers_asked_about_long_ago_take_no_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    size, asked = 2_000, 250
    monkeypatch.setattr(evaluator, "_MOST_KEPT", 20 * size)
    index = index_of(tmp_path, {n: Paper(f"Topic{n % 500}") for n in range(1, size + 1)})
    found(index, "similar:1")
    tracemalloc.start()
    try:
        for number in range(2, asked):
            assert found(index, f"similar:{number}")
        left, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert left < size * asked * 3 / 4
    index.close()
