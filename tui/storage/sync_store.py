"""What was fetched from each source, and how far its work has come."""

import sqlite3
from datetime import datetime, timedelta
from typing import NamedTuple

from tui.storage.clock import now
from tui.storage.database import Database

_LOOKED_BACK = timedelta(days=7)
"""A source that is asked for what is new is asked for some days before too."""
# Facts that are a day say how far a source was asked, those of days with more how far within them.
_ASK_FROM = "UPDATE sync_fact SET value = ?1 WHERE value GLOB '????-??-??' AND value > ?1"
_BEGIN_ANEW = "DELETE FROM sync_fact WHERE value GLOB '????-??-??..*'"


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


def ask_again(connection: sqlite3.Connection, since: str) -> None:
    """Have sources asked again for what they have sent since a moment, an ISO time.

    What they sent may have gone with something that is taken back.
    """
    # All of it: clocks are set back, and what was stored already is only stored again.
    connection.execute("DELETE FROM synced")
    connection.execute(_ASK_FROM, (str(datetime.fromisoformat(since).date() - _LOOKED_BACK),))
    connection.execute(_BEGIN_ANEW)
