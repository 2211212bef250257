"""What of a library is the user's, bit for bit, so that two moments can be compared."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

_TABLES = ("paper", "known_title", "known_id", "alias", "triage", "tag", "saved_search")
_MARKED = "WHERE bookmarked OR read OR archived OR note IS NOT NULL"
"""The row of a paper that has no mark any more says no more than none."""

Rows = list[tuple[Any, ...]]
Content = dict[str, Rows]


def content_of(database: Path) -> Content:
    """The rows of every table of the user's, but for the moments at which they were written."""
    with closing(sqlite3.connect(database)) as connection:
        return {table: _rows(connection, table) for table in _present(connection)}


def digests_of(content: Content) -> dict[str, str]:
    """A short text for each table that is another when a single value is."""
    return {table: sha256(repr(rows).encode()).hexdigest() for table, rows in content.items()}


def differing(one: dict[str, Any], other: dict[str, Any]) -> str:
    """The tables of the first that are others in the second; empty when there are none."""
    return ", ".join(table for table, value in one.items() if value != other.get(table))


def _present(connection: sqlite3.Connection) -> Iterator[str]:
    """Those of the tables that a library of this format has."""
    known = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    return (table for table in _TABLES if table in known)


def _rows(connection: sqlite3.Connection, table: str) -> Rows:
    described = connection.execute(f"PRAGMA table_info({table})").fetchall()
    columns = [name for _, name, *_ in described if not name.endswith("_at")]
    which = _MARKED if table == "triage" else ""
    rows = connection.execute(f"SELECT {', '.join(columns)} FROM {table} {which}")
    return sorted(rows, key=repr)
