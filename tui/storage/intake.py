"""Arriving papers taken into the database, each merged with what is known of it."""

import sqlite3
from dataclasses import dataclass, replace

from tui.papers.identity import merge, same_paper, title_key
from tui.papers.paper import Paper
from tui.storage.absorption import absorb
from tui.storage.clock import now
from tui.storage.paper_row import COLUMNS, PAPER_COLUMNS, decode_paper, encode_paper

# By any of the three ways to know a paper again; identity then decides.
_SELECT_CANDIDATES = f"""
    SELECT {PAPER_COLUMNS}, id FROM paper
    WHERE arxiv_id = ?1 OR doi = ?2
       OR id IN (SELECT paper_id FROM known_title WHERE key = ?3)
"""

_INSERT = f"""
    INSERT INTO paper ({", ".join(COLUMNS)}, added_at)
    VALUES ({", ".join("?" * (len(COLUMNS) + 1))})
"""

_UPDATE = f"""
    UPDATE paper SET {", ".join(f"{column} = ?" for column in COLUMNS)} WHERE id = ?
"""

_KNOW_TITLE = "INSERT OR IGNORE INTO known_title (key, paper_id) VALUES (?, ?)"


@dataclass(frozen=True, slots=True)
class AddReport:
    """What became of a batch: counts of arrivals, and the paper of each arrival in their order.

    ``merged`` counts the arrivals that told something about a known paper, ``unchanged`` those
    that told nothing new.
    """

    new: int
    merged: int
    unchanged: int
    ids: list[int]


@dataclass(frozen=True, slots=True)
class _Stored:
    id: int
    paper: Paper


class Intake:
    """One batch of arrivals, inside a transaction that the caller holds."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._at = now()
        self._new = self._merged = self._unchanged = 0
        self._ids: list[int] = []
        self._survivors: dict[int, int] = {}
        self._to_index: dict[int, None] = {}

    def take(self, paper: Paper) -> None:
        """Store a paper, or merge it into the one that it is."""
        key = title_key(paper.title)
        known = self._same_as(paper, key)
        paper_id = self._unite(known, paper) if known else self._insert(paper)
        self._connection.execute(_KNOW_TITLE, (key, paper_id))
        self._ids.append(paper_id)

    def finish(self) -> AddReport:
        """Mark what changed as not indexed, and report."""
        self._connection.executemany(
            "REPLACE INTO unindexed (paper_id) VALUES (?)",
            ((paper_id,) for paper_id in self._to_index),
        )
        ids = [self._survivor_of(paper_id) for paper_id in self._ids]
        return AddReport(self._new, self._merged, self._unchanged, ids)

    def _same_as(self, paper: Paper, key: str) -> list[_Stored]:
        """The stored papers that this one is, the surest match first."""
        rows = self._connection.execute(_SELECT_CANDIDATES, (paper.arxiv_id, paper.doi, key))
        candidates = [_Stored(row[-1], decode_paper(row)) for row in rows]
        same = [stored for stored in candidates if _same_but_for_title(stored.paper, paper)]
        return sorted(same, key=lambda stored: (_doubt(stored.paper, paper), stored.id))

    def _insert(self, paper: Paper) -> int:
        cursor = self._connection.execute(_INSERT, (*encode_paper(paper), self._at))
        paper_id = int(cursor.lastrowid or 0)
        self._new += 1
        self._to_index[paper_id] = None
        return paper_id

    def _unite(self, known: list[_Stored], arrival: Paper) -> int:
        first, *others = known
        merged = merge(first.paper, arrival)
        united = [first.id]
        for other in others:
            # An arrival without an id can be like two papers whose own ids differ.
            if _same_but_for_title(merged, other.paper):
                merged = merge(merged, other.paper)
                united.append(other.id)
        if len(united) == 1 and merged == first.paper:
            self._unchanged += 1
            return first.id
        self._merged += 1
        return self._write_united(sorted(united), merged)

    def _write_united(self, united: list[int], merged: Paper) -> int:
        survivor, *gone = united
        for paper_id in gone:
            absorb(self._connection, paper_id, survivor)
            self._survivors[paper_id] = survivor
        self._connection.execute(_UPDATE, (*encode_paper(merged), survivor))
        self._to_index.update(dict.fromkeys(united))
        return survivor

    def _survivor_of(self, paper_id: int) -> int:
        while paper_id in self._survivors:
            paper_id = self._survivors[paper_id]
        return paper_id


def _same_but_for_title(one: Paper, other: Paper) -> bool:
    """Whether two papers that a title has been seen on, or that share an id, are the same.

    Merging keeps one title of several, so that it may not be the one they have in common.
    """
    return same_paper(replace(one, title=other.title), other)


def _doubt(stored: Paper, arrival: Paper) -> int:
    if stored.arxiv_id is not None and stored.arxiv_id == arrival.arxiv_id:
        return 0
    return 1 if stored.doi is not None and stored.doi == arrival.doi else 2
