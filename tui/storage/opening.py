"""Making a database file ready for use: who may read it, whose it is, and its shape."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tui.storage.failure import folder_failure, foreign_failure, newer_failure
from tui.storage.migrations import APPLICATION_ID, MIGRATIONS

_RETRY_SECONDS = 0.01


def make_private_file(path: Path) -> None:
    """Create the file and the folders it lacks so that only their owner can read them."""
    try:
        for folder in reversed(path.parents):
            if not folder.exists():
                folder.mkdir(mode=0o700, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise folder_failure(error, path) from error


def connect(path: Path, wait_seconds: float) -> sqlite3.Connection:
    """A connection in autocommit mode that any thread may use, one at a time."""
    connection = sqlite3.connect(
        path, timeout=wait_seconds, isolation_level=None, check_same_thread=False
    )
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def bring_up_to_date(connection: sqlite3.Connection, path: Path, wait_seconds: float) -> None:
    """Check that the file is a library this version knows, and migrate it to today's shape."""
    _refuse_strangers(connection, path)
    _enter_wal(connection, wait_seconds)
    for number, statements in enumerate(MIGRATIONS, start=1):
        if pragma(connection, "user_version") < number:
            _migrate(connection, number, statements)


def pragma(connection: sqlite3.Connection, name: str) -> int:
    """The value of a setting or counter that is a number."""
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Keep everything the block writes, or on any exception nothing of it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # SQLite itself rolls back after some failures, a full disk among them.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _refuse_strangers(connection: sqlite3.Connection, path: Path) -> None:
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if tables and pragma(connection, "application_id") != APPLICATION_ID:
        raise foreign_failure(path)
    version = pragma(connection, "user_version")
    if version > len(MIGRATIONS):
        raise newer_failure(path, version, len(MIGRATIONS))


def _enter_wal(connection: sqlite3.Connection, wait_seconds: float) -> None:
    # SQLite's own busy timeout does not cover the change of journal mode, so that two processes
    # that create the library at the same moment would fail without this.
    deadline = time.monotonic() + wait_seconds
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(_RETRY_SECONDS)
        else:
            return


def _migrate(connection: sqlite3.Connection, number: int, statements: tuple[str, ...]) -> None:
    with transaction(connection):
        # Another process may have made this step while this one waited for its turn.
        if pragma(connection, "user_version") >= number:
            return
        for statement in statements:
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {number}")
