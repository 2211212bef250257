"""The history of what the user changed: steps that undo and redo walk in the order made.

A step that is taken back stays until another change is made; then it can't come again. Steps
outlive the process, and those of several processes form one line.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tui.storage.change import MERGE, Change, Outcome
from tui.storage.clock import now
from tui.storage.saved_search_row import SAVED_SEARCH, make_saved_search_change
from tui.storage.triage_row import make_triage_change

_STEP = "SELECT id, at, label, count, undone FROM step"


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

    ``ids`` are the papers that it touched, ``skipped`` the changes left alone because the thing
    has become something else since. ``of_merge`` tells that it made one paper of two, or two of
    one, which the index has to learn.
    """

    step: Step
    ids: tuple[int, ...]
    skipped: int
    of_merge: bool = False


def perform(
    connection: sqlite3.Connection,
    changes: Sequence[Change],
    label: str,
    onto: Step | None = None,
) -> Step | None:
    """Make the changes and record them as one step; None when there are none.

    They become part of the step ``onto`` instead, as long as that is the newest and stands.
    """
    if not changes:
        return None
    at = now()
    for change in changes:
        _make(connection, change, at)
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


def undo(connection: sqlite3.Connection) -> Undone | None:
    """Take back the newest step that stands; None when there is none."""
    step = _first_step(connection, "WHERE undone = 0 ORDER BY id DESC")
    if step is None:
        return None
    changes = [change.reversed() for change in reversed(_changes(connection, step))]
    return _walk(connection, replace(step, undone=True), changes)


def redo(connection: sqlite3.Connection) -> Undone | None:
    """Make the oldest step again that was taken back; None when there is none."""
    step = _first_step(connection, "WHERE undone = 1 ORDER BY id")
    if step is None:
        return None
    return _walk(connection, replace(step, undone=False), _changes(connection, step))


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
    (kept,) = connection.execute(
        "SELECT max(position) + 1 FROM change WHERE step_id = ?", (step.id,)
    ).fetchone()
    _keep(connection, step, changes, kept)
    longer = replace(step, count=step.count + count)
    connection.execute("UPDATE step SET count = ? WHERE id = ?", (longer.count, longer.id))
    return longer


def _keep(
    connection: sqlite3.Connection, step: Step, changes: Iterable[Change], first: int
) -> None:
    connection.executemany(
        "INSERT INTO change (step_id, position, key, field, before, after)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        ((step.id, position, *change) for position, change in enumerate(changes, first)),
    )


def _walk(connection: sqlite3.Connection, step: Step, changes: Sequence[Change]) -> Undone:
    at = now()
    touched: dict[int, None] = {}
    skipped = 0
    for change in changes:
        outcome = _make(connection, change, at)
        touched.update(dict.fromkeys(outcome.ids))
        skipped += outcome.skipped
    connection.execute("UPDATE step SET undone = ? WHERE id = ?", (step.undone, step.id))
    of_merge = any(change.field == MERGE for change in changes)
    return Undone(step, tuple(touched), skipped, of_merge)


def _make(connection: sqlite3.Connection, change: Change, at: str) -> Outcome:
    if change.field == SAVED_SEARCH:
        return Outcome((), skipped=not make_saved_search_change(connection, change))
    if change.field == MERGE:
        # Not needed to mark papers, and the reader's first frame is waited for.
        from tui.storage.merge_change import walk_merge

        return walk_merge(connection, change)
    made = make_triage_change(connection, change, at)
    return Outcome((change.key,) if made else (), skipped=not made)


def _changes(connection: sqlite3.Connection, step: Step) -> list[Change]:
    """The step's changes; those of a paper that was absorbed are its survivor's."""
    rows = connection.execute(
        "SELECT coalesce(alias.paper_id, change.key), field, before, after"
        " FROM change LEFT JOIN alias ON alias.old_id = change.key AND field <> ?"
        " WHERE step_id = ? ORDER BY position",
        (SAVED_SEARCH, step.id),
    )
    return [Change(*row) for row in rows]


def _first_step(connection: sqlite3.Connection, which: str) -> Step | None:
    return next(iter(_steps(connection, which, 1)), None)


def _steps(connection: sqlite3.Connection, which: str, limit: int) -> list[Step]:
    rows = connection.execute(f"{_STEP} {which} LIMIT ?", (limit,))
    return [
        Step(step_id, at, label, count, bool(undone)) for step_id, at, label, count, undone in rows
    ]
