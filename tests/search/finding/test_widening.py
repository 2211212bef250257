"""Queries that find nothing, with words taken for misspelled ones."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.search.query_texts import typed_texts
from tests.search.sample import CODE, PAPERS, SETS, index_of
from tui.papers.paper import Paper
from tui.search.highlight import Highlighter
from tui.search.index import SearchIndex
from tui.search.language import parse
from tui.search.results import Hits


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchIndex]:
    opened = index_of(tmp_path_factory.mktemp("widening") / "index", PAPERS)
    yield opened
    opened.close()


def widely(index: SearchIndex, text: str, *, typing: bool = False) -> Hits:
    return index.search(parse(text, typing=typing), SETS, widen=True)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("trasformer", {1, 2, 6}),
        ("trasformer -suite", {2, 6}),
        ("long trasformer benchmark", {1}),
        ("has:code trasformer", {1, 2}),
        ("author:vaswany", {6}),
        ("difusion OR kernles", {3, 7, 8}),
        ("(difusion OR kernles) has:abstract", {3, 8}),
    ],
)
def test_a_word_that_no_paper_has_finds_those_spelled_like_it(
    index: SearchIndex, text: str, numbers: set[int]
) -> None:
    assert not index.search(parse(text), SETS).total
    assert set(widely(index, text).ids) == numbers


@pytest.fixture
def slips(tmp_path: Path) -> Iterator[SearchIndex]:
    """A library in which one author wrote *form* for *from*."""
    opened = index_of(
        tmp_path,
        {
            1: Paper("Form follows function"),
            2: Paper("Letters from home", links=(CODE,)),
            3: Paper("Letters from abroad"),
        },
    )
    yield opened
    opened.close()


def test_a_word_spelled_like_a_commoner_one_may_be_wrong(slips: SearchIndex) -> None:
    together = widely(slips, "form home")
    assert (list(together.ids), together.notice) == (
        [2],
        "No such paper says “form”: showing words spelled like it.",
    )
    filtered = widely(slips, "form has:code")
    assert (list(filtered.ids), filtered.notice) == (
        [2],
        "No such paper says “form”: showing words spelled like it.",
    )


def test_a_word_that_is_commoner_than_those_spelled_like_it_is_meant(slips: SearchIndex) -> None:
    hits = widely(slips, "from function")
    assert (hits.total, hits.notice) == (0, "")
    assert [loosening.dropped for loosening in hits.loosenings] == ["function", "from"]


def test_the_notice_lists_the_words(index: SearchIndex) -> None:
    assert widely(index, "trasformer").notice == (
        "No paper says “trasformer”: showing words spelled like it."
    )
    assert widely(index, "sequnce trasformer").notice == (
        "No paper says “sequnce” or “trasformer”: showing words spelled like them."
    )


def test_the_word_being_typed_is_widened_when_it_begins_none(index: SearchIndex) -> None:
    assert widely(index, "transfor", typing=True).notice == ""
    assert set(widely(index, "long trasformer", typing=True).ids) == {1, 2}


@pytest.mark.parametrize(
    "text",
    [
        "trasformer*",
        '"trasformer"',
        "tras?ormer",
        "attention -trasformer xqzwvkj",
        "gpx",
        "note:olt",
        "keyword:benchmrak",
        "keyword:benchmrak attention",
    ],
)
def test_what_is_meant_as_it_stands_is_not_widened(index: SearchIndex, text: str) -> None:
    hits = widely(index, text)
    assert (hits.total, hits.notice, hits.widened) == (0, "", None)


def test_what_finds_something_is_not_widened(index: SearchIndex) -> None:
    assert widely(index, "attention") == index.search(parse("attention"), SETS)


def test_suggestions_stay_and_loosenings_go(index: SearchIndex) -> None:
    hits = widely(index, "trasformer has:code")
    assert [suggestion.replacement for suggestion in hits.suggestions] == ["transformer"]
    assert hits.loosenings == ()
    nothing = widely(index, "xqzwvkj has:code")
    assert nothing == index.search(parse("xqzwvkj has:code"), SETS)


def test_facets_are_those_of_the_papers_shown(index: SearchIndex) -> None:
    widened = widely(index, "trasformer has:code")
    asked = index.search(parse("transformer~ has:code"), SETS)
    assert widened.facets == asked.facets


def test_the_query_that_was_run_marks_the_words_it_found(index: SearchIndex) -> None:
    hits = widely(index, "trasformer")
    assert hits.widened is not None
    assert str(hits.widened) == "trasformer~"
    assert Highlighter(hits.widened).spans("A transformer", "title") == [(2, 13)]


def test_very_many_words_are_not_widened(index: SearchIndex) -> None:
    assert widely(index, " ".join(f"trasformer{n}" for n in "abcdefghi")).notice == ""


@settings(max_examples=60, deadline=None)
@given(text=typed_texts, typing=st.booleans())
def test_widening_shows_papers_or_changes_nothing(
    index: SearchIndex, text: str, typing: bool
) -> None:
    query = parse(text, typing=typing)
    exact = index.search(query, SETS)
    widened = index.search(query, SETS, widen=True)
    if exact.total or not widened.total:
        assert widened == exact
    else:
        assert widened.notice
        assert widened.widened is not None
        assert index.search(widened.widened, SETS).ids == widened.ids
