"""What was fetched from each source, and how far its work has come."""

from typing import NamedTuple

from tui.storage.clock import now
from tui.storage.database import Database


class Stored(NamedTuple):
    """The response of which the papers are stored: the SHA-256 of its body, and when (ISO, UTC)."""

    digest: str
    at: str


class SyncStore:
    """Syncing on disk. Written in the transaction of the papers, it never says too much."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def stored(self, source: str) -> dict[str, Stored]:
        """The responses of a source whose papers are stored, by name: ``2025-03-11``."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT item, digest, at FROM synced WHERE source = ?", (source,)
            )
            return {item: Stored(digest, at) for item, digest, at in rows}

    def one(self, source: str, item: str) -> Stored | None:
        """The response of that name, if its papers are stored."""
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT digest, at FROM synced WHERE source = ? AND item = ?", (source, item)
            ).fetchone()
        return None if row is None else Stored(*row)

    def record(self, source: str, item: str, digest: str) -> None:
        """Note that the papers of a response are stored now."""
        with self._database.write() as connection:
            connection.execute(
                "REPLACE INTO synced (source, item, digest, at) VALUES (?, ?, ?, ?)",
                (source, item, digest, now()),
            )

    def get(self, key: str) -> str | None:
        """A fact kept under a key; ``None`` when there is none."""
        with self._database.read() as connection:
            row = connection.execute("SELECT value FROM sync_fact WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def set(self, key: str, value: str | None) -> None:
        """Keep a fact under a key, in place of the one it had; ``None`` forgets it."""
        with self._database.write() as connection:
            if value is None:
                connection.execute("DELETE FROM sync_fact WHERE key = ?", (key,))
            else:
                connection.execute(
                    "REPLACE INTO sync_fact (key, value) VALUES (?, ?)", (key, value)
                )
