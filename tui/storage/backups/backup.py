"""A backup: a copy of the whole library as of one moment, checked before it counts as one."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from tui.paths import whole_file
from tui.storage.backups.contents import Contents, contents_of
from tui.storage.clock import now
from tui.storage.connecting import Connection, connect, pragma
from tui.storage.failure import backup_failure, damage_failure
from tui.storage.migrations import APPLICATION_ID

Cancelled = Callable[[], bool]

MADE_AT = "backup made at"
"""The key in ``meta`` of the moment that a backup shows."""

_PAGES_AT_ONCE = 2_000
_STEPS_AT_ONCE = 200_000
_WAIT_SECONDS = 30.0
_PRIVATE = 0o600


class BackupStopped(Exception):  # noqa: N818
    """The making of a backup was stopped. Nothing is left of it."""


def never() -> bool:
    """For work that nobody stops."""
    return False


def make_backup(
    library: Path,
    target: Path,
    *,
    replace: bool = False,
    cancelled: Cancelled = never,
    version: int | None = None,
) -> Contents:
    """Have the file ``target`` be a backup of a library, which goes on being written meanwhile.

    Raises PapertuiError when ``target`` exists and may not be replaced, or can't be written;
    StorageError when the library is damaged; BackupStopped soon after ``cancelled()`` is true, and
    when the library does not have the shape ``version``.
    """
    with (
        _failures_told(library, target),
        whole_file(target, replace=replace, mode=_PRIVATE) as new,
        _alone_in_its_place(new),
    ):
        with closing(connect(library, _WAIT_SECONDS)) as source:
            contents = copy_library(source, new, cancelled)
        with closing(sqlite3.connect(new, isolation_level=None, factory=Connection)) as copy:
            if version not in (None, pragma(copy, "user_version")):
                raise BackupStopped
            _stamp(copy)
            _verify(copy, contents, cancelled, library)
    return contents


def copy_library(
    source: sqlite3.Connection, target: Path, cancelled: Cancelled = never
) -> Contents:
    """Fill an empty file with what ``source`` shows at one moment; gives what there is in it.

    Raises SQLite's errors, and BackupStopped soon after ``cancelled()`` is true.
    """

    def stop_when_told(*_: int) -> None:
        if cancelled():
            raise BackupStopped

    with closing(sqlite3.connect(target, isolation_level=None, factory=Connection)) as copy:
        copy.execute("PRAGMA synchronous = OFF")
        # One read transaction from the first page to the last, so that it is one moment.
        source.execute("BEGIN")
        try:
            contents = contents_of(source)
            source.backup(copy, pages=_PAGES_AT_ONCE, progress=stop_when_told)
        finally:
            source.rollback()
        # One file, without a log of its own beside it.
        copy.execute("PRAGMA journal_mode = DELETE")
    return contents


def damage_in(connection: sqlite3.Connection, cancelled: Cancelled = never) -> list[str]:
    """What SQLite's full check finds wrong; empty when the file is sound."""
    connection.set_progress_handler(cancelled, _STEPS_AT_ONCE)
    try:
        found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(10)")]
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_INTERRUPT:
            raise BackupStopped from error
        raise
    finally:
        connection.set_progress_handler(None, 0)
    return [] if found == ["ok"] else found


def moment_of(connection: sqlite3.Connection, path: Path) -> datetime:
    """When the backup that is open was made, in local time."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (MADE_AT,)).fetchone()
    if row is None:
        return datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    return datetime.fromisoformat(str(row[0])).astimezone()


def _stamp(copy: sqlite3.Connection) -> None:
    """Have a backup say when it was made; the oldest libraries have no place for that."""
    if copy.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
        copy.execute("REPLACE INTO meta (key, value) VALUES (?, ?)", (MADE_AT, now()))


def _verify(
    copy: sqlite3.Connection, contents: Contents, cancelled: Cancelled, library: Path
) -> None:
    ours = pragma(copy, "application_id") == APPLICATION_ID
    if not ours or damage_in(copy, cancelled) or contents_of(copy) != contents:
        raise damage_failure(library)


@contextmanager
def _alone_in_its_place(copy: Path) -> Iterator[None]:
    """Leave nothing beside the copy of what SQLite put there, whatever fails."""
    try:
        yield
    finally:
        for ending in ("-journal", "-wal", "-shm"):
            copy.with_name(copy.name + ending).unlink(missing_ok=True)


@contextmanager
def _failures_told(library: Path, target: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise backup_failure(error, library, target) from error
