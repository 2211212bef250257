"""Connections to the file of a library or a backup, and transactions on them."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tui.storage.failure import garbled_error
from tui.storage.turn import patiently, unheard

_WRITER_CACHE_KB = 16_000
_LARGEST_IDLE_LOG = 16_000_000


class Connection(sqlite3.Connection):
    """A connection whose every error is SQLite's, also where damage has garbled what it says."""

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        """As that of any connection."""
        try:
            return super().execute(sql, parameters)
        except UnicodeDecodeError as error:
            raise garbled_error(error) from error

    def executemany(self, sql: str, parameters: Any, /) -> sqlite3.Cursor:
        """As that of any connection."""
        try:
            return super().executemany(sql, parameters)
        except UnicodeDecodeError as error:
            raise garbled_error(error) from error


def connect(path: Path, wait_seconds: float) -> sqlite3.Connection:
    """A connection in autocommit mode that any thread may use, one at a time.

    A statement waits up to so long for what another connection has locked, by SQLite's own means.
    """
    connection = sqlite3.connect(
        path,
        timeout=wait_seconds,
        isolation_level=None,
        check_same_thread=False,
        factory=Connection,
    )
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
    except BaseException:
        connection.close()
        raise
    return connection


def connect_to_write(path: Path, wait_seconds: float) -> sqlite3.Connection:
    """A connection for writing, which then waits for its turn as ``transaction`` does."""
    connection = connect(path, wait_seconds)
    # Pages of indexes that a batch of papers touches; with fewer they are written twice.
    connection.execute(f"PRAGMA cache_size = -{_WRITER_CACHE_KB}")
    # A log that one long transaction has made large does not stay so.
    connection.execute(f"PRAGMA journal_size_limit = {_LARGEST_IDLE_LOG}")
    # SQLite's own way of waiting hardly finds a turn beside one who writes much.
    connection.execute("PRAGMA busy_timeout = 0")
    return connection


def connect_to_read(path: Path, *, with_log: bool = True) -> sqlite3.Connection:
    """A connection that only reads a file, its log too unless that is not wanted."""
    return sqlite3.connect(
        uri_to_read(path, with_log=with_log),
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        factory=Connection,
    )


def uri_to_read(path: Path, *, with_log: bool = True) -> str:
    """What SQLite calls a file to read. Where nobody has it open, nothing is made beside it."""
    way = "mode=ro" if with_log and is_in_use(path) else "mode=ro&immutable=1"
    return f"{path.absolute().as_uri()}?{way}"


def is_in_use(path: Path) -> bool:
    """Whether somebody has the file open in order to write, or died with it open."""
    return any(path.with_name(path.name + ending).exists() for ending in ("-wal", "-shm"))


def pragma(connection: sqlite3.Connection, name: str) -> int:
    """The value of a setting or counter that is a number."""
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


@contextmanager
def transaction(
    connection: sqlite3.Connection, wait_seconds: float, meeting: Callable[[], None] = unheard
) -> Iterator[None]:
    """Keep everything the block writes, or on any exception nothing of it.

    Waits up to so long for its turn, and then raises SQLite's error; calls ``meeting()`` when
    another connection has the turn.
    """
    patiently(lambda: connection.execute("BEGIN IMMEDIATE"), wait_seconds, meeting)
    try:
        yield
        patiently(lambda: connection.execute("COMMIT"), wait_seconds)
    except BaseException:
        # SQLite itself rolls back after some failures, a full disk among them; and where it can't
        # even do that, the first error is the one to hear of.
        if connection.in_transaction:
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
        raise
