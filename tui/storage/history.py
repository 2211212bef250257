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
    has become something else since.
    """

    step: Step
    ids: tuple[int, ...]
    skipped: int


def perform(connection: sqlite3.Connection, changes: Sequence[Change], label: str) -> Step | None:
    """Make the changes and record them as one step; None when there are none."""
    if not changes:
        return None
    at = now()
    for change in changes:
        _make(connection, change, at)
    return record(connection, changes, label, len({change.key for change in changes}), at)


def record(
    connection: sqlite3.Connection, changes: Iterable[Change], label: str, count: int, at: str
) -> Step:
    """Have the history keep changes that were made to so many things as one step."""
    connection.execute("DELETE FROM step WHERE undone = 1")
    step_id = connection.execute(
        "INSERT INTO step (at, label, count) VALUES (?, ?, ?)", (at, label, count)
    ).lastrowid
    connection.executemany(
        "INSERT INTO change (step_id, position, key, field, before, after)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        ((step_id, position, *change) for position, change in enumerate(changes)),
    )
    return Step(int(step_id or 0), at, label, count, undone=False)


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


def _walk(connection: sqlite3.Connection, step: Step, changes: Iterable[Change]) -> Undone:
    at = now()
    touched: dict[int, None] = {}
    skipped = 0
    for change in changes:
        outcome = _make(connection, change, at)
        touched.update(dict.fromkeys(outcome.ids))
        skipped += outcome.skipped
    connection.execute("UPDATE step SET undone = ? WHERE id = ?", (step.undone, step.id))
    return Undone(step, tuple(touched), skipped)


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
