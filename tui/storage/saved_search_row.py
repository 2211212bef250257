"""A saved search as a row of the database, and the writing of one."""

import json
import sqlite3
from typing import NamedTuple

from tui.storage.changes.change import Change, Value

SAVED_SEARCH = "saved_search"


class SavedSearchRow(NamedTuple):
    """A saved search with its place in the list; ``watched`` is 0 or 1."""

    name: str
    query: str
    position: int
    watched: int = 0

    def text(self) -> str:
        """The row as the history keeps it."""
        return json.dumps(self)


SAVED_SEARCH_COLUMNS = ", ".join(SavedSearchRow._fields)


def name_key(name: str) -> str:
    """What two names share that differ in case only."""
    return name.casefold()


def make_saved_search_change(connection: sqlite3.Connection, change: Change) -> bool:
    """Write or delete a saved search; False when it, or the owner of its name, is another now."""
    row = _kept(change.after)
    if _current(connection, change.key) not in (_kept(change.before), row):
        return False
    if row is None:
        connection.execute("DELETE FROM saved_search WHERE id = ?", (change.key,))
        return True
    if _name_is_taken(connection, row.name, but_by=change.key):
        return False
    connection.execute(
        f"REPLACE INTO saved_search (id, name_key, {SAVED_SEARCH_COLUMNS})"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (change.key, name_key(row.name), *row),
    )
    return True


def _kept(value: Value) -> SavedSearchRow | None:
    """The row that the history keeps; what is older may lack the last fields."""
    return None if value is None else SavedSearchRow(*json.loads(str(value)))


def _current(connection: sqlite3.Connection, key: int) -> SavedSearchRow | None:
    row = connection.execute(
        f"SELECT {SAVED_SEARCH_COLUMNS} FROM saved_search WHERE id = ?", (key,)
    ).fetchone()
    return SavedSearchRow(*row) if row else None


def _name_is_taken(connection: sqlite3.Connection, name: str, *, but_by: int) -> bool:
    taken = connection.execute(
        "SELECT 1 FROM saved_search WHERE name_key = ? AND id <> ?", (name_key(name), but_by)
    ).fetchone()
    return taken is not None
