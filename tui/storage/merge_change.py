"""Two papers made one by the user, as the history keeps it: so that it can be taken back.

The change of a merge has the survivor's number as key, the other's in ``after``, and in ``before``
as JSON all rows about the two as they were, and those about the survivor as they became.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from typing import Any, NamedTuple

from tui.papers.identity import merge
from tui.papers.paper import Paper
from tui.storage.absorption import absorb
from tui.storage.change import MERGE, Change, Outcome, Value
from tui.storage.known_papers import KNOW_ID, id_keys
from tui.storage.paper_row import (
    COLUMNS,
    UPDATE_PAPER,
    decode_paper,
    encode_ids,
    encode_paper,
    mark_unindexed,
)
from tui.storage.triage_row import make_room

_TABLES = {
    "paper": ("id", *COLUMNS, "added_at"),
    "triage": (
        "paper_id", "bookmarked", "read", "archived", "note",
        "bookmarked_at", "read_at", "archived_at", "note_at", "tags_at",
    ),
    "tag": ("paper_id", "name"),
    "known_title": ("paper_id", "key"),
    "known_id": ("paper_id", "key"),
    "alias": ("paper_id", "old_id"),
    "reading_place": ("paper_id", "place", "at"),
}  # fmt: skip
"""What there is to know about a paper; the first column has its number."""

_ONE_ROW = ("triage", "reading_place")
_FACTS = [name for name in _TABLES if name != "paper"]
_LISTS = ("categories", "keywords", "links", "sources")

_Row = dict[str, Value]
_Rows = dict[str, list[_Row]]


class _Snapshot(NamedTuple):
    """All rows about two papers before they became one, and about the survivor after."""

    before: _Rows
    after: _Rows

    @property
    def pair(self) -> tuple[int, int]:
        """The numbers of the survivor and of the other."""
        survivor, gone = sorted(int(str(row["id"])) for row in self.before["paper"])
        return survivor, gone


def unite(connection: sqlite3.Connection, survivor: int, gone: int) -> Change:
    """Make one paper of two and give the change, for the history to keep.

    The ids that the survivor doesn't show are remembered: what comes under them comes to it.
    """
    make_room(connection, (survivor, gone))
    before = _rows(connection, (survivor, gone))
    papers = [_paper(before, paper_id) for paper_id in (survivor, gone)]
    merged = merge(*papers)
    absorb(connection, gone, survivor)
    connection.execute(UPDATE_PAPER, (*encode_paper(merged), survivor))
    hidden = {key for paper in papers for key in id_keys(paper)}.difference(id_keys(merged))
    connection.executemany(KNOW_ID, ((key, survivor) for key in sorted(hidden)))
    mark_unindexed(connection, (survivor, gone))
    snapshot = _Snapshot(before, _rows(connection, (survivor,)))
    return Change(survivor, MERGE, json.dumps(snapshot, ensure_ascii=False), gone)


def walk_merge(connection: sqlite3.Connection, change: Change) -> Outcome:
    """Take a merge back, or make it again; skipped when the papers have become others since.

    What the survivor has learned since stays with it, and counts as skipped too.
    """
    if isinstance(change.after, str):
        return _separate(connection, _Snapshot(*json.loads(change.after)))
    return _unite_again(connection, _Snapshot(*json.loads(str(change.before))))


def _unite_again(connection: sqlite3.Connection, snapshot: _Snapshot) -> Outcome:
    if len(_rows(connection, snapshot.pair)["paper"]) < 2:
        return Outcome((), skipped=True)
    again = unite(connection, *snapshot.pair)
    connection.execute(
        "UPDATE change SET before = ? WHERE field = ? AND key = ? AND after = ?",
        (again.before, MERGE, again.key, again.after),
    )
    return Outcome((again.key,), skipped=False)


def _separate(connection: sqlite3.Connection, snapshot: _Snapshot) -> Outcome:
    survivor, gone = snapshot.pair
    before, after = snapshot
    current = _rows(connection, (survivor,))
    if {"paper_id": survivor, "old_id": gone} not in current["alias"]:
        return Outcome((), skipped=True)
    paper = _with_news(*(_paper(rows, survivor) for rows in (before, after, current)))
    connection.execute(UPDATE_PAPER, (*encode_paper(paper), survivor))
    _insert(connection, "paper", _of(before["paper"], "id", gone))
    # A record that came since may have taken the place of ids that are shown again now.
    shown = {*id_keys(paper), *id_keys(_paper(before, gone))}
    current["known_id"] = [row for row in current["known_id"] if row["key"] not in shown]
    for name in _FACTS:
        connection.execute(f"DELETE FROM {name} WHERE paper_id = ?", (survivor,))
        _insert(connection, name, _rows_without_merge(name, snapshot, current))
    mark_unindexed(connection, (survivor, gone))
    return Outcome((survivor, gone), skipped=current["paper"] != after["paper"])


def _with_news(before: Paper, after: Paper, current: Paper) -> Paper:
    """A paper as it was before a merge, but for what it has learned after that."""
    news: dict[str, Any] = {}
    for name in (field.name for field in fields(Paper)):
        old, merged, new = (getattr(paper, name) for paper in (before, after, current))
        if new != merged:
            news[name] = new if name not in _LISTS else _joined(old, merged, new)
    return replace(before, **news)


def _joined(old: Iterable[Any], merged: Sequence[Any], new: Iterable[Any]) -> tuple[Any, ...]:
    """The old items and those of the new ones that the merge didn't bring."""
    return tuple(dict.fromkeys((*old, *(item for item in new if item not in merged))))


def _rows_without_merge(name: str, snapshot: _Snapshot, current: _Rows) -> list[_Row]:
    """The rows of both papers as they were before a merge, with what is newer of the survivor's."""
    before, after = snapshot.before[name], snapshot.after[name]
    if current[name] == after:
        return before
    if name not in _ONE_ROW:
        return [*before, *(row for row in current[name] if row not in after)]
    survivor, gone = snapshot.pair
    was, (now,) = after[0] if after else {}, current[name]
    old = next(iter(_of(before, "paper_id", survivor)), now)
    news = {column: now[column] for column in now if now[column] != was.get(column)}
    return [*_of(before, "paper_id", gone), {**old, **news}]


def _of(rows: Iterable[_Row], column: str, paper_id: int) -> list[_Row]:
    return [row for row in rows if row[column] == paper_id]


def _rows(connection: sqlite3.Connection, paper_ids: Iterable[int]) -> _Rows:
    """Every row about some papers, by table."""
    return {name: _rows_in(connection, name, encode_ids(paper_ids)) for name in _TABLES}


def _rows_in(connection: sqlite3.Connection, name: str, asked: str) -> list[_Row]:
    columns = _TABLES[name]
    rows = connection.execute(
        f"SELECT {', '.join(columns)} FROM {name}"
        f" WHERE {columns[0]} IN (SELECT value FROM json_each(?)) ORDER BY 1, 2",
        (asked,),
    )
    return [dict(zip(columns, row, strict=True)) for row in rows]


def _insert(connection: sqlite3.Connection, name: str, rows: Iterable[_Row]) -> None:
    columns = _TABLES[name]
    connection.executemany(
        f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",
        ([row.get(column) for column in columns] for row in rows),
    )


def _paper(rows: _Rows, paper_id: int) -> Paper:
    (row,) = _of(rows["paper"], "id", paper_id)
    return decode_paper([row.get(column) for column in COLUMNS])
