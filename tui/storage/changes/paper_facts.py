"""All that the database knows about papers, as rows that can be taken out and put back."""

import sqlite3
from collections.abc import Iterable, Mapping

from tui.papers.paper import Paper
from tui.storage.changes.change import Value
from tui.storage.paper_row import COLUMNS, decode_paper, encode_ids

_TABLES = {
    "paper": ("id", *COLUMNS, "added_at"),
    "triage": (
        "paper_id", "bookmarked", "read", "archived", "note",
        "bookmarked_at", "read_at", "archived_at", "note_at", "tags_at",
    ),
    "tag": ("paper_id", "name"),
    "tag_time": ("paper_id", "name", "at"),
    "known_title": ("paper_id", "key"),
    "known_id": ("paper_id", "key"),
    "alias": ("paper_id", "old_id"),
    "reading_place": ("paper_id", "place", "at"),
    "draft": ("paper_id", "text", "at"),
}  # fmt: skip
"""What there is to know about a paper; the first column has its number."""

FACTS = tuple(name for name in _TABLES if name != "paper")
"""The tables whose rows go with those of their paper."""

FactRow = dict[str, Value]
Facts = dict[str, list[FactRow]]
"""Rows by table."""


def facts_of(connection: sqlite3.Connection, paper_ids: Iterable[int]) -> Facts:
    """Every row about some papers, in the order of the papers."""
    asked = encode_ids(paper_ids)
    return {name: _rows(connection, name, asked) for name in _TABLES}


def insert_facts(connection: sqlite3.Connection, name: str, rows: Iterable[FactRow]) -> None:
    """Put rows into a table; what a row does not name is NULL.

    Rows of titles and ids that the table has already are left out.
    """
    columns = _TABLES[name]
    known = "OR IGNORE " if name in ("known_title", "known_id") else ""
    connection.executemany(
        f"INSERT {known}INTO {name} ({', '.join(columns)})"
        f" VALUES ({', '.join('?' * len(columns))})",
        ([row.get(column) for column in columns] for row in rows),
    )


def rows_of(rows: Iterable[FactRow], column: str, paper_id: int) -> list[FactRow]:
    """Those of the rows that have a paper's number in a column."""
    return [row for row in rows if row[column] == paper_id]


def paper_in(row: Mapping[str, Value]) -> Paper:
    """The record that a row of the table of papers holds."""
    return decode_paper([row.get(column) for column in COLUMNS])


def _rows(connection: sqlite3.Connection, name: str, asked: str) -> list[FactRow]:
    columns = _TABLES[name]
    rows = connection.execute(
        f"SELECT {', '.join(columns)} FROM {name}"
        f" WHERE {columns[0]} IN (SELECT value FROM json_each(?)) ORDER BY 1, 2",
        (asked,),
    )
    return [dict(zip(columns, row, strict=True)) for row in rows]
