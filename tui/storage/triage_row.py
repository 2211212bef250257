"""A paper's triage as rows of the database, and the setting of one of its marks."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from tui.papers.paper import Triage, TriageChange, time_of_change
from tui.storage.changes.change import Change, Value
from tui.storage.changes.change_times import KEEP_TAG_TIME

TAG = "tag"

TRIAGE_COLUMNS = """
    triage.bookmarked, triage.read, triage.archived, triage.note,
    (SELECT json_group_array(tag.name) FROM tag WHERE tag.paper_id = paper.id)
"""

_NO_TAGS = "[]"

_MARKS = ("bookmarked", "read", "archived", "note")
_SET_MARK = {
    mark: f"UPDATE triage SET {mark} = ?1, {mark}_at = ?2"
    f" WHERE paper_id = ?3 AND ({mark} IS ?1 OR {mark} IS ?4)"
    for mark in _MARKS
}
_MARK_TIME = {mark: f"SELECT {mark}_at FROM triage WHERE paper_id = ?" for mark in _MARKS}
_TAG_TIME = "SELECT at FROM tag_time WHERE paper_id = ? AND name = ?"


def decode_triage(row: Sequence[Any]) -> Triage:
    """The triage of a row that begins with ``TRIAGE_COLUMNS``."""
    bookmarked, read, archived, note, tags = row
    return Triage(
        bookmarked=bool(bookmarked),
        read=bool(read),
        archived=bool(archived),
        tags=() if tags == _NO_TAGS else tuple(sorted(json.loads(tags))),
        note=note,
    )


def changes_between(paper_id: int, before: Triage, after: Triage) -> Iterator[Change]:
    """What has to change to turn one triage of a paper into another."""
    pairs: tuple[tuple[str, Value, Value], ...] = (
        ("bookmarked", int(before.bookmarked), int(after.bookmarked)),
        ("read", int(before.read), int(after.read)),
        ("archived", int(before.archived), int(after.archived)),
        ("note", before.note, after.note),
    )
    for mark, old, new in pairs:
        if old != new:
            yield Change(paper_id, mark, old, new)
    if before.tags != after.tags:
        for name in sorted(set(before.tags) - set(after.tags)):
            yield Change(paper_id, TAG, name, None)
        for name in sorted(set(after.tags) - set(before.tags)):
            yield Change(paper_id, TAG, None, name)


def made_of(change: TriageChange, changes: Sequence[Change]) -> TriageChange:
    """A change of papers without what was so already of all of them."""
    fields = {one.field for one in changes}
    tags = {(one.before, one.after) for one in changes if one.field == TAG}
    return TriageChange(
        bookmarked=change.bookmarked if "bookmarked" in fields else None,
        read=change.read if "read" in fields else None,
        archived=change.archived if "archived" in fields else None,
        add_tags=tuple(tag for tag in change.add_tags if (None, tag) in tags),
        remove_tags=tuple(tag for tag in change.remove_tags if (tag, None) in tags),
        note=change.note if "note" in fields else None,
    )


def make_room(connection: sqlite3.Connection, paper_ids: Iterable[int]) -> None:
    """Give the papers the row that their marks are set in."""
    connection.executemany(
        "INSERT OR IGNORE INTO triage (paper_id) VALUES (?)",
        ((paper_id,) for paper_id in paper_ids),
    )


def make_triage_change(connection: sqlite3.Connection, change: Change, at: str) -> bool:
    """Set a mark; False when it is no longer as it was before the change, nor as it will be.

    Its time is ``at``, or just after that of its last change where that is no earlier.
    """
    if change.field == TAG:
        return _make_tag_change(connection, change, at)
    at = time_of_change(_first_value(connection, _MARK_TIME[change.field], change.key), at)
    values = (change.after, at, change.key, change.before)
    return connection.execute(_SET_MARK[change.field], values).rowcount == 1


def _make_tag_change(connection: sqlite3.Connection, change: Change, at: str) -> bool:
    if change.after is None:
        statement = "DELETE FROM tag WHERE paper_id = ? AND name = ?"
    else:
        statement = "INSERT OR IGNORE INTO tag (paper_id, name) VALUES (?, ?)"
    name = change.before or change.after
    at = time_of_change(_first_value(connection, _TAG_TIME, change.key, name), at)
    connection.execute(statement, (change.key, name))
    connection.execute(KEEP_TAG_TIME, (change.key, name, at))
    connection.execute("UPDATE triage SET tags_at = ? WHERE paper_id = ?", (at, change.key))
    return True


def _first_value(connection: sqlite3.Connection, asked: str, *about: Value) -> str | None:
    row = connection.execute(asked, about).fetchone()
    return None if row is None else row[0]
