"""Words that begin so, look so, or are spelled nearly so."""

from fnmatch import fnmatchcase

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.search.matching import edit_distance
from tui.search.vocabulary import Vocabulary

WORDS = st.text("abcλé1", max_size=7)


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


@given(words=st.sets(WORDS), word=WORDS, most=st.integers(1, 2))
def test_near_words_are_all_those_within_the_distance(
    words: set[str], word: str, most: int
) -> None:
    expected = sorted((edit_distance(word, other, most), other) for other in words)
    expected = [(distance, other) for distance, other in expected if distance <= most]
    assert Vocabulary(sorted(words)).near(word, most) == expected


@given(words=st.sets(WORDS), prefix=st.text("abλ", max_size=3))
def test_words_beginning_so_are_found(words: set[str], prefix: str) -> None:
    expected = sorted(word for word in words if word.startswith(prefix))
    assert Vocabulary(sorted(words)).beginning(prefix) == expected


@given(words=st.sets(WORDS), pattern=st.text("ab*?", max_size=5))
def test_words_looking_so_are_found(words: set[str], pattern: str) -> None:
    expected = sorted(word for word in words if fnmatchcase(word, pattern))
    assert Vocabulary(sorted(words)).like(pattern) == expected


def test_a_pattern_of_many_stars_takes_no_time() -> None:
    assert Vocabulary(["a" * 64]).like("*a" * 30 + "*b") == []
    assert Vocabulary(["[x]"]).like("[x]*") == ["[x]"]
