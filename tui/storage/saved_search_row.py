"""A saved search as a row of the database, and the writing of one."""

import json
import sqlite3
from typing import NamedTuple

from tui.storage.change import Change

SAVED_SEARCH = "saved_search"


class SavedSearchRow(NamedTuple):
    """A saved search with its place in the list."""

    name: str
    query: str
    position: int

    def text(self) -> str:
        """The row as the history keeps it."""
        return json.dumps(self)


def name_key(name: str) -> str:
    """What two names share that differ in case only."""
    return name.casefold()


def make_saved_search_change(connection: sqlite3.Connection, change: Change) -> bool:
    """Write or delete a saved search; False when it, or the owner of its name, is another now."""
    if _text(connection, change.key) not in (change.before, change.after):
        return False
    if change.after is None:
        connection.execute("DELETE FROM saved_search WHERE id = ?", (change.key,))
        return True
    row = SavedSearchRow(*json.loads(str(change.after)))
    if _name_is_taken(connection, row.name, but_by=change.key):
        return False
    connection.execute(
        "REPLACE INTO saved_search (id, name, name_key, query, position) VALUES (?, ?, ?, ?, ?)",
        (change.key, row.name, name_key(row.name), row.query, row.position),
    )
    return True


def _text(connection: sqlite3.Connection, key: int) -> str | None:
    row = connection.execute(
        "SELECT name, query, position FROM saved_search WHERE id = ?", (key,)
    ).fetchone()
    return SavedSearchRow(*row).text() if row else None


def _name_is_taken(connection: sqlite3.Connection, name: str, *, but_by: int) -> bool:
    taken = connection.execute(
        "SELECT 1 FROM saved_search WHERE name_key = ? AND id <> ?", (name_key(name), but_by)
    ).fetchone()
    return taken is not None
