"""The way of the focus mode through the papers."""

from hypothesis import given
from hypothesis import strategies as st

from tui.app.focus_walk import FocusWalk


def test_a_walk_ends_after_the_last_paper_and_goes_back_to_it() -> None:
    walk = FocusWalk([7, 5])
    walk.go_on()
    walk.go_on()
    walk.go_on()
    assert walk.current is None
    assert walk.go_back()
    assert walk.current == 5
    assert walk.go_back()
    assert not walk.go_back()
    assert walk.current == 7


def test_a_paper_from_elsewhere_is_put_in_where_the_walk_is() -> None:
    walk = FocusWalk([7, 5], position=1)
    walk.visit(9)
    assert (walk.current, walk.ids) == (9, [7, 9, 5])
    walk.visit(7)
    assert walk.current == 7


def test_only_what_was_kept_counts_as_kept() -> None:
    walk = FocusWalk([1, 2])
    walk.take(1, kept=True)
    walk.take(2, kept=False)
    assert walk.kept == {1}


@given(st.sets(st.integers(1, 9)), st.sets(st.integers(1, 9)), st.integers(0, 9))
def test_papers_that_are_gone_are_passed_over(
    ids: set[int], present: set[int], position: int
) -> None:
    walk = FocusWalk(sorted(ids), position=min(position, len(ids)))
    left = [paper_id for paper_id in walk.ahead(9) if paper_id in present]
    walk.keep_only(present)
    assert walk.ids == sorted(ids & present)
    assert walk.ahead(9) == left
