"""Words that look so, or are spelled nearly so."""

from collections.abc import Iterable
from fnmatch import fnmatchcase

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.search.arrays.segment_file import StringTable
from tui.search.evaluation.vocabulary import Vocabulary
from tui.search.matching import edit_distance

WORDS = st.text("abcλé注1", max_size=7)


def table_of(words: Iterable[str]) -> StringTable:
    encoded = sorted(word.encode() for word in words)
    starts = np.cumsum([0, *map(len, encoded)]).astype(np.uint32)
    return StringTable(b"".join(encoded), starts)


def slow_distance(first: str, second: str) -> int:
    """The optimal string alignment distance by its definition."""
    if not first or not second:
        return len(first) + len(second)
    costs = [
        slow_distance(first[1:], second) + 1,
        slow_distance(first, second[1:]) + 1,
        slow_distance(first[1:], second[1:]) + (first[0] != second[0]),
    ]
    if len(first) > 1 and len(second) > 1 and first[:2] == second[1::-1]:
        costs.append(slow_distance(first[2:], second[2:]) + 1)
    return min(costs)


@settings(max_examples=150, deadline=None)
@given(first=st.text("abc", max_size=5), second=st.text("abc", max_size=5), most=st.integers(0, 3))
def test_edit_distance_is_that_of_its_definition_up_to_the_bound(
    first: str, second: str, most: int
) -> None:
    assert edit_distance(first, second, most) == min(slow_distance(first, second), most + 1)


@pytest.mark.parametrize(
    ("first", "second", "distance"),
    [("", "", 0), ("and", "nad", 1), ("kitten", "sitting", 3), ("abc", "abcdefg", 3)],
)
def test_distances_known_by_heart(first: str, second: str, distance: int) -> None:
    assert edit_distance(first, second, 2) == distance


@given(tables=st.lists(st.sets(WORDS), max_size=3), word=WORDS, most=st.integers(1, 2))
def test_near_words_are_all_those_within_the_distance_each_once(
    tables: list[set[str]], word: str, most: int
) -> None:
    expected = sorted(
        (edit_distance(word, other, most), other) for other in set[str]().union(*tables)
    )
    expected = [(distance, other) for distance, other in expected if distance <= most]
    assert Vocabulary([table_of(words) for words in tables]).near(word, most) == expected


@given(tables=st.lists(st.sets(WORDS), max_size=3), word=WORDS, most=st.integers(1, 2))
def test_the_places_of_near_words_are_told_table_by_table(
    tables: list[set[str]], word: str, most: int
) -> None:
    known = [table_of(words) for words in tables]
    places = Vocabulary(known).places_near(word, most)
    found = [
        [table[place].decode() for place in of.tolist()]
        for table, of in zip(known, places, strict=True)
    ]
    assert found == [
        sorted(other for other in words if edit_distance(word, other, most) <= most)
        for words in tables
    ]


@given(words=st.sets(WORDS), pattern=st.text("abλ注*?", max_size=5))
def test_words_looking_so_are_found(words: set[str], pattern: str) -> None:
    table = table_of(words)
    (places,) = Vocabulary([table]).places_like(pattern)
    expected = sorted(word for word in words if fnmatchcase(word, pattern))
    assert [table[place].decode() for place in places.tolist()] == expected


def test_a_pattern_of_many_stars_takes_no_time() -> None:
    (places,) = Vocabulary([table_of(["a" * 64])]).places_like("*a" * 30 + "*b*")
    assert not len(places)


def test_brackets_in_a_pattern_are_letters() -> None:
    (places,) = Vocabulary([table_of(["[x]"])]).places_like("[x]*")
    assert places.tolist() == [0]
