"""A library read as it lies there: neither made, nor upgraded, nor written to."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from tui.errors import StorageError
from tui.storage.backups.backup import damage_in
from tui.storage.backups.contents import Contents, contents_of
from tui.storage.backups.shape import has_shape
from tui.storage.connecting import connect_to_read, is_in_use, pragma
from tui.storage.database import Database
from tui.storage.migrations import APPLICATION_ID, MIGRATIONS
from tui.storage.opening import known_version, refuse_missing, was_emptied
from tui.storage.paper_row import PAPER_COLUMNS
from tui.storage.rescue.mending_values import has_broken_steps, is_readable

SQLITE_VERSION = sqlite3.sqlite_version

_OF_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_NO_VERSION_YET = 10_000
_OURS = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN ('paper', 'triage')"


class UntouchedDatabase(Database):
    """The library's database for reading alone; writing raises ``StorageError``.

    ``version`` is the number of its shape. ``damage`` takes as long as it takes to read it all.
    """

    version: int

    def __init__(self, path: Path, *, with_log: bool = True) -> None:
        """Open the library at ``path``, without its log as if there were none."""
        self._with_log = with_log
        super().__init__(path)

    def damage(self) -> list[str]:
        """What is wrong with the file: its structure, its ties, texts that can't be read."""
        with self.read() as connection:
            return damage_in(connection) or list(_senseless(connection))

    def _open(self) -> sqlite3.Connection:
        connection = self._borrow()
        try:
            self.version = known_version(connection, self.path)
        except BaseException:
            connection.close()
            raise
        return connection

    def _borrow(self) -> sqlite3.Connection:
        return connect_to_read(self.path, with_log=self._with_log)


def damage_of(path: Path, *, with_log: bool = True) -> list[str]:
    """What is wrong with the library in a file; empty when it is sound, or new.

    Raises StorageError when it can't be looked at for another reason than damage, when another
    program, or a newer papertui, made it, or when it is not there and backups of it are.
    """
    refuse_missing(path)
    if was_emptied(path):
        return ["Nothing is in the file."]
    if not path.exists() or not path.stat().st_size:
        return []
    was_in_use = is_in_use(path)
    found = _damage_seen(path, with_log)
    # What another process wrote meanwhile looks like damage to one that took itself to be alone.
    if found and with_log and is_in_use(path) and not was_in_use:
        found = _damage_seen(path, with_log)
    return found


def _damage_seen(path: Path, with_log: bool) -> list[str]:
    try:
        with closing(UntouchedDatabase(path, with_log=with_log)) as database:
            return database.damage()
    except StorageError as failure:
        cause = failure.__cause__
        if not isinstance(cause, sqlite3.Error):
            if _is_ours_after_all(path):
                return ["Its beginning does not tell what it is."]
        elif getattr(cause, "sqlite_errorcode", 0) & 0xFF in _OF_DAMAGE:
            return [f"SQLite says: {cause}."]
        raise


def contents_in(path: Path) -> Contents:
    """What is in the sound library in a file."""
    with closing(connect_to_read(path)) as connection:
        return contents_of(connection)


def _senseless(connection: sqlite3.Connection) -> Iterator[str]:
    """What SQLite does not mind: rows about nothing, texts that are none, papers that are none."""
    if not has_shape(connection):
        yield "Its tables are not those that it was made with."
        return
    for table, *_ in connection.execute("PRAGMA foreign_key_check"):
        yield f"The table {table} has rows about what is not there."
        return
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    for (table,) in tables:
        try:
            for _ in connection.execute(f"SELECT * FROM {table}"):
                pass
        except sqlite3.OperationalError:
            yield f"The table {table} holds text that can't be read."
            return
    is_current = pragma(connection, "user_version") == len(MIGRATIONS)
    papers = connection.execute(f"SELECT {PAPER_COLUMNS} FROM paper") if is_current else ()
    if not all(map(is_readable, papers)):
        yield "The table paper holds a paper that can't be read."
    if is_current and has_broken_steps(connection):
        yield "The table change holds a step that can't be taken back."


def _is_ours_after_all(path: Path) -> bool:
    """Whether a file that names another maker, or a version there can't be, is a library."""
    with closing(connect_to_read(path)) as connection:
        version = pragma(connection, "user_version")
        named = pragma(connection, "application_id") == APPLICATION_ID
        (tables,) = connection.execute(_OURS).fetchone()
    return tables == 2 and not (named and 0 < version < _NO_VERSION_YET)
