"""What the user decided about papers: bookmarks, read, archived, tags, notes; undo and redo."""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Literal

from tui.papers.deeds import deed
from tui.papers.paper import ChangeTimes, Triage, TriageChange
from tui.papers.words import counted
from tui.storage import history
from tui.storage.changes.change_times import change_times
from tui.storage.changes.making import make_changes
from tui.storage.clock import now
from tui.storage.database import Database
from tui.storage.history import Step, Undone
from tui.storage.paper_row import ASKED_PAPERS, encode_ids
from tui.storage.triage_row import (
    TRIAGE_COLUMNS,
    changes_between,
    decode_triage,
    made_of,
    make_room,
)

_ASKED_TRIAGE = f"""
    SELECT asked.value, paper.id, {TRIAGE_COLUMNS}
    FROM {ASKED_PAPERS} LEFT JOIN triage ON triage.paper_id = paper.id
"""

_Decision = Callable[[Triage], Triage]
"""What becomes of the triage that a paper has."""

_Meant = Mapping[int, int]
"""The papers that numbers stand for."""

_Triages = Mapping[int, Triage]
"""The triage of papers, by number."""

Mark = Literal["bookmarked", "read", "archived"]
"""What can be set and taken back on a paper by one key."""

_COUNTS = """
    SELECT (SELECT count(*) FROM paper), coalesce(sum(archived), 0), coalesce(sum(read), 0),
           coalesce(sum(bookmarked), 0)
    FROM triage
"""

_DECIDED = """
    SELECT paper_id FROM triage
    WHERE coalesce(bookmarked_at, read_at, archived_at, note_at, tags_at) IS NOT NULL
    ORDER BY paper_id
"""


@dataclass(frozen=True, slots=True)
class Marks:
    """The triage of the whole library, by paper numbers. Tags and notes only where there are."""

    bookmarked: set[int] = field(default_factory=set)
    read: set[int] = field(default_factory=set)
    archived: set[int] = field(default_factory=set)
    tags: dict[str, set[int]] = field(default_factory=dict)
    notes: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TriageCounts:
    """How many papers there are. The inbox is what is not archived, unread what is not read."""

    total: int
    inbox: int
    unread: int
    bookmarked: int
    archived: int


