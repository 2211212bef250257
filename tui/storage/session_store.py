"""Small facts that outlive a run: how the reader was left, and what the library knows of itself."""

from collections.abc import Mapping

from tui.storage.database import Database


class SessionStore:
    """How the reader was left: query, order, place, layout."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def load(self) -> dict[str, str]:
        """What was saved last; empty at the first start."""
        with self._database.read() as connection:
            return dict(connection.execute("SELECT key, value FROM session").fetchall())

    def save(self, values: Mapping[str, str]) -> None:
        """Keep these values in place of all that were kept before."""
        with self._database.write() as connection:
            connection.execute("DELETE FROM session")
            connection.executemany("INSERT INTO session (key, value) VALUES (?, ?)", values.items())


class MetaStore:
    """What the library knows of itself, such as whether it has had its starter papers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, key: str) -> str | None:
        """The value kept under a key."""
        with self._database.read() as connection:
            row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def set(self, key: str, value: str) -> None:
        """Keep a value under a key, in place of the one it had."""
        with self._database.write() as connection:
            connection.execute("REPLACE INTO meta (key, value) VALUES (?, ?)", (key, value))
