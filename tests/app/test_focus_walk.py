"""The way of the focus mode through the papers."""

from hypothesis import given
from hypothesis import strategies as st

from tui.app.focus_walk import FocusWalk
from tui.papers.paper import Entry, Paper, Triage

_PAPER = Paper("Any")


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


def test_what_waits_again_comes_next_in_its_order() -> None:
    walk = FocusWalk([1, 2, 3, 4], position=3)
    walk.take_up([2, 9, 4])
    assert (walk.ids, walk.current) == ([1, 3, 2, 9, 4], 2)


def test_what_was_decided_about_is_passed_over() -> None:
    walk = FocusWalk([1, 2, 3, 4], position=1)
    walk.pass_over({1, 2, 4, 9})
    assert (walk.ids, walk.current) == ([1, 2, 4, 3], 3)


def test_only_papers_of_the_walk_that_are_decided_about_now_count() -> None:
    walk = FocusWalk([1, 2, 3])
    kept = Triage(bookmarked=True, archived=True)
    walk.see([Entry(1, _PAPER, kept), Entry(2, _PAPER, Triage(archived=True))])
    walk.see([Entry(3, _PAPER, kept), Entry(4, _PAPER, kept)])
    assert (walk.done, walk.kept) == ({1, 2, 3}, {1, 3})
    walk.see([Entry(1, _PAPER, Triage())])
    assert (walk.done, walk.kept) == ({2, 3}, {3})
    walk.keep_only([1, 3])
    assert walk.done == {3}


@given(st.sets(st.integers(1, 9)), st.sets(st.integers(1, 9)), st.integers(0, 9))
def test_papers_that_are_gone_are_passed_over(
    ids: set[int], present: set[int], position: int
) -> None:
    walk = FocusWalk(sorted(ids), position=min(position, len(ids)))
    left = [paper_id for paper_id in walk.ahead(9) if paper_id in present]
    walk.keep_only(present)
    assert walk.ids == sorted(ids & present)
    assert walk.ahead(9) == left
