"""How far each list day is: how many of its papers wait in the inbox, how many were kept."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from tui.storage.database import Database

_WITH_TRIAGE = "LEFT JOIN triage ON triage.paper_id = paper.id"
_IN_INBOX = "coalesce(triage.archived, 0) = 0"
_PROGRESS = f"""
    SELECT count(*), coalesce(sum({_IN_INBOX}), 0), coalesce(sum(triage.bookmarked), 0)
    FROM paper {_WITH_TRIAGE} WHERE paper.day = ?
"""
_EARLIER_DAY = f"""
    SELECT paper.day FROM paper {_WITH_TRIAGE}
    WHERE paper.day < ? AND {_IN_INBOX} ORDER BY paper.day DESC LIMIT 1
"""
_INBOX_OF_DAY = f"""
    SELECT paper.id FROM paper {_WITH_TRIAGE} WHERE paper.day = ? AND {_IN_INBOX}
"""
_NEWEST_DAY = "SELECT max(day) FROM paper WHERE id IN (SELECT value FROM json_each(?))"
_ARCHIVED = "SELECT paper_id FROM triage WHERE archived"


@dataclass(frozen=True, slots=True)
class DayProgress:
    """A list day: how many papers it has, and of those how many are in the inbox and bookmarked."""

    day: date
    total: int
    inbox: int
    bookmarked: int

    @property
    def done(self) -> int:
        """How many of its papers have left the inbox."""
        return self.total - self.inbox


class DayStore:
    """List days by what the user has yet to decide about their papers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def progress(self, day: date) -> DayProgress:
        """How far a list day is; all numbers are 0 where no paper was listed."""
        with self._database.read() as connection:
            return _progress(connection, day)

    def previous_with_inbox(self, before: date) -> DayProgress | None:
        """The newest earlier day with papers in the inbox."""
        with self._database.read() as connection:
            row = connection.execute(_EARLIER_DAY, (before.isoformat(),)).fetchone()
            return None if row is None else _progress(connection, date.fromisoformat(row[0]))

    def newest(self, ids: Sequence[int]) -> date | None:
        """The newest of the days that these papers are of, as far as they are of any."""
        with self._database.read() as connection:
            (day,) = connection.execute(_NEWEST_DAY, (json.dumps(list(ids)),)).fetchone()
            return None if day is None else date.fromisoformat(day)

    def inbox_ids(self, ids: Sequence[int], day: date | None = None) -> list[int]:
        """Those of the papers that are in the inbox, in the same order; of one day if given."""
        with self._database.read() as connection:
            if day is not None:
                waiting = set(chain(*connection.execute(_INBOX_OF_DAY, (day.isoformat(),))))
                return [paper_id for paper_id in ids if paper_id in waiting]
            archived = set(chain(*connection.execute(_ARCHIVED)))
            return [paper_id for paper_id in ids if paper_id not in archived]


def _progress(connection: sqlite3.Connection, day: date) -> DayProgress:
    total, inbox, bookmarked = connection.execute(_PROGRESS, (day.isoformat(),)).fetchone()
    return DayProgress(day, total, inbox, bookmarked)
