"""Papers in the order of how much they are like the bookmarked ones."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.search.likeness.test_related import LIBRARY
from tests.search.sample import found, hits, index_of
from tui.papers.paper import Paper
from tui.search.evaluation.evaluator import Evaluator
from tui.search.index import SearchIndex
from tui.search.language import parse
from tui.search.results import StateSets

LIKES_ATTENTION = StateSets(bookmarked={1, 2})


class Lending(dict[int, Paper]):
    """A library that remembers which papers were asked for."""

    def __init__(self, papers: Mapping[int, Paper]) -> None:
        super().__init__(papers)
        self.lent: list[int] = []

    def get(self, number: int, default: Any = None) -> Any:
        self.lent.append(number)
        return super().get(number, default)


@pytest.fixture
def index(tmp_path: Path) -> Iterator[SearchIndex]:
    opened = index_of(tmp_path, LIBRARY)
    yield opened
    opened.close()


def test_all_papers_of_the_query_stand_by_their_likeness_to_the_bookmarked(
    index: SearchIndex,
) -> None:
    likes_proteins = StateSets(bookmarked={4})
    assert found(index, "sort:for-you", LIKES_ATTENTION)[0] == 3
    assert found(index, "sort:for-you", likes_proteins)[0] == 5
    assert sorted(found(index, "sort:for-you", likes_proteins)) == sorted(LIBRARY)
    assert found(index, "-is:bookmarked folding OR sparse sort:for-you", likes_proteins) == [
        5,
        1,
        2,
        3,
    ]


def test_scores_are_those_of_the_order(index: SearchIndex) -> None:
    result = hits(index, "long sort:for-you", LIKES_ATTENTION)
    assert list(result.scores) == sorted(result.scores, reverse=True)
    assert result.notice == ""


def test_what_is_alike_to_no_bookmark_stands_newest_first(index: SearchIndex) -> None:
    order = found(index, "sort:for-you", LIKES_ATTENTION)
    assert order == [3, 5, 1, 2, 4, *range(6, 30)]


def test_what_is_decided_about_is_not_proposed_again(index: SearchIndex) -> None:
    archived = StateSets(bookmarked={1}, archived={3})
    assert found(index, "sparse OR linear sort:for-you", archived) == [2, 1, 3]


def test_an_archived_paper_tells_what_is_not_wanted(tmp_path: Path) -> None:
    papers = {
        1: Paper("Sparse attention", "For graphs."),
        2: Paper("Sparse retrieval", "For speech."),
        3: Paper("Attention for speech", "Nothing else."),
        4: Paper("Retrieval for graphs", "Nothing else."),
        **{n: Paper(f"Filler {n}", None) for n in range(5, 30)},
    }
    index = index_of(tmp_path, papers)
    like_both = StateSets(bookmarked={1, 2})
    rather_not_speech = StateSets(bookmarked={1, 2}, archived={3})
    assert found(index, "nothing sort:for-you", like_both) == [3, 4]
    assert found(index, "nothing sort:for-you", rather_not_speech) == [4, 3]
    index.close()


def test_a_bookmarked_paper_that_was_archived_is_still_liked(index: SearchIndex) -> None:
    kept = StateSets(bookmarked={1, 2}, archived={1, 2})
    assert found(index, "sort:for-you", kept) == found(index, "sort:for-you", LIKES_ATTENTION)


@pytest.mark.parametrize(
    ("sets", "notice"),
    [
        (StateSets(), "No bookmarks yet to go by: newest first."),
        (StateSets(bookmarked={999}), "No bookmarks yet to go by: newest first."),
        (StateSets(bookmarked={6}), "Nothing sets your bookmarks apart yet: newest first."),
    ],
)
def test_without_anything_to_go_by_it_says_so_and_sorts_newest(
    index: SearchIndex, sets: StateSets, notice: str
) -> None:
    result = hits(index, "sort:for-you", sets)
    assert list(result.ids) == found(index, "sort:newest", sets)
    assert result.notice == notice


def test_new_marks_are_gone_by_at_once(index: SearchIndex) -> None:
    assert found(index, "sort:for-you", LIKES_ATTENTION)[0] == 3
    assert found(index, "sort:for-you", StateSets(bookmarked={4}))[0] == 5
    assert found(index, "sort:for-you", LIKES_ATTENTION)[0] == 3


def test_a_changed_library_is_gone_by_at_once(index: SearchIndex) -> None:
    likes_solo = StateSets(bookmarked={6})
    assert hits(index, "sort:for-you", likes_solo).notice
    index.update([(30, Paper("Unheard words", "Only here?"))])
    assert found(index, "sort:for-you", likes_solo)[0] == 30


def test_at_most_the_newest_hundred_bookmarks_are_read(tmp_path: Path) -> None:
    papers = {n: Paper(f"Paper {n} on graphs", None) for n in range(1, 151)}
    papers |= {n: Paper(f"Paper {n}", None) for n in range(151, 1000)}
    library = Lending(papers)
    index = index_of(tmp_path, library)
    hits(index, "sort:for-you", StateSets(bookmarked=set(range(1, 151))))
    assert sorted(library.lent) == list(range(1, 101))
    index.close()


@pytest.mark.parametrize(
    "text", ["attention source:hf year:2024", "atention has:code", "sparse has:code year:1999"]
)
def test_only_what_is_shown_is_scored(
    index: SearchIndex, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    scored = []
    run = Evaluator.run

    def counted(*given: Any) -> Any:
        scored.append(given)
        return run(*given)

    monkeypatch.setattr(Evaluator, "run", counted)
    index.search(parse(text), StateSets())
    assert len(scored) == 1
