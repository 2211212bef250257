"""The papers on disk: taking them in, getting them out, and which of them the index lacks."""

import sqlite3
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

from tui.papers.paper import Entry, Paper
from tui.papers.text import clean
from tui.storage.changes.change_times import change_times
from tui.storage.database import Database
from tui.storage.paper_row import (
    ASKED_PAPERS,
    COLUMNS,
    PAPER_COLUMNS,
    decode_paper,
    encode_ids,
)
from tui.storage.triage_row import TRIAGE_COLUMNS, decode_triage

if TYPE_CHECKING:
    from tui.storage.intake import AddReport

_MOST_DIGITS = 18

_ENTRIES = f"""
    SELECT {PAPER_COLUMNS}, {TRIAGE_COLUMNS}, paper.id
    FROM {ASKED_PAPERS} LEFT JOIN triage ON triage.paper_id = paper.id
    ORDER BY asked.key
"""

_PAPERS = f"SELECT {PAPER_COLUMNS}, paper.id FROM {ASKED_PAPERS} ORDER BY asked.key"

_RESOLVE = "SELECT coalesce((SELECT paper_id FROM alias WHERE old_id = ?1), ?1)"


class PaperStore:
    """Papers by number. A number is given once and stays; see ``resolve``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, papers: Iterable[Paper]) -> "AddReport":
        """Take papers in, each merged with what is known of it, in one transaction.

        A paper that makes two known ones out to be the same unites them under the lower number.
        Papers that are new or changed, and the numbers that were given up, are unindexed then.
        """
        # Not needed to show papers, and the reader's first frame is waited for.
        from tui.storage.intake import Intake

        with self._database.write() as connection:
            return Intake(connection).take(papers)

    def get(self, ids: Sequence[int]) -> list[Entry]:
        """The papers with these numbers and their triage, in that order; unknown ones left out."""
        with self._database.read() as connection:
            return _entries(connection, ids)

    def get_timed(self, ids: Sequence[int]) -> list[Entry]:
        """Like ``get``, and of their triage the times at which it was changed too."""
        with self._database.read() as connection:
            times = change_times(connection, ids)
            return [
                replace(entry, triage=replace(entry.triage, changed_at=times.get(entry.id)))
                for entry in _entries(connection, ids)
            ]

    def papers(self, ids: Iterable[int]) -> list[tuple[int, Paper]]:
        """Like ``get``, but without triage: pairs of a paper's number and its record."""
        with self._database.read() as connection:
            rows = connection.execute(_PAPERS, (encode_ids(ids),))
            return [(row[-1], decode_paper(row)) for row in rows]

    def all_ids(self, limit: int | None = None) -> "array[int]":
        """All numbers as 64-bit integers, newest day first, undated last, then by number.

        With ``limit`` the first so many only, in no time.
        """
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT id FROM paper ORDER BY day DESC, id LIMIT ?",
                (-1 if limit is None else limit,),
            )
            return array("q", chain.from_iterable(rows))

    def count(self) -> int:
        """How many papers there are."""
        with self._database.read() as connection:
            return _number(connection, "SELECT count(*) FROM paper")

    def newest_id(self) -> int:
        """The highest number that a paper was ever given; 0 when there was none."""
        with self._database.read() as connection:
            return _number(
                connection,
                "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'paper'), 0)",
            )

    def indexed_up_to(self, number: int) -> int:
        """The highest number up to which every paper above ``number`` is indexed."""
        with self._database.read() as connection:
            waiting, *_ = connection.execute(
                "SELECT min(paper_id) FROM unindexed WHERE paper_id > ?", (number,)
            ).fetchone()
        return self.newest_id() if waiting is None else int(waiting) - 1

    def is_empty(self) -> bool:
        """Whether there is no paper yet."""
        with self._database.read() as connection:
            return not _number(connection, "SELECT EXISTS (SELECT 1 FROM paper)")

    def resolve(self, paper_id: int) -> int:
        """The number of the paper that this number stands for now: mostly itself."""
        with self._database.read() as connection:
            return _number(connection, _RESOLVE, paper_id)

    def find(self, reference: str) -> list[int]:
        """The papers that a person means by a number, arXiv id or link, DOI, or exact title."""
        from tui.papers.identity import arxiv_id_in, normalize_doi, title_key

        text = clean(reference)
        with self._database.read() as connection:
            return (
                _by_number(connection, text)
                or _by(connection, "arxiv_id", arxiv_id_in(text))
                or _by(connection, "doi", normalize_doi(text))
                or _by_hidden_id(connection, arxiv_id_in(text), normalize_doi(text))
                or _by_title(connection, title_key(text))
            )

    def list_days(self) -> list[date]:
        """The days that papers count under, newest first."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT DISTINCT day FROM paper WHERE day IS NOT NULL ORDER BY day DESC"
            )
            return [date.fromisoformat(day) for (day,) in rows]

    def unindexed(self, limit: int) -> list[tuple[int, int]]:
        """Pairs of paper number and sequence number that the index has yet to catch up with.

        A number that no paper has any more is one to delete from the index.
        """
        with self._database.read() as connection:
            return connection.execute(
                "SELECT paper_id, sequence FROM unindexed ORDER BY sequence LIMIT ?", (limit,)
            ).fetchall()

    def mark_indexed(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Forget pairs of ``unindexed``; what has changed since has a new sequence and stays."""
        with self._database.write() as connection:
            connection.executemany(
                "DELETE FROM unindexed WHERE paper_id = ? AND sequence = ?", pairs
            )

    def mark_all_unindexed(self) -> None:
        """Have every paper indexed anew."""
        with self._database.write() as connection:
            connection.execute("REPLACE INTO unindexed (paper_id) SELECT id FROM paper ORDER BY id")

    def unindexed_count(self) -> int:
        """How many numbers the index has yet to catch up with."""
        with self._database.read() as connection:
            return _number(connection, "SELECT count(*) FROM unindexed")


def _entries(connection: sqlite3.Connection, ids: Sequence[int]) -> list[Entry]:
    rows = connection.execute(_ENTRIES, (encode_ids(ids),))
    width = len(COLUMNS)
    return [Entry(row[-1], decode_paper(row), decode_triage(row[width:-1])) for row in rows]


def _number(connection: sqlite3.Connection, statement: str, *values: int) -> int:
    return int(connection.execute(statement, values).fetchone()[0])


def _by_number(connection: sqlite3.Connection, text: str) -> list[int]:
    if not (text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS):
        return []
    return _by(connection, "id", _number(connection, _RESOLVE, int(text)))


def _by_hidden_id(
    connection: sqlite3.Connection, arxiv_id: str | None, doi: str | None
) -> list[int]:
    rows = connection.execute(
        "SELECT paper_id FROM known_id WHERE key IN ('arxiv:' || ?, 'doi:' || ?)", (arxiv_id, doi)
    )
    return [paper_id for (paper_id,) in rows]


def _by_title(connection: sqlite3.Connection, key: str) -> list[int]:
    rows = connection.execute(
        "SELECT paper_id FROM known_title WHERE key = ? ORDER BY paper_id", (key,)
    )
    return [paper_id for (paper_id,) in rows]


def _by(connection: sqlite3.Connection, column: str, value: str | int | None) -> list[int]:
    rows = connection.execute(f"SELECT id FROM paper WHERE {column} = ? ORDER BY id", (value,))
    return [paper_id for (paper_id,) in rows]
