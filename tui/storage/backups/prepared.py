"""A file made ready to be taken over: a copy of it that is sound and has today's shape."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tui.errors import StorageError
from tui.paths import make_private, write_failures_told
from tui.storage.backups.backup import copy_library, damage_in, moment_of
from tui.storage.backups.contents import Contents, contents_of
from tui.storage.backups.shape import has_shape
from tui.storage.connecting import connect_to_read, connect_to_write, pragma
from tui.storage.failure import backup_failure, no_backup_failure
from tui.storage.migrations import APPLICATION_ID, MIGRATIONS
from tui.storage.opening import migrate

_WAIT_SECONDS = 30.0
_DAMAGED = "is damaged and can't be restored"
_STRANGE = "is not a papertui library"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A copy of a library at ``path``, which is removed afterwards.

    ``made_at`` is the moment in local time that it shows.
    """

    path: Path
    made_at: datetime
    contents: Contents


@contextmanager
def prepared(source: Path, folder: Path) -> Iterator[Prepared]:
    """A copy of the library in the file ``source``, ready to be taken over, below ``folder``.

    ``source`` is only read. Raises StorageError when it is no library, damaged or made by a newer
    papertui, or when there is no room for the copy.
    """
    _require_file(source)
    make_private(folder)
    with write_failures_told(folder):
        place = tempfile.TemporaryDirectory(prefix=".papertui-", dir=folder)
    with place as name:
        copy = Path(name) / "library.sqlite3"
        try:
            ready = _prepare(source, copy)
        except sqlite3.DatabaseError as error:
            raise _told(error, source, copy) from error
        yield ready


def _require_file(path: Path) -> None:
    if not path.exists():
        raise StorageError(f"There is no file {path}.", "'papertui backup' lists the backups.")
    if not path.is_file():
        raise no_backup_failure(path, "is not a file")


def _prepare(source: Path, copy: Path) -> Prepared:
    with write_failures_told(source), closing(connect_to_read(source)) as reader:
        _require_library(reader, source)
        copy_library(reader, copy)
    with closing(connect_to_write(copy, _WAIT_SECONDS)) as library:
        disagreeing = library.execute("PRAGMA foreign_key_check").fetchone()
        if disagreeing or damage_in(library) or not has_shape(library):
            raise no_backup_failure(source, _DAMAGED)
        migrate(library, _WAIT_SECONDS)
        return Prepared(copy, moment_of(library, source), contents_of(library))


def _require_library(reader: sqlite3.Connection, source: Path) -> None:
    if pragma(reader, "application_id") != APPLICATION_ID:
        raise no_backup_failure(source, _STRANGE)
    if pragma(reader, "user_version") > len(MIGRATIONS):
        raise StorageError(
            f"The backup {source} was made by a newer papertui.",
            "Upgrade papertui, then restore it.",
        )


def _told(error: sqlite3.DatabaseError, source: Path, copy: Path) -> StorageError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_NOTADB:
        return no_backup_failure(source, _STRANGE)
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT):
        return no_backup_failure(source, _DAMAGED)
    return backup_failure(error, source, copy)
