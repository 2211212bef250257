"""Arriving papers taken into the database, each merged with what is known of it."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING

from tui.papers.identity import merge, title_key
from tui.papers.paper import Paper
from tui.storage.changes.absorption import absorb
from tui.storage.clock import now
from tui.storage.known_papers import KNOW_ID, KNOW_TITLE, KnownPapers, id_keys
from tui.storage.paper_row import (
    INSERT_PAPER,
    UPDATE_PAPER,
    Row,
    encode_paper,
    mark_unindexed,
    stored_row,
)

if TYPE_CHECKING:
    from tui.storage.changes.import_record import ImportRecord

_AT_ONCE = 1000
_NEWEST_ID = "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'paper'), 0)"


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
class _Unwritten:
    """What a batch has yet to write: papers, and what they are known by now.

    Of changed papers it holds the record that they had.
    """

    new: dict[int, None] = field(default_factory=dict)
    changed: dict[int, Row] = field(default_factory=dict)
    titles: dict[tuple[str, int], None] = field(default_factory=dict)
    ids: dict[tuple[str, int], None] = field(default_factory=dict)


class Intake:
    """Arrivals taken in, inside a transaction that the caller holds."""

    def __init__(
        self, connection: sqlite3.Connection, record: "ImportRecord | None" = None
    ) -> None:
        """Take in what nobody has to take back, unless there is a ``record`` of it."""
        self._connection = connection
        self._record = record
        self._at = now()
        self._newest_id = int(connection.execute(_NEWEST_ID).fetchone()[0])
        self._new = self._merged = self._unchanged = 0
        self._ids: list[int] = []
        self._to_index: dict[int, None] = {}
        self._survivors: dict[int, int] = {}
        self._unwritten = _Unwritten()

    def take(self, papers: Iterable[Paper]) -> AddReport:
        """Store papers, or merge them into those that they are; mark what changed as unindexed."""
        arrivals = iter(papers)
        while batch := list(islice(arrivals, _AT_ONCE)):
            self._take_batch(batch)
        mark_unindexed(self._connection, self._to_index)
        ids = [self._survivor_of(paper_id) for paper_id in self._ids]
        return AddReport(self._new, self._merged, self._unchanged, ids)

    def _take_batch(self, batch: Sequence[Paper]) -> None:
        keys = [title_key(paper.title) for paper in batch]
        known = KnownPapers(self._connection, batch, keys)
        for paper, key in zip(batch, keys, strict=True):
            paper_id = self._take_one(known, paper, key)
            if known.add_title(paper_id, key):
                self._unwritten.titles[key, paper_id] = None
            self._ids.append(paper_id)
        self._write(known)

    def _take_one(self, known: KnownPapers, paper: Paper, key: str) -> int:
        candidates = known.candidates(paper, key)
        row = encode_paper(paper)
        if len(candidates) == 1 and known.row(candidates[0]) == row:
            self._unchanged += 1
            return candidates[0]
        same = [paper_id for paper_id in candidates if known.is_same(paper_id, paper)]
        if same:
            return self._unite(known, same, paper)
        return self._insert(known, paper, row)

    def _insert(self, known: KnownPapers, paper: Paper, row: Row) -> int:
        self._newest_id += 1
        known.put(self._newest_id, paper, row)
        self._new += 1
        self._unwritten.new[self._newest_id] = None
        self._to_index[self._newest_id] = None
        return self._newest_id

    def _unite(self, known: KnownPapers, same: Sequence[int], arrival: Paper) -> int:
        """Merge an arrival into the papers that it is, the surest match first."""
        first, *others = sorted(
            same, key=lambda paper_id: (known.doubt(paper_id, arrival), paper_id)
        )
        merged = merge(known.paper(first), arrival)
        united, ids = [first], [*id_keys(known.paper(first)), *id_keys(arrival)]
        for other in others:
            # An arrival without an id can be like two papers whose own ids differ.
            if known.is_same(other, replace(merged, title=arrival.title)):
                merged = merge(merged, known.paper(other))
                united.append(other)
                ids += id_keys(known.paper(other))
        if len(united) == 1 and merged == known.paper(first):
            self._unchanged += 1
        else:
            self._merged += 1
            self._change(known, united, merged)
        self._remember_ids(known, min(united), set(ids).difference(id_keys(merged)))
        return min(united)

    def _remember_ids(self, known: KnownPapers, paper_id: int, keys: Iterable[str]) -> None:
        """Have a paper known by ids that it doesn't show."""
        for key in keys:
            known.add_id(paper_id, key)
            self._unwritten.ids[key, paper_id] = None

    def _change(self, known: KnownPapers, united: Sequence[int], merged: Paper) -> None:
        survivor, *gone = sorted(united)
        row = self._absorb(known, gone, survivor) if gone else known.row(survivor)
        known.put(survivor, merged, encode_paper(merged))
        self._unwritten.changed.setdefault(survivor, row)
        self._to_index.update(dict.fromkeys(united))

    def _absorb(self, known: KnownPapers, gone: Iterable[int], survivor: int) -> Row:
        """Give what there is about some papers to another, and give the record that it has then."""
        # What is absorbed has to be there.
        self._write(known)
        for paper_id in gone:
            if self._record is None:
                absorb(self._connection, paper_id, survivor)
            else:
                self._record.unite(self._connection, paper_id, survivor)
            known.move(paper_id, survivor)
            self._survivors[paper_id] = survivor
        return stored_row(self._connection, survivor) or ()

    def _write(self, known: KnownPapers) -> None:
        unwritten, self._unwritten = self._unwritten, _Unwritten()
        new = {paper_id: known.row(paper_id) for paper_id in unwritten.new}
        changed = {
            paper_id: (row, known.row(paper_id))
            for paper_id, row in unwritten.changed.items()
            if paper_id not in new
        }
        write = self._connection.executemany
        write(INSERT_PAPER, ((*row, self._at, paper_id) for paper_id, row in new.items()))
        write(UPDATE_PAPER, ((*row, paper_id) for paper_id, (_, row) in changed.items()))
        write(KNOW_TITLE, sorted(unwritten.titles))
        ids = [pair for pair in unwritten.ids if self._know_id(*pair)]
        if self._record is not None:
            self._record.came(new)
            self._record.told(
                changed,
                (pair for pair in unwritten.titles if pair[1] not in new),
                (pair for pair in ids if pair[1] not in new),
            )

    def _know_id(self, key: str, paper_id: int) -> bool:
        """Have a paper known by an id; False when one was already."""
        return self._connection.execute(KNOW_ID, (key, paper_id)).rowcount == 1

    def _survivor_of(self, paper_id: int) -> int:
        while paper_id in self._survivors:
            paper_id = self._survivors[paper_id]
        return paper_id
