"""The triage benchmark comes out whole, and its judge finds what is lost."""

from dataclasses import replace
from random import Random

import pytest

from tests.bench.__main__ import main
from tests.bench.triage.list_on_screen import look_of
from tests.bench.triage.reader_actions import draw_pieces
from tests.bench.triage.reader_model import State
from tests.bench.triage.verdict import Painted, judged
from tui.papers.paper import Triage

_BEFORE = State((Triage(), Triage()))
_FIRST = State((Triage(bookmarked=True), Triage()), ((1, False),))
_SECOND = State((Triage(bookmarked=True), Triage(read=True)), ((1, False), (1, False)))
_THIRD = State((Triage(bookmarked=True), Triage(tags=("a",))), ((1, False), (1, False), (1, False)))
_STATES = (_BEFORE, _FIRST, _FIRST, _SECOND, _THIRD)


def _painted(state: State, *, seen: int = 0) -> Painted:
    return Painted(_STATES, seen, [look_of(triage) for triage in state.triage])


def test_a_library_that_holds_what_was_painted_has_lost_nothing() -> None:
    verdict = judged(_painted(_SECOND, seen=3), _SECOND, [])
    assert (verdict.lost, verdict.unpainted, list(verdict.wrong)) == (0, 0, [])


def test_one_change_more_than_painted_may_be_there() -> None:
    verdict = judged(_painted(_FIRST, seen=2), _SECOND, [])
    assert (verdict.lost, verdict.unpainted, list(verdict.wrong)) == (0, 1, [])


def test_two_changes_more_than_painted_are_too_many() -> None:
    verdict = judged(_painted(_FIRST, seen=2), _THIRD, [])
    assert verdict.unpainted == 2
    assert list(verdict.wrong) == ["2 changes more than painted"]


def test_a_change_that_was_seen_and_is_not_there_is_lost() -> None:
    verdict = judged(_painted(_SECOND, seen=3), _FIRST, [])
    assert verdict.lost == 1


def test_a_change_that_was_painted_last_and_is_not_there_is_lost() -> None:
    verdict = judged(_painted(_THIRD, seen=2), _SECOND, [])
    assert verdict.lost == 1


def test_a_library_in_a_state_that_it_never_was_to_be_in_is_wrong() -> None:
    marked = replace(_SECOND, triage=(Triage(archived=True), Triage(read=True)))
    verdict = judged(_painted(_SECOND, seen=3), marked, [])
    assert "row 0" in verdict.wrong[0]


def test_rows_that_are_hidden_or_half_painted_say_nothing() -> None:
    half = replace(look_of(_SECOND.triage[1]), read=False)
    painted = Painted(_STATES, 2, [None, half])
    assert not judged(painted, _SECOND, []).wrong


@pytest.mark.parametrize("longest", [1, 20])
def test_a_piece_of_keys_never_looks_done_before_it_is(longest: int) -> None:
    shown = None
    for piece in draw_pieces(Random(7), 30, 200, longest):
        assert len(piece.states) <= longest
        assert piece.shown != shown
        shown = piece.shown


def test_the_parts_without_a_terminal_find_nothing_wrong(
    capsys: pytest.CaptureFixture[str],
) -> None:
    little = "--steps 30 --actions 15 --cuts 20 --each 25"
    main(["triage", "--only", "undo,power,processes", *little.split()])
    printed = capsys.readouterr().out
    assert "30 steps of every kind undone and redone" in printed
    assert "WRONG" not in printed


def test_a_part_nobody_knows_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["triage", "--only", "undo,lunch"])
    assert "no part 'lunch'" in capsys.readouterr().err
