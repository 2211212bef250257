"""The history of what the user changed: steps that undo and redo walk in the order made.

A step that is taken back stays until another change is made; then it can't come again. Steps
outlive the process, and those of several processes form one line.
"""

import logging
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tui.storage.changes.change import IMPORT, MERGE, Change, Outcome
from tui.storage.changes.making import make_changes
from tui.storage.clock import now
from tui.storage.saved_search_row import SAVED_SEARCH
from tui.storage.sync_store import ask_again

_STEP = "SELECT id, at, label, count, undone FROM step"
_OLDEST_UNDONE = f"(SELECT coalesce(min(id), {2**63 - 1}) FROM step WHERE undone = 1)"
_PORTION = 1000

_NextStep = Callable[[sqlite3.Connection], "Step | None"]

_LOG = logging.getLogger("papertui.history")

# What a change comes to that damage has made senseless, whatever of it that was.
_SENSELESS = (
    LookupError, TypeError, ValueError, AttributeError, OverflowError,
    sqlite3.IntegrityError, sqlite3.InterfaceError, sqlite3.ProgrammingError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of the history. ``at`` is an ISO time in UTC, ``count`` the things it changed."""

    id: int
    at: str
    label: str
    count: int
    undone: bool


@dataclass(frozen=True, slots=True)
class Undone:
    """A step that was undone or redone.

    ``ids`` are the papers that it touched, ``skipped`` counts the things that were left as they are
    because they have become something else since; ``thing`` says what they are.
    ``papers_changed`` tells that there are other papers now than before, or that their records are
    others, which the index has to learn. ``lost`` tells of a step that nothing was done about,
    because what it replaced is kept no longer: the file of a restore, or values that are damaged.
    """

    step: Step
    ids: tuple[int, ...]
    skipped: int
    thing: str = "paper"
    papers_changed: bool = False
    lost: bool = False


def perform(
    connection: sqlite3.Connection,
    changes: Sequence[Change],
    label: str,
    onto: Step | None = None,
) -> Step | None:
    """Make the changes and record them as one step; None when there are none.

    They become part of the step ``onto`` instead, as long as that is the newest and stands.
    """
    at = now()
    make_changes(connection, changes, at)
    return keep(connection, changes, label, at, onto)


def keep(
    connection: sqlite3.Connection,
    changes: Sequence[Change],
    label: str,
    at: str,
    onto: Step | None = None,
) -> Step | None:
    """Like ``perform``, for changes that were made already."""
    if not changes:
        return None
    count = len({change.key for change in changes})
    if onto is not None and _newest_standing(connection) == onto:
        return _extend(connection, onto, changes, count)
    return record(connection, changes, label, count, at)


def record(
    connection: sqlite3.Connection, changes: Iterable[Change], label: str, count: int, at: str
) -> Step:
    """Have the history keep changes that were made to so many things as one step."""
    connection.execute("DELETE FROM step WHERE undone = 1")
    step_id = connection.execute(
        "INSERT INTO step (at, label, count) VALUES (?, ?, ?)", (at, label, count)
    ).lastrowid
    step = Step(int(step_id or 0), at, label, count, undone=False)
    _keep(connection, step, changes, 0)
    return step


def length(connection: sqlite3.Connection, step: Step) -> int:
    """How many changes a step holds."""
    (kept,) = connection.execute(
        "SELECT coalesce(max(position) + 1, 0) FROM change WHERE step_id = ?", (step.id,)
    ).fetchone()
    return int(kept)


def recount(connection: sqlite3.Connection, step: Step, counted: int, since: int) -> Step:
    """Count the things that the changes from position ``since`` are about, each of them once.

    ``counted`` is the count of what the changes before are about.
    """
    (things,) = connection.execute(
        "SELECT count(DISTINCT key) FROM change WHERE step_id = ? AND position >= ?",
        (step.id, since),
    ).fetchone()
    return _counting(connection, step, counted + things)


def undo(connection: sqlite3.Connection) -> Undone | None:
    """Take back the newest step that stands; None when there is none.

    It comes first in its transaction: a step that can't be walked has the transaction begin anew.
    """
    return _walk_next(connection, next_to_undo)


def redo(connection: sqlite3.Connection) -> Undone | None:
    """Make the oldest step again that was taken back, as ``undo``; None when there is none."""
    return _walk_next(connection, next_to_redo)


def next_to_undo(connection: sqlite3.Connection) -> Step | None:
    """The newest step that stands."""
    # All that was taken back is newer; there may be much of it.
    return _first_step(connection, f"WHERE id < {_OLDEST_UNDONE} ORDER BY id DESC")


def next_to_redo(connection: sqlite3.Connection) -> Step | None:
    """The oldest step that was taken back."""
    return _first_step(connection, "WHERE undone = 1 ORDER BY id")


def pass_over(connection: sqlite3.Connection, step: Step) -> Undone:
    """Have a step count as walked about which nothing can be done."""
    _set_undone(connection, step)
    return Undone(step, (), 1, lost=True)


def newest_steps(connection: sqlite3.Connection, limit: int) -> list[Step]:
    """The steps, newest first, those that were taken back among them."""
    return _steps(connection, "ORDER BY id DESC", limit)


def _newest_standing(connection: sqlite3.Connection) -> Step | None:
    """The newest step of all, unless it was taken back."""
    newest = _first_step(connection, "ORDER BY id DESC")
    return None if newest is None or newest.undone else newest


def _extend(
    connection: sqlite3.Connection, step: Step, changes: Iterable[Change], count: int
) -> Step:
    """Have a step hold more changes; a thing that it changed before counts once more."""
    _keep(connection, step, changes, length(connection, step))
    return _counting(connection, step, step.count + count)


def _counting(connection: sqlite3.Connection, step: Step, count: int) -> Step:
    connection.execute("UPDATE step SET count = ? WHERE id = ?", (count, step.id))
    return replace(step, count=count)


def _keep(
    connection: sqlite3.Connection, step: Step, changes: Iterable[Change], first: int
) -> None:
    connection.executemany(
        "INSERT INTO change (step_id, position, key, field, before, after)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        ((step.id, position, *change) for position, change in enumerate(changes, first)),
    )


def _walk_next(connection: sqlite3.Connection, next_step: _NextStep) -> Undone | None:
    """Walk a step; or pass over one that damage has made senseless, so that it bars no other."""
    step = next_step(connection)
    if step is None:
        return None
    walked = replace(step, undone=not step.undone)
    try:
        return _walk(connection, walked)
    except _SENSELESS:
        _LOG.warning("step %d can't be walked", step.id, exc_info=True)
    # Before a savepoint every change of a large step would be written a second time.
    connection.execute("ROLLBACK")
    connection.execute("BEGIN IMMEDIATE")
    # Another process may have walked on meanwhile.
    if next_step(connection) != step:
        return _walk_next(connection, next_step)
    return pass_over(connection, walked)


def _set_undone(connection: sqlite3.Connection, step: Step) -> None:
    """Have the history say whether a step stands, as the step itself does."""
    connection.execute("UPDATE step SET undone = ? WHERE id = ?", (step.undone, step.id))


def _walk(connection: sqlite3.Connection, step: Step) -> Undone:
    """Make the changes of a step, or where it is one that is undone, their inverses."""
    at = now()
    touched: dict[int, None] = {}
    left: set[int] = set()
    fields: set[str] = set()
    for positions, changes in _portions(connection, step):
        outcomes = make_changes(connection, changes, at)
        _keep_anew(connection, step, positions, outcomes)
        for change, outcome in zip(changes, outcomes, strict=True):
            touched.update(dict.fromkeys(outcome.ids))
            fields.add(change.field)
            if outcome.skipped:
                left.add(change.key)
    _set_undone(connection, step)
    if step.undone and IMPORT in fields:
        ask_again(connection, step.at)
    thing = "saved search" if SAVED_SEARCH in fields else "paper"
    papers_changed = not fields.isdisjoint((MERGE, IMPORT))
    return Undone(step, tuple(touched), len(left), thing, papers_changed)


def _portions(
    connection: sqlite3.Connection, step: Step
) -> Iterator[tuple[Sequence[int], Sequence[Change]]]:
    """The changes of a step in the order to walk them, with their positions, some at a time."""
    # What was taken out of the library is in them, and may be larger than memory. The portions are
    # the same both ways: what one change keeps for others of them is found again.
    starts = range(0, length(connection, step), _PORTION)
    for first in reversed(starts) if step.undone else starts:
        rows = connection.execute(
            "SELECT position, key, field, before, after FROM change"
            " WHERE step_id = ? AND position >= ? AND position < ? ORDER BY position",
            (step.id, first, first + _PORTION),
        ).fetchall()
        changes = [Change(*row[1:]) for row in rows]
        if step.undone:
            rows.reverse()
            changes = [change.reversed() for change in reversed(changes)]
        yield [row[0] for row in rows], changes


def _keep_anew(
    connection: sqlite3.Connection,
    step: Step,
    positions: Iterable[int],
    outcomes: Iterable[Outcome],
) -> None:
    """Have the history keep what making a change has made of it."""
    kept = (
        (outcome.kept.reversed() if step.undone else outcome.kept, position)
        for position, outcome in zip(positions, outcomes, strict=True)
        if outcome.kept is not None
    )
    connection.executemany(
        "UPDATE change SET before = ?, after = ? WHERE step_id = ? AND position = ?",
        ((change.before, change.after, step.id, position) for change, position in kept),
    )


def _first_step(connection: sqlite3.Connection, which: str) -> Step | None:
    return next(iter(_steps(connection, which, 1)), None)


def _steps(connection: sqlite3.Connection, which: str, limit: int) -> list[Step]:
    rows = connection.execute(f"{_STEP} {which} LIMIT ?", (limit,))
    return [
        Step(step_id, at, label, count, bool(undone)) for step_id, at, label, count, undone in rows
    ]
