"""Where the words of a query stand in displayed text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.search.query_texts import typed_texts
from tui.search.highlight import Highlighter
from tui.search.language import parse

TITLE = "LoCoNet: Long-Short Context Network for Speaker Detection at Long Range"


def shown(
    query: str, text: str = TITLE, field: str = "title", *, typing: bool = False
) -> list[str]:
    spans = Highlighter(parse(query, typing=typing)).spans(text, field)
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("", []),
        ("networks", ["Network"]),
        ("long range", ["Long", "Long", "Range"]),
        ("long-short", ["Long-Short"]),
        ('"long range"', ["Long Range"]),
        ('"long range" long', ["Long", "Long Range"]),
        ('"context"', ["Context"]),
        ("long -context", ["Long", "Long"]),
        ("-(long OR context)", []),
        ("context OR speaker", ["Context", "Speaker"]),
        ("net* detecton~ c?ntext", ["Context", "Network", "Detection"]),
        ("title:long", ["Long", "Long"]),
        ("abstract:long author:network", []),
        ("is:inbox has:code year:2025 *", []),
    ],
)
def test_words_in_a_title(query: str, places: list[str]) -> None:
    assert shown(query) == places


def test_the_word_being_typed_shows_what_it_begins() -> None:
    assert shown("dete", typing=True) == ["Detection"]
    assert shown("dete") == []


@pytest.mark.parametrize(
    ("query", "field", "places"),
    [
        ("adams", "author", ["Adams"]),
        ("author:adams", "author", ["Adams"]),
        ("adams", "note", []),
        ("note:adams", "note", ["Adam", "Adams"]),
        ("adams", "org", []),
        ("org:adams", "org", ["Adams"]),
    ],
)
def test_a_word_is_shown_in_the_fields_it_was_looked_for_in(
    query: str, field: str, places: list[str]
) -> None:
    assert shown(query, "Adam Adams", field) == places


def test_overlapping_places_become_one() -> None:
    assert shown('"a b" "b c"', "a b c d") == ["a b c"]


@given(typed_texts, st.text(max_size=40))
@settings(max_examples=200)
def test_places_are_sorted_and_apart(query: str, text: str) -> None:
    text = f"{text} {query} Schölkopf’s long-range C++"
    end = 0
    for span in Highlighter(parse(query, typing=True)).spans(text, "title"):
        assert end <= span[0] < span[1] <= len(text)
        end = span[1]
