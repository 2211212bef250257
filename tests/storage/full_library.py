"""A library of 300 papers with all that a user makes of them, and its rows to compare."""

import random
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

from tui.papers.paper import Author, Link, LinkKind, Paper, TriageChange
from tui.storage.database import Database
from tui.storage.paper_store import PaperStore
from tui.storage.reading_store import ReadingStore
from tui.storage.search_store import SearchStore
from tui.storage.session_store import MetaStore
from tui.storage.triage_store import TriageStore

PAPERS = 300
TABLES = (
    "paper", "known_title", "alias", "triage", "tag", "step", "change", "saved_search",
    "recent_search", "session", "meta", "sync_fact", "known_id", "reading_place", "tag_time",
    "draft",
)  # fmt: skip

Rows = dict[str, set[tuple[object, ...]]]


def fill(database: Database) -> None:
    """Put papers, marks, tags, notes, steps and searches into a new library."""
    chance = random.Random(17)
    papers, triage, searches = PaperStore(database), TriageStore(database), SearchStore(database)
    with database.write():
        papers.add(_paper(number, chance) for number in range(PAPERS))
        MetaStore(database).set("starter", "imported")
        for number in range(120):
            ids = chance.sample(range(1, PAPERS + 1), chance.choice([1, 1, 5, 30]))
            triage.apply(ids, _change(number, chance), f"step {number}")
        for number in range(20):
            searches.save(f"search {number}", f"query {number}")
            searches.remember(f"query {number}")
            ReadingStore(database).save_place(number + 1, f"place {number}")


def rows(path: Path) -> Rows:
    """All rows of a sound library, by table."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        return {table: set(connection.execute(f"SELECT * FROM {table}")) for table in TABLES}


def readable_rows(path: Path) -> Rows:
    """The rows that SQLite itself still reads of a damaged library, before it stumbles."""
    readable: Rows = {table: set() for table in TABLES}
    with closing(sqlite3.connect(f"file:{path}?immutable=1", uri=True)) as connection:
        for table in TABLES:
            try:
                for row in connection.execute(f"SELECT * FROM {table} NOT INDEXED"):
                    readable[table].add(row)
            except sqlite3.Error:
                continue
    return readable


def _paper(number: int, chance: random.Random) -> Paper:
    return Paper(
        title=f"Paper number {number:03} about é and {'x' * chance.randrange(40)}",
        abstract="word " * chance.randrange(1_200) or None,
        arxiv_id=f"2501.{number:05}" if number % 3 else None,
        doi=f"10.1234/{number}" if number % 5 == 0 else None,
        authors=(Author(f"Ann {number}"),),
        links=(Link(LinkKind.CODE, f"https://github.com/a/{number}"),),
        listed_on=date(2025, 1, 1 + number % 28),
        sources=("hf",),
    )


def _change(number: int, chance: random.Random) -> TriageChange:
    return TriageChange(
        bookmarked=chance.choice([None, True, False]),
        read=chance.choice([None, True]),
        archived=chance.choice([None, True]),
        add_tags=(f"tag {chance.randrange(30)}",),
        note=f"note {number} " * chance.randrange(50) if chance.random() < 0.2 else None,
    )
