"""What is found, and in which order."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.search.sample import PAPERS, SETS, found, hits, index_of
from tui.papers.paper import Paper
from tui.search.index import SearchIndex
from tui.search.language import parse
from tui.search.results import SearchCancelled, StateSets, Verification


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchIndex]:
    opened = index_of(tmp_path_factory.mktemp("search") / "index", PAPERS)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("", {1, 2, 3, 4, 5, 6, 7, 8}),
        ("*", {1, 2, 3, 4, 5, 6, 7, 8}),
        ("long range", {1, 2}),
        ("long-range", {1, 2}),
        ('"range long"', set()),
        ("title:long-range", {1}),
        ("scholkopf", {3}),
        ("SCHÖLKOPF", {3}),
        ("s4", {2}),
        ("S", set()),
        ("gpt-4", {4}),
        ("4", {4}),
        ("c++", {3}),
        ("C#", {3}),
        ("3d", set()),
        ("comment:3d", {3}),
        ("org:mit", {3}),
        ("transformers", {1, 2}),
        ("transf*", {1, 2, 6}),
        ("tran*", {1, 2, 6, 8}),
        ("t*n?f*r", {2, 6}),
        ("transfomer~", {1, 2, 6}),
        ("author:vasvani~", {6}),
        ("title:tay", set()),
        ("author:tay", {1}),
        ('author:"tay donald"', set()),
        ('keyword:"attention benchmark"', set()),
        ("keyword:attention", {1, 2, 6}),
        ("attention", {1, 2, 5, 6}),
        ("注意力", {5}),
        ("注 力", {5}),
        ('"注力"', set()),
        ("α", {8}),
        ("diffusion OR gan", {7, 8}),
        ("diffusion -gan", {8}),
        ("-(attention OR noise)", {3, 4, 7}),
        ("cat:cs", {1, 2, 4, 6}),
        ("cat:CS.cl", {1, 4, 6}),
        ("source:hf", {1, 2, 6}),
        ("venue:iclr", {1}),
        ('venue:"ICLR 2021"', {1}),
        ("id:2303.08774", {4}),
        ("id:https://arxiv.org/abs/2303.08774v3", {4}),
        ("id:10.1000/GPT4", {4}),
        ("id:7", {7}),
        ("id:nonsense", set()),
        ("2303.08774", {4}),
        ("upvotes:>12", {2, 6}),
        ("upvotes:12..40", {1, 2}),
        ("upvotes:..12", {1, 4}),
        ("upvotes:0", {4}),
        ("stars:>=2k", {2}),
        ("year:2023", {4, 5, 6}),
        ("year:..2020", {1, 3}),
        ("date:2023-03-15", {4, 5}),
        ("date:7d", {4, 5, 6}),
        ("date:..2020-11-08", {1, 3}),
        ("has:code", {1, 2}),
        ("has:model", {2}),
        ("has:project", {6}),
        ("has:pdf", {6}),
        ("-has:abstract", {7}),
        ("has:note", {2, 7}),
        ("has:tag", {1, 3, 4}),
        ("is:bookmarked", {2, 6}),
        ("is:read", {2, 3, 6}),
        ("is:unread", {1, 4, 5, 7, 8}),
        ("is:archived", {3, 7}),
        ("is:inbox", {1, 2, 4, 5, 6, 8}),
        ("tag:TOREAD", {1, 4}),
        ('tag:"my kernels"', {3}),
        ("tag:none", set()),
        ("note:convolution", {2}),
        ("note:conv*", {2}),
        ('note:"old hat"', {7}),
        ("note:cnovolutions~", {2}),
        ("note:c*v*s", {2}),
        ("gan OR is:bookmarked", {2, 6, 7}),
        ("-(tag:toread OR attention)", {3, 7, 8}),
        ("(is:read attention) OR upvotes:0", {2, 4, 6}),
    ],
)
def test_a_query_finds_what_it_says(index: SearchIndex, text: str, numbers: set[int]) -> None:
    assert set(found(index, text)) == numbers


def test_everything_stands_newest_first_with_the_undated_last(index: SearchIndex) -> None:
    assert found(index, "") == [6, 4, 5, 2, 1, 3, 7, 8]


@pytest.mark.parametrize(
    ("sort", "numbers"),
    [
        ("newest", [6, 5, 2, 1]),
        ("upvotes", [6, 2, 1, 5]),
        ("stars", [2, 6, 5, 1]),
        ("title", [6, 2, 1, 5]),
    ],
)
def test_a_sort_puts_what_it_does_not_know_last(
    index: SearchIndex, sort: str, numbers: list[int]
) -> None:
    assert found(index, f"attention sort:{sort}") == numbers


def test_a_word_in_the_title_counts_more_than_one_in_the_abstract(tmp_path: Path) -> None:
    papers = {
        1: Paper("Of cats", "And of a dog."),
        2: Paper("Of dogs", "And of a cat."),
        3: Paper("Of birds", "And of fish."),
    }
    index = index_of(tmp_path, papers)
    assert found(index, "dog") == [2, 1]
    assert found(index, "cat") == [1, 2]
    index.close()


def test_equal_scores_stand_by_day_then_number(tmp_path: Path) -> None:
    days = {1: None, 2: date(2024, 1, 1), 3: date(2024, 1, 2), 4: date(2024, 1, 1)}
    papers = {number: Paper("The same", listed_on=day) for number, day in days.items()}
    index = index_of(tmp_path, papers)
    assert found(index, "same") == [3, 2, 4, 1]
    index.close()


def test_the_word_being_typed_finds_what_it_is_and_what_it_begins(index: SearchIndex) -> None:
    result = index.search(parse("transforme", typing=True), SETS)
    assert set(result.ids) == {1, 2, 6}
    assert set(index.search(parse("efficient mode", typing=True), SETS).ids) == {2}
    assert not index.search(parse("transfor ", typing=True), SETS).ids


def test_a_word_that_is_it_stands_above_one_that_only_begins_so(tmp_path: Path) -> None:
    papers = {1: Paper("A transformation"), 2: Paper("A trans"), 3: Paper("Other things")}
    index = index_of(tmp_path, papers)
    assert list(index.search(parse("trans", typing=True), SETS).ids) == [2, 1]
    index.close()


def test_scores_stand_beside_numbers(index: SearchIndex) -> None:
    result = hits(index, "attention")
    assert result.ids.typecode == "q"
    assert result.scores.typecode == "d"
    assert len(result.ids) == len(result.scores) == result.total
    assert list(result.scores) == sorted(result.scores, reverse=True)
    assert all(score > 0 for score in result.scores)


def test_new_marks_show_without_writing_to_the_index(index: SearchIndex) -> None:
    before = index.status()
    assert found(index, "is:bookmarked", StateSets(bookmarked={1})) == [1]
    assert found(index, "is:bookmarked", StateSets(bookmarked={4})) == [4]
    assert index.status() == before


def test_a_superseded_search_stops(index: SearchIndex) -> None:
    with pytest.raises(SearchCancelled):
        index.search(parse("attention OR long"), SETS, cancelled=lambda: True)
    assert found(index, "attention s4") == [2]


@pytest.mark.parametrize(
    "text", ["", "attention", "is:unread long", "-gan", "tag:none", "trasformer", "similar:1 a"]
)
def test_a_count_is_that_of_the_papers_found(index: SearchIndex, text: str) -> None:
    assert index.count(parse(text), SETS) == len(found(index, text))


def test_a_count_that_nobody_waits_for_stops(index: SearchIndex) -> None:
    with pytest.raises(SearchCancelled):
        index.count(parse("attention OR long"), SETS, lambda: True)


def test_facets_are_left_out_when_nobody_wants_them(index: SearchIndex) -> None:
    assert index.search(parse("attention"), SETS, facets=False).facets == {}


def test_verification_tells_what_is_missing_and_what_should_not_be_there(
    index: SearchIndex,
) -> None:
    assert index.verify(PAPERS) == Verification((), ())
    assert index.verify([1, 2, 3, 4, 5, 6, 77]) == Verification((77,), (7, 8))


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    index = index_of(tmp_path, {})
    for text in ("", "word", "-word", "pre*", "year:2024", "is:read", "similar:1", "a OR is:inbox"):
        assert found(index, text) == []
    assert index.status().documents == 0
    index.close()
