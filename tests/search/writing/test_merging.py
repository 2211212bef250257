"""Segments stay few, and papers are not moved all the time."""

from math import log2

from hypothesis import given
from hypothesis import strategies as st

from tui.search.writing.merging import crowded, settled

SIZES = st.lists(st.integers(1, 1_000_000), max_size=30)


def without(sizes: list[int], places: list[int]) -> list[int]:
    """The sizes of the segments once those at ``places`` are one."""
    others = [size for place, size in enumerate(sizes) if place not in places]
    return [*others, sum(sizes[place] for place in places)] if places else sizes


def test_an_index_that_is_filled_batch_by_batch_keeps_few_segments_and_moves_papers_seldom() -> (
    None
):
    sizes: list[int] = []
    moved = 0
    for _ in range(1_000):
        sizes.append(10_000)
        places = crowded(sizes)
        moved += sum(sizes[place] for place in places)
        sizes = without(sizes, places)
        assert len(sizes) <= 8 + log2(1_000)
    assert moved <= 6 * 1_000 * 10_000
    assert len(without(sizes, settled(sizes, [0] * len(sizes)))) <= 2


@given(SIZES)
def test_settled_segments_are_each_much_larger_than_all_smaller_ones(sizes: list[int]) -> None:
    left = sorted(without(sizes, settled(sizes, [0] * len(sizes))))
    assert sum(left) == sum(sizes)
    for place, size in enumerate(left[1:], start=1):
        assert size > 10 * sum(left[:place])


def test_a_day_of_papers_leaves_a_large_segment_alone() -> None:
    assert settled([100_000, 1_000], [0, 0]) == []
    assert settled([100_000, 1_000, 1_000], [0, 0, 0]) == [1, 2]


def test_a_segment_of_which_much_is_deleted_is_written_anew() -> None:
    assert settled([60, 1_000], [40, 400]) == [0]
    assert settled([100_000], [1]) == []


@given(SIZES)
def test_nothing_is_merged_with_itself_alone(sizes: list[int]) -> None:
    assert len(crowded(sizes)) != 1
    assert len(settled(sizes, [0] * len(sizes))) != 1
