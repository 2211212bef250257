"""Whether a library holds what was painted, and at most one change more."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from tests.bench.triage.list_on_screen import Look, look_of
from tests.bench.triage.reader_model import State

_Looks = Sequence[Look | None]


@dataclass(frozen=True, slots=True)
class Painted:
    """The states before and after each action, the last of them that was seen whole, and the rows
    of papers as they stood on the screen in the end. A ``complaint`` tells what never showed.
    """

    states: Sequence[State]
    seen: int
    looks: _Looks
    complaint: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many changes were lost, how many more than painted are there, and what is wrong."""

    lost: int = 0
    unpainted: int = 0
    wrong: Sequence[str] = field(default=())


def judged(painted: Painted, held: State, unsound: Sequence[str]) -> Verdict:
    """The verdict on what a library holds after its reader was killed."""
    changes, seen = _changes(painted)
    complaints = [*unsound, *filter(None, [painted.complaint])]
    places = [place for place, state in enumerate(changes) if state == held]
    if not places:
        return Verdict(wrong=[*complaints, f"no such state: {_difference(changes, held)}"])
    if places[-1] < seen:
        lost = seen - places[-1]
        return Verdict(lost, wrong=[*complaints, f"{lost} painted changes are lost"])
    unpainted = [
        more
        for place in places
        if (more := _unpainted(changes[seen : place + 1], painted.looks)) is not None
    ]
    if not unpainted:
        return Verdict(1, wrong=[*complaints, "the screen showed what the library doesn't hold"])
    if min(unpainted) > 1:
        complaints.append(f"{min(unpainted)} changes more than painted")
    return Verdict(unpainted=min(unpainted), wrong=complaints)


def _changes(painted: Painted) -> tuple[list[State], int]:
    """The states without those equal to the one before, and the place of the last one seen."""
    changed = [one != other for one, other in pairwise(painted.states)]
    later = [state for state, new in zip(painted.states[1:], changed, strict=True) if new]
    return [painted.states[0], *later], sum(changed[: painted.seen])


def _unpainted(states: Sequence[State], looks: _Looks) -> int | None:
    """How many changes before the last of these states the rows look; ``None``: at no time so."""
    newest_first = list(reversed(states))
    for number, state in enumerate(newest_first):
        if _fits(looks, state, state):
            return number
    # A program that is killed may have painted some of the rows.
    for number, (newer, older) in enumerate(pairwise(newest_first), 1):
        if _fits(looks, newer, older):
            return number
    return None


def _fits(looks: _Looks, one: State, other: State) -> bool:
    rows = zip(looks, one.triage, other.triage, strict=False)
    return all(
        look is None or look.is_between(look_of(first), look_of(second))
        for look, first, second in rows
    )


def _difference(changes: Sequence[State], held: State) -> str:
    """In what a library differs from the state that has as many steps, else from the last one."""
    likely = [state for state in changes if state.steps == held.steps] or [changes[-1]]
    return ", ".join(_differences(likely[-1], held)) or "the order of the history"


def _differences(wanted: State, held: State) -> Iterator[str]:
    if wanted.steps != held.steps:
        yield f"steps {held.steps[-3:]} in place of {wanted.steps[-3:]}"
    for row, (one, other) in enumerate(zip(wanted.triage, held.triage, strict=True)):
        if one != other:
            yield f"row {row} is {other} in place of {one}"
