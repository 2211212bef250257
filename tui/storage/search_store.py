"""Searches that the user saved under a name, and those made recently."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tui.errors import PapertuiError
from tui.storage import history
from tui.storage.changes.change import Change
from tui.storage.database import Database
from tui.storage.history import Step
from tui.storage.saved_search_row import (
    SAVED_SEARCH,
    SAVED_SEARCH_COLUMNS,
    SavedSearchRow,
    name_key,
)

_RECENT_KEPT = 200

_Kept = tuple[int, SavedSearchRow]
"""A saved search with its number."""


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query with a name. Of a ``watched`` one, new papers are told of."""

    name: str
    query: str
    watched: bool = False


class SearchStore:
    """Searches on disk. Names are unique whatever their case; saving can be undone."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def saved(self) -> list[SavedSearch]:
        """The saved searches in their order, which is that of saving until they are moved."""
        with self._database.read() as connection:
            return [
                SavedSearch(row.name, row.query, bool(row.watched))
                for _, row in _in_order(connection)
            ]

    def save(self, name: str, query: str) -> Step | None:
        """Save a query under a name, in place of one that had it; None if it is there already."""
        name = _checked(name)
        with self._database.write() as connection:
            found = _find(connection, name)
            if found is None:
                change = _addition(connection, name, query)
                return history.perform(connection, [change], f"saved the search “{name}”")
            key, row = found
            new = row._replace(name=name, query=query)
            return _replace(connection, key, row, new, f"replaced the search “{name}”")

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
            label = f"renamed the search “{row.name}” to “{new_name}”"
            return _replace(connection, key, row, row._replace(name=new_name), label)

    def move(self, name: str, place: int) -> Step | None:
        """Put a saved search at a place of the list, the first being 1, the others around it.

        None if no search has that name, or it is there already.
        """
        with self._database.write() as connection:
            rows = _in_order(connection)
            moved = next((kept for kept in rows if name_key(kept[1].name) == _key(name)), None)
            if moved is None or rows.index(moved) == place - 1:
                return None
            others = [kept for kept in rows if kept is not moved]
            others.insert(max(0, place - 1), moved)
            label = f"moved the search “{moved[1].name}”"
            return history.perform(connection, list(_renumbered(others)), label)

    def watch(self, name: str, *, watched: bool) -> Step | None:
        """Have new papers of a saved search told of, or no longer; None if it is so already."""
        with self._database.write() as connection:
            found = _find(connection, name)
            if found is None:
                return None
            key, row = found
            label = f"{'watched' if watched else 'stopped watching'} the search “{row.name}”"
            return _replace(connection, key, row, row._replace(watched=int(watched)), label)

    def remove(self, name: str) -> Step | None:
        """Forget a saved search; None if no search has that name."""
        with self._database.write() as connection:
            found = _find(connection, name)
            if found is None:
                return None
            key, row = found
            change = Change(key, SAVED_SEARCH, row.text(), None)
            return history.perform(connection, [change], f"removed the search “{row.name}”")

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


def _key(name: str) -> str:
    return name_key(name.strip())


def _in_order(connection: sqlite3.Connection) -> list[_Kept]:
    rows = connection.execute(
        f"SELECT id, {SAVED_SEARCH_COLUMNS} FROM saved_search ORDER BY position, id"
    )
    return [(key, SavedSearchRow(*row)) for key, *row in rows]


def _find(connection: sqlite3.Connection, name: str) -> _Kept | None:
    found = connection.execute(
        f"SELECT id, {SAVED_SEARCH_COLUMNS} FROM saved_search WHERE name_key = ?", (_key(name),)
    ).fetchone()
    return (found[0], SavedSearchRow(*found[1:])) if found else None


def _renumbered(rows: Iterable[_Kept]) -> Iterator[Change]:
    """What has to change for the searches to stand in this order."""
    for position, (key, row) in enumerate(rows, start=1):
        if row.position != position:
            after = row._replace(position=position)
            yield Change(key, SAVED_SEARCH, row.text(), after.text())


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
