"""Opening the library: whose file it is, who may read it, and that it has today's shape."""

import errno
import os
import sqlite3
import time
from contextlib import ExitStack, suppress
from pathlib import Path

from tui.errors import StorageError
from tui.storage.connecting import connect_to_write, pragma, transaction
from tui.storage.failure import (
    emptied_failure,
    folder_failure,
    foreign_failure,
    missing_failure,
    newer_failure,
)
from tui.storage.migrations import APPLICATION_ID, MIGRATIONS
from tui.storage.turn import patiently

_LONGEST_MAKING, _LOOK_AGAIN = 1.0, 0.01
"""Seconds."""


def make_private_file(path: Path) -> None:
    """Create the file and the folders it lacks so that only their owner can read them.

    Raises StorageError where that can't be, and for a library that was emptied or taken away.
    """
    try:
        for folder in reversed(path.parents):
            if not folder.exists():
                folder.mkdir(mode=0o700, exist_ok=True)
        refuse_missing(path)
        # SQLite would make a new library of it, and delete the log.
        if was_emptied(path) and not _is_being_made(path):
            raise emptied_failure(path)
        # A file that is there is not opened: with the closing of any handle to it the process would
        # lose the locks of its other connections, and another process delete the log they write.
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))
        if path.is_dir() or not os.access(path, os.R_OK | os.W_OK):
            code = _obstacle(path)
            raise OSError(code, os.strerror(code))
    except OSError as error:
        raise folder_failure(error, path) from error


def _obstacle(path: Path) -> int:
    """The number of the error for which there is no reading and writing here."""
    if path.is_dir():
        return errno.EISDIR
    is_on_read_only_disk = os.name == "posix" and os.statvfs(path).f_flag & os.ST_RDONLY
    return errno.EROFS if is_on_read_only_disk else errno.EACCES


def refuse_missing(path: Path) -> None:
    """Raise StorageError where there is no library although there are backups of it."""
    if is_missing(path):
        from tui.storage.backups.backup_folder import backups, newest_good_backup

        newest = newest_good_backup(path) or backups(path)[0]
        raise missing_failure(path, newest.path, newest.made_at)


def is_missing(path: Path) -> bool:
    """Whether there is no library, and nothing but backups tells of it."""
    return not (path.exists() or _has_log(path)) and _has_backups(path)


def was_emptied(path: Path) -> bool:
    """Whether nothing is in the file of a library, and its log, or a backup, tells of an older."""
    if path.exists() and path.stat().st_size:
        return False
    return _has_log(path) or (path.exists() and _has_backups(path))


def _is_being_made(path: Path) -> bool:
    """Whether the file gets its content now, from another process that begins a new library."""
    end = time.monotonic() + _LONGEST_MAKING
    while was_emptied(path):
        if time.monotonic() > end:
            return False
        time.sleep(_LOOK_AGAIN)
    return True


def _has_log(path: Path) -> bool:
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0


def _has_backups(path: Path) -> bool:
    from tui.storage.backups.backup_folder import backups

    return bool(backups(path))


def open_library(path: Path, wait_seconds: float) -> sqlite3.Connection:
    """A connection for writing to the library in a file, which has today's shape afterwards.

    A library of an older shape is backed up first. Raises StorageError, and SQLite's errors.
    """
    while True:
        file = file_identity(path)
        with ExitStack() as unfinished:
            try:
                connection = connect_to_write(path, wait_seconds)
                unfinished.callback(connection.close)
                version = _settled_version(connection, path, wait_seconds)
            except (StorageError, sqlite3.Error):
                if file == file_identity(path):
                    raise
                continue
            # Unless a recovery has put another file in its place while this one was waited for:
            # the log is found by name, so that writing to the old file would spoil the new one.
            if file == file_identity(path):
                _bring_up_to_date(connection, path, version, wait_seconds)
                unfinished.pop_all()
                return connection


def file_identity(path: Path) -> tuple[int, int] | None:
    """What tells the file that has this name from any other that had or gets it."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _settled_version(connection: sqlite3.Connection, path: Path, wait_seconds: float) -> int:
    """The number of the library's shape. From now on no recovery puts another in its place."""
    version = patiently(lambda: known_version(connection, path), wait_seconds)
    # SQLite's own busy timeout does not cover the change of journal mode, so that two processes
    # that create the library at the same moment would fail without this.
    patiently(lambda: connection.execute("PRAGMA journal_mode = WAL"), wait_seconds)
    return version


def _bring_up_to_date(
    connection: sqlite3.Connection, path: Path, version: int, wait_seconds: float
) -> None:
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
