"""Small facts written into a library, and libraries of older shapes."""

import sqlite3
from pathlib import Path

from tui.storage.database import Database
from tui.storage.migrations import MIGRATIONS


def note(database: Database, key: str, value: str = "") -> None:
    """Keep a value under a key, in a transaction of its own."""
    with database.write() as connection:
        connection.execute("REPLACE INTO meta VALUES (?, ?)", (key, value))


def notes(database: Database) -> set[str]:
    """The keys that values are kept under."""
    with database.read() as connection:
        return {key for (key,) in connection.execute("SELECT key FROM meta")}


def make_at_version(path: Path, version: int, *more: str) -> None:
    """Make a library as it was when its shape had this number, with ``more`` statements."""
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, isolation_level=None)
    for statements in MIGRATIONS[:version]:
        for statement in statements:
            connection.execute(statement)
    for statement in more:
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {version}")
    connection.close()
