"""Word tests: patterns, near spellings, runs of words."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.search.analysis import tokenize
from tui.search.language import parse
from tui.search.language.query import Text
from tui.search.matching import edit_distance, most_edits, runs, word_tests


def found(query: str, text: str, *, stemmed: bool = True, typing: bool = False) -> list[str]:
    clause = parse(query, typing=typing).root
    assert isinstance(clause, Text)
    tests = word_tests(clause, stemmed=stemmed)
    return [text[run[0].start : run[-1].end] for run in runs(list(tokenize(text)), tests)]


@pytest.mark.parametrize(
    ("query", "text", "places"),
    [
        ("transformer", "Transformers and transforming", ["Transformers", "transforming"]),
        ("long-range", "long range, long-range, range long", ["long range", "long-range"]),
        ('"all you need"', "All you need is all you", ["All you need"]),
        ("tran*", "Transfer of a trán, strand", ["Transfer", "trán"]),
        ("att?ntion", "attention attintion attntion", ["attention", "attintion"]),
        ("*former", "Conformer transformers former", ["Conformer", "former"]),
        ("schö*f", "Schölkopf", ["Schölkopf"]),
        ("transfomer~", "transformer tranfsomer transmitter", ["transformer", "tranfsomer"]),
        ("gans~", "gan gnas gaussian", ["gan", "gnas"]),
        ("深度", "深度学习", ["深度"]),
    ],
)
def test_what_a_clause_finds(query: str, text: str, places: list[str]) -> None:
    assert found(query, text) == places


def test_without_stemming_a_word_is_only_itself() -> None:
    assert found("adams", "Adam Adams", stemmed=False) == ["Adams"]


def test_a_completing_word_finds_itself_and_what_it_begins() -> None:
    assert found("ranges", "range rangesfinder", typing=True) == ["range", "rangesfinder"]
    assert found("long-ra", "long range, long run", typing=True) == ["long range"]
    assert found('"long ra', "long range, long run", typing=True) == ["long range"]


def test_a_long_word_forgives_more() -> None:
    assert (most_edits("gpt"), most_edits("attention")) == (1, 2)


def reference_distance(first: str, second: str) -> int:
    @cache
    def between(i: int, j: int) -> int:
        if not (i and j):
            return i + j
        same = first[i - 1] == second[j - 1]
        best = min(between(i - 1, j) + 1, between(i, j - 1) + 1, between(i - 1, j - 1) + (not same))
        if i > 1 and j > 1 and first[i - 2 : i] == second[j - 2 : j][::-1]:
            best = min(best, between(i - 2, j - 2) + 1)
        return best

    return between(len(first), len(second))


letters = st.text("abc", max_size=7)


@given(letters, letters, st.integers(0, 3))
@settings(max_examples=300)
def test_the_distance_is_exact_up_to_its_bound(first: str, second: str, most: int) -> None:
    expected = min(reference_distance(first, second), most + 1)
    assert edit_distance(first, second, most) == expected
