"""Ways out of an empty result."""

from collections.abc import Iterator

import pytest

from tests.search.sample import PAPERS, SETS, hits, index_of
from tui.search.index import SearchIndex
from tui.search.language import parse
from tui.search.results import Loosening, Suggestion


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchIndex]:
    opened = index_of(tmp_path_factory.mktemp("suggest") / "index", PAPERS)
    yield opened
    opened.close()


def test_a_word_no_paper_has_gets_the_nearest_that_one_has(index: SearchIndex) -> None:
    assert hits(index, "transfomer").suggestions == (
        Suggestion("transfomer", "transformer", "transformer", 3),
    )


def test_the_rest_of_the_query_stays(index: SearchIndex) -> None:
    (suggestion,) = hits(index, 'langauge "gpt 4" -survey year:..2023').suggestions
    assert suggestion.replacement == "language"
    assert suggestion.query_text == 'language "gpt 4" -survey year:..2023'
    assert hits(index, suggestion.query_text).total


def test_a_word_in_a_field_is_corrected_from_that_field(index: SearchIndex) -> None:
    (suggestion,) = hits(index, "author:vaswany").suggestions
    assert suggestion.query_text == "author:vaswani"
    assert hits(index, "title:vaswany").suggestions == ()


def test_words_of_alternatives_are_corrected_too(index: SearchIndex) -> None:
    suggestions = hits(index, "kernles OR difusion").suggestions
    assert [suggestion.replacement for suggestion in suggestions] == ["kernels", "diffusion"]


def test_the_commoner_of_two_equally_near_words_is_meant(index: SearchIndex) -> None:
    (suggestion,) = hits(index, "atention").suggestions
    assert suggestion.replacement == "attention"


def test_nothing_is_suggested_for_what_is_there_or_like_nothing(index: SearchIndex) -> None:
    assert hits(index, "attention").suggestions == ()
    assert hits(index, "attention kernels").suggestions == ()
    assert hits(index, "xqzwvkj").suggestions == ()
    assert hits(index, "xyz* -transfomer notaword~ note:kernles").suggestions == ()


def test_a_word_of_deleted_papers_only_is_not_suggested(index: SearchIndex) -> None:
    papers = {1: PAPERS[6], 2: PAPERS[3], 3: PAPERS[1], 4: PAPERS[4]}
    index_with_deletion = index_of(index._folder.path / "deeper", papers)
    index_with_deletion.update([], deleted=[1])
    assert hits(index_with_deletion, "vasvani").suggestions == ()
    index_with_deletion.close()


def test_each_clause_that_keeps_everything_away_is_told_with_what_it_hides(
    index: SearchIndex,
) -> None:
    assert hits(index, "attention year:1999").loosenings == (
        Loosening("year:1999", "attention", 4),
    )
    assert hits(index, "kernels attention").loosenings == (
        Loosening("kernels", "attention", 4),
        Loosening("attention", "kernels", 1),
    )


def test_the_order_stays_when_a_clause_is_dropped(index: SearchIndex) -> None:
    (loosening,) = hits(index, "has:code year:1999 sort:title").loosenings
    assert loosening.query_text == "has:code sort:title"


def test_one_clause_alone_can_not_be_dropped(index: SearchIndex) -> None:
    assert hits(index, "nothing-like-it").loosenings == ()
    assert hits(index, "a1 b2 c3").loosenings == ()


def test_the_word_being_typed_is_corrected_as_a_whole_word(index: SearchIndex) -> None:
    result = index.search(parse("long transfomer", typing=True), SETS)
    assert result.suggestions[0].query_text == "long transformer"


def test_a_correction_that_finds_nothing_is_not_suggested(index: SearchIndex) -> None:
    assert hits(index, "difusion year:1999").suggestions == ()


def test_where_more_than_one_clause_is_in_the_way_the_corrected_words_alone_are_offered(
    index: SearchIndex,
) -> None:
    (way,) = hits(index, "difusion year:1999 is:bookmarked").loosenings
    assert (way.dropped, way.query_text) == ("year:1999 is:bookmarked", "diffusion")
    assert hits(index, way.query_text).total == way.count


def test_two_words_with_typos_are_corrected_together(index: SearchIndex) -> None:
    (suggestion,) = hits(index, "sequnces transfomer").suggestions
    assert suggestion.query_text == "sequences transformer"
    assert hits(index, suggestion.query_text).total == suggestion.count


def test_a_query_of_very_many_words_is_not_loosened(index: SearchIndex) -> None:
    assert hits(index, " ".join(f"xqz{n}" for n in range(40))).loosenings == ()
