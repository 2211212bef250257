"""Two papers made one by the user, as the history keeps it: so that it can be taken back.

The change of a merge has the survivor's number as key, the other's in ``after``, and in ``before``
as JSON all rows about the two as they were, and those about the survivor as they became.
"""

import json
import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from tui.papers.identity import merge
from tui.papers.paper import Paper
from tui.storage.changes.absorption import absorb
from tui.storage.changes.change import MERGE, Change, Outcome
from tui.storage.changes.news import with_news
from tui.storage.changes.paper_facts import (
    FACTS,
    FactRow,
    Facts,
    facts_of,
    insert_facts,
    paper_in,
    rows_of,
)
from tui.storage.known_papers import KNOW_ID, id_keys
from tui.storage.paper_row import UPDATE_PAPER, encode_paper, mark_unindexed
from tui.storage.triage_row import make_room

_ONE_ROW = ("triage", "reading_place", "draft")


class _Snapshot(NamedTuple):
    """All rows about two papers before they became one, and about the survivor after."""

    before: Facts
    after: Facts

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
    before = facts_of(connection, (survivor, gone))
    papers = [_paper(before, paper_id) for paper_id in (survivor, gone)]
    merged = merge(*papers)
    absorb(connection, gone, survivor)
    connection.execute(UPDATE_PAPER, (*encode_paper(merged), survivor))
    hidden = {key for paper in papers for key in id_keys(paper)}.difference(id_keys(merged))
    connection.executemany(KNOW_ID, ((key, survivor) for key in sorted(hidden)))
    mark_unindexed(connection, (survivor, gone))
    snapshot = _Snapshot(before, facts_of(connection, (survivor,)))
    return Change(survivor, MERGE, json.dumps(snapshot, ensure_ascii=False), gone)


def walk_merge(connection: sqlite3.Connection, change: Change) -> Outcome:
    """Take a merge back, or make it again; skipped when the papers have become others since.

    What the survivor has learned since stays with it, and counts as skipped too.
    """
    if isinstance(change.after, str):
        return _separate(connection, _Snapshot(*json.loads(change.after)))
    return _unite_again(connection, _Snapshot(*json.loads(str(change.before))))


def _unite_again(connection: sqlite3.Connection, snapshot: _Snapshot) -> Outcome:
    if len(facts_of(connection, snapshot.pair)["paper"]) < 2:
        return Outcome((), skipped=True)
    again = unite(connection, *snapshot.pair)
    return Outcome((again.key,), skipped=False, kept=again)


def _separate(connection: sqlite3.Connection, snapshot: _Snapshot) -> Outcome:
    survivor, gone = snapshot.pair
    before, after = snapshot
    current = facts_of(connection, (survivor,))
    if {"paper_id": survivor, "old_id": gone} not in current["alias"]:
        return Outcome((), skipped=True)
    paper = with_news(*(_paper(rows, survivor) for rows in (before, after, current)))
    connection.execute(UPDATE_PAPER, (*encode_paper(paper), survivor))
    insert_facts(connection, "paper", rows_of(before["paper"], "id", gone))
    # A record that came since may have taken the place of ids that are shown again now.
    shown = {*id_keys(paper), *id_keys(_paper(before, gone))}
    current["known_id"] = [row for row in current["known_id"] if row["key"] not in shown]
    for name in FACTS:
        connection.execute(f"DELETE FROM {name} WHERE paper_id = ?", (survivor,))
        insert_facts(connection, name, _rows_without_merge(name, snapshot, current))
    mark_unindexed(connection, (survivor, gone))
    return Outcome((survivor, gone), skipped=current["paper"] != after["paper"])


def _rows_without_merge(name: str, snapshot: _Snapshot, current: Facts) -> list[FactRow]:
    """The rows of both papers as they were before a merge, with what is newer of the survivor's."""
    # A merge that was kept by an older papertui knows nothing of the newer tables.
    before, after = snapshot.before.get(name, []), snapshot.after.get(name, [])
    if current[name] == after:
        return before
    news = [row for row in current[name] if row not in after]
    if name not in _ONE_ROW:
        return _last_of_each((*before, *news))
    survivor, gone = snapshot.pair
    return [
        *(rows_of(before, "paper_id", gone) if current[name] else []),
        *(_with_newer_values(row, before, after, survivor) for row in news),
    ]


def _last_of_each(rows: Iterable[FactRow]) -> list[FactRow]:
    """The last one of the rows about each fact: its first two columns tell which that is."""
    return list({tuple(row.values())[:2]: row for row in rows}.values())


def _with_newer_values(
    row: FactRow, before: Iterable[FactRow], after: Iterable[FactRow], survivor: int
) -> FactRow:
    """The survivor's row before a merge, with those values that became others after it."""
    merged = next(iter(after), {})
    old = next(iter(rows_of(before, "paper_id", survivor)), row)
    return {**old, **{name: row[name] for name in row if row[name] != merged.get(name)}}


def _paper(rows: Facts, paper_id: int) -> Paper:
    (row,) = rows_of(rows["paper"], "id", paper_id)
    return paper_in(row)
