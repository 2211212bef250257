"""Making a database file ready for use: who may read it, whose it is, and its shape."""

import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tui.storage.failure import emptied_failure, folder_failure, foreign_failure, newer_failure
from tui.storage.migrations import APPLICATION_ID, MIGRATIONS
from tui.storage.turn import patiently, unheard

_WRITER_CACHE_KB = 16_000
_LARGEST_IDLE_LOG = 16_000_000


def make_private_file(path: Path) -> None:
    """Create the file and the folders it lacks so that only their owner can read them.

    Raises StorageError where that can't be, and for a library that was emptied.
    """
    try:
        for folder in reversed(path.parents):
            if not folder.exists():
                folder.mkdir(mode=0o700, exist_ok=True)
        # A file that is there is not opened: with the closing of any handle to it the process would
        # lose the locks of its other connections, and another process delete the log they write.
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))
        except FileExistsError:
            _refuse_emptied(path)
        if path.is_dir() or not os.access(path, os.R_OK | os.W_OK):
            code = errno.EISDIR if path.is_dir() else errno.EACCES
            raise OSError(code, os.strerror(code))
    except OSError as error:
        raise folder_failure(error, path) from error


def _refuse_emptied(path: Path) -> None:
    """Raise StorageError for a file without content that is not a new library.

    SQLite would make one of it, and delete the log.
    """
    if path.stat().st_size == 0:
        from tui.storage.backups.backup_folder import backups

        log = path.with_name(f"{path.name}-wal")
        if backups(path) or (log.exists() and log.stat().st_size):
            raise emptied_failure(path)


def connect(path: Path, wait_seconds: float) -> sqlite3.Connection:
    """A connection in autocommit mode that any thread may use, one at a time.

    A statement waits up to so long for what another connection has locked, by SQLite's own means.
    """
    connection = sqlite3.connect(
        path, timeout=wait_seconds, isolation_level=None, check_same_thread=False
    )
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
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


def bring_up_to_date(connection: sqlite3.Connection, path: Path, wait_seconds: float) -> None:
    """Check that the file is a library this version knows, and migrate it to today's shape.

    A library of an older shape is backed up first. Raises StorageError.
    """
    version = patiently(lambda: known_version(connection, path), wait_seconds)
    # SQLite's own busy timeout does not cover the change of journal mode, so that two processes
    # that create the library at the same moment would fail without this.
    patiently(lambda: connection.execute("PRAGMA journal_mode = WAL"), wait_seconds)
    if version < len(MIGRATIONS):
        if version:
            from tui.storage.backups.backup_folder import back_up_before_upgrade

            back_up_before_upgrade(path, version)
        migrate(connection, wait_seconds)


def known_version(connection: sqlite3.Connection, path: Path) -> int:
    """The number of the library's shape, 0 for an empty file.

    Raises StorageError when another program made it, or a newer papertui.
    """
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if tables and pragma(connection, "application_id") != APPLICATION_ID:
        raise foreign_failure(path)
    version = pragma(connection, "user_version")
    if version > len(MIGRATIONS):
        raise newer_failure(path, version, len(MIGRATIONS))
    return version


def migrate(connection: sqlite3.Connection, wait_seconds: float) -> None:
    """Bring a library to today's shape, in one transaction."""
    with transaction(connection, wait_seconds):
        # Another process may have done so while this one waited for its turn.
        version = pragma(connection, "user_version")
        if version >= len(MIGRATIONS):
            return
        for statements in MIGRATIONS[version:]:
            for statement in statements:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


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
