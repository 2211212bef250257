"""How far words are from one another, many at once."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tui.search.evaluation.spelling import edit_distances
from tui.search.matching import edit_distance

words = st.text("abcλ", max_size=9)


@settings(max_examples=200, deadline=None)
@given(words, st.lists(words, min_size=1, max_size=8), st.integers(0, 3))
def test_many_distances_are_those_of_each_word(word: str, others: list[str], most: int) -> None:
    distances = edit_distances(word, others, most)
    assert distances.tolist() == [edit_distance(word, other, most) for other in others]


def test_two_swapped_letters_are_one_edit() -> None:
    assert edit_distances("rnage", ["range", "rage", "strange"], 2).tolist() == [1, 1, 3]
