"""All that a library's database holds, for comparing what is there with what should be."""

import sqlite3
from typing import Any

Tables = dict[str, list[tuple[Any, ...]]]
"""The rows of each table in a fixed order."""


def everything_in(connection: sqlite3.Connection) -> Tables:
    """The rows of all tables, those of SQLite's own that count numbers given out among them."""
    names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    return {name: _rows(connection, name) for (name,) in names.fetchall()}


def differing(one: Tables, other: Tables) -> list[str]:
    """The tables whose rows differ."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def _rows(connection: sqlite3.Connection, name: str) -> list[tuple[Any, ...]]:
    return sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr)