class TriageStore:
    """Triage on disk. Every change is one transaction that holds its own inverse."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def apply(
        self, ids: Sequence[int], change: TriageChange, called: str | None = None
    ) -> Step | None:
        """Make one change to papers, as one step of the history.

        The history says what was done to how many papers; ``called`` is another word for it.
        Numbers that no paper has are left out. None when nothing is different afterwards.
        """
        requests = [(paper_id, change.applied_to) for paper_id in ids]
        with self._database.write() as connection:
            meant, before = _asked_triage(connection, ids)
            after = _decided(requests, meant, before)
            changes = [
                change
                for paper_id, triage in before.items()
                for change in changes_between(paper_id, triage, after[paper_id])
            ]
            changed = {change.key for change in changes}
            make_room(connection, changed)
            label = f"{called or deed(made_of(change, changes))} {counted(len(changed), 'paper')}"
            return history.perform(connection, changes, label)

    def add(
        self, arrived: Iterable[tuple[int, Triage]], label: str, *, onto: Step | None = None
    ) -> Step | None:
        """Merge what was decided elsewhere into what was decided here, as ``merge_triage`` does.

        It becomes one step of the history, or part of the step ``onto`` as long as that is the
        newest and stands. None when nothing is different afterwards but the times of changes.
        """
        # Not needed to mark papers, and the reader's first frame is waited for.
        from tui.papers.triage_merge import merge_triage
        from tui.storage.changes.arrival import arrival

        with self._database.write() as connection:
            at = now()
            requests = [
                (paper_id, partial(merge_triage, arrived=triage, now=at))
                for paper_id, triage in arrived
            ]
            meant, untimed = _asked_triage(connection, (asked for asked, _ in requests))
            before = _with_times(connection, untimed)
            after = _decided(requests, meant, before)
            changes = [
                change
                for paper_id, triage in before.items()
                if (change := arrival(paper_id, triage, after[paper_id])) is not None
            ]
            make_room(connection, (change.key for change in changes))
            make_changes(connection, changes, at)
            # Times alone are nothing to take back, unless something else is that came with them.
            if onto is None and before == after:
                return None
            return history.keep(connection, changes, label, at, onto)

    def undo(self) -> Undone | None:
        """Take back the newest step that stands; None when there is none."""
        with self._database.write() as connection:
            return history.undo(connection)

    def redo(self) -> Undone | None:
        """Make the oldest step again that was taken back; None when there is none."""
        with self._database.write() as connection:
            return history.redo(connection)

    def history(self, limit: int) -> list[Step]:
        """The steps, newest first, those that were taken back among them."""
        with self._database.read() as connection:
            return history.newest_steps(connection, limit)

    def marks(self) -> Marks:
        """All marks of all papers, as of one moment."""
        marks = Marks()
        with self._database.read() as connection:
            _collect_marks(connection, marks)
            for name, paper_id in connection.execute("SELECT name, paper_id FROM tag"):
                marks.tags.setdefault(name, set()).add(paper_id)
        return marks

    def version(self) -> int:
        """A number that grows whenever this or another process changes what ``marks`` gives."""
        with self._database.read() as connection:
            return int(connection.execute("SELECT version FROM triage_version").fetchone()[0])

    def all_marked(self, ids: Iterable[int], mark: Mark) -> bool:
        """Whether all of these papers that there are have the mark."""
        asked = f"SELECT 1 FROM {ASKED_PAPERS} LEFT JOIN triage ON triage.paper_id = paper.id"
        with self._database.read() as connection:
            unmarked = connection.execute(
                f"{asked} WHERE NOT coalesce({mark}, 0) LIMIT 1",
                (encode_ids(ids),),
            )
            return unmarked.fetchone() is None

    def tag_counts(self) -> dict[str, int]:
        """Every tag in use with the number of its papers, by name."""
        with self._database.read() as connection:
            rows = connection.execute("SELECT name, count(*) FROM tag GROUP BY name ORDER BY name")
            return dict(rows.fetchall())

    def tagged_ids(self, name: str) -> list[int]:
        """The papers that have the tag, by number."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT paper_id FROM tag WHERE name = ? ORDER BY paper_id", (name,)
            )
            return [paper_id for (paper_id,) in rows]

    def decided_ids(self) -> list[int]:
        """The papers about which anything was ever decided, also if it was taken back since."""
        with self._database.read() as connection:
            return [paper_id for (paper_id,) in connection.execute(_DECIDED)]

    def counts(self) -> TriageCounts:
        """How many papers are in each state."""
        with self._database.read() as connection:
            total, archived, read, bookmarked = connection.execute(_COUNTS).fetchone()
        return TriageCounts(total, total - archived, total - read, bookmarked, archived)


def _asked_triage(connection: sqlite3.Connection, asked: Iterable[int]) -> tuple[_Meant, _Triages]:
    """For the asked numbers the papers they stand for, and for those papers their triage."""
    meant: dict[int, int] = {}
    triages: dict[int, Triage] = {}
    for asked_id, paper_id, *columns in connection.execute(
        _ASKED_TRIAGE, (encode_ids(set(asked)),)
    ):
        meant[asked_id] = paper_id
        triages[paper_id] = decode_triage(columns)
    return meant, triages


def _decided(
    requests: Iterable[tuple[int, _Decision]], meant: _Meant, before: _Triages
) -> _Triages:
    """The triage of the papers after all decisions about them, one after the other."""
    after = dict(before)
    for asked, decide in requests:
        if asked in meant:
            after[meant[asked]] = decide(after[meant[asked]])
    return after


def _with_times(connection: sqlite3.Connection, triages: _Triages) -> _Triages:
    times = change_times(connection, triages)
    return {
        paper_id: replace(triage, changed_at=times.get(paper_id, ChangeTimes()))
        for paper_id, triage in triages.items()
    }


def _collect_marks(connection: sqlite3.Connection, marks: Marks) -> None:
    rows = connection.execute("SELECT paper_id, bookmarked, read, archived, note FROM triage")
    for paper_id, bookmarked, read, archived, note in rows:
        if bookmarked:
            marks.bookmarked.add(paper_id)
        if read:
            marks.read.add(paper_id)
        if archived:
            marks.archived.add(paper_id)
        if note:
            marks.notes[paper_id] = note
