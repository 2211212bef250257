"""Searches that the user saved under a name, and those made recently."""

import sqlite3
from dataclasses import dataclass

from tui.errors import PapertuiError
from tui.storage import history
from tui.storage.change import Change
from tui.storage.database import Database
from tui.storage.history import Step
from tui.storage.saved_search_row import SAVED_SEARCH, SavedSearchRow, name_key

_RECENT_KEPT = 200


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query with a name."""

    name: str
    query: str


class SearchStore:
    """Searches on disk. Names are unique whatever their case; saving can be undone."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def saved(self) -> list[SavedSearch]:
        """The saved searches in the order in which they were first saved."""
        with self._database.read() as connection:
            rows = connection.execute("SELECT name, query FROM saved_search ORDER BY position, id")
            return [SavedSearch(*row) for row in rows]

    def save(self, name: str, query: str) -> Step | None:
        """Save a query under a name, in place of one that had it; None if it is there already."""
        name = _checked(name)
        with self._database.write() as connection:
            found = _find(connection, name)
            if found is None:
                change = _addition(connection, name, query)
                return history.perform(connection, [change], f"save the search “{name}”")
            key, row = found
            new = row._replace(name=name, query=query)
            return _replace(connection, key, row, new, f"replace the search “{name}”")

    def rename(self, name: str, new_name: str) -> Step | None:
        """Give a saved search another name; None if no search has the first one.

        Raises ``PapertuiError`` when a different search has the new name.
        """
        new_name = _checked(new_name)
        with self._database.write() as connection:
            found = _find(connection, name)
            if found is None:
                return None
            key, row = found
            other = _find(connection, new_name)
            if other is not None and other[0] != key:
                raise PapertuiError(
                    f"There is a saved search “{other[1].name}” already.",
                    "Choose another name, or remove that search first.",
                )
            label = f"rename the search “{row.name}” to “{new_name}”"
            return _replace(connection, key, row, row._replace(name=new_name), label)

    def remove(self, name: str) -> Step | None:
        """Forget a saved search; None if no search has that name."""
        with self._database.write() as connection:
            found = _find(connection, name)
            if found is None:
                return None
            key, row = found
            change = Change(key, SAVED_SEARCH, row.text(), None)
            return history.perform(connection, [change], f"remove the search “{row.name}”")

    def remember(self, text: str) -> None:
        """Put a search at the head of the recent ones, of which the newest 200 are kept."""
        text = text.strip()
        if not text:
            return
        with self._database.write() as connection:
            connection.execute("REPLACE INTO recent_search (text) VALUES (?)", (text,))
            connection.execute(
                "DELETE FROM recent_search WHERE id NOT IN"
                " (SELECT id FROM recent_search ORDER BY id DESC LIMIT ?)",
                (_RECENT_KEPT,),
            )

    def recent(self, limit: int = _RECENT_KEPT) -> list[str]:
        """The searches made lately, newest first, each once."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT text FROM recent_search ORDER BY id DESC LIMIT ?", (limit,)
            )
            return [text for (text,) in rows]


def _checked(name: str) -> str:
    name = name.strip()
    if not name:
        raise PapertuiError("A saved search needs a name.", "Type a word or two to find it by.")
    return name


def _find(connection: sqlite3.Connection, name: str) -> tuple[int, SavedSearchRow] | None:
    found = connection.execute(
        "SELECT id, name, query, position FROM saved_search WHERE name_key = ?",
        (name_key(name.strip()),),
    ).fetchone()
    return (found[0], SavedSearchRow(*found[1:])) if found else None


def _addition(connection: sqlite3.Connection, name: str, query: str) -> Change:
    key, position = connection.execute(
        "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'saved_search'), 0) + 1,"
        " coalesce(max(position), 0) + 1 FROM saved_search"
    ).fetchone()
    return Change(key, SAVED_SEARCH, None, SavedSearchRow(name, query, position).text())


def _replace(
    connection: sqlite3.Connection, key: int, old: SavedSearchRow, new: SavedSearchRow, label: str
) -> Step | None:
    if old == new:
        return None
    change = Change(key, SAVED_SEARCH, old.text(), new.text())
    return history.perform(connection, [change], label)
