"""What went wrong with the database, told in the user's words."""

import errno
import os
import sqlite3
from datetime import datetime
from pathlib import Path

from tui.errors import PapertuiError, StorageError

_RECOVER = (
    "Run 'papertui recover': it keeps the file aside and saves what can be read of it. "
    "'papertui backup' lists the backups there are."
)
_PERMISSION = "Check who owns the file and its folder, and that both can be written to."
_READ_ONLY = "Make its disk one that can be written to, or choose another folder with --home."
_IN_THE_WAY = "Move it away, or choose another folder with --home."
_WAIT = "Wait until that is done, then try again."
_IS_WRITTEN = ("is being written to by another program", _WAIT)
_IS_FULL = (
    "can't grow, because the disk is full",
    "Free some space, then try again. Nothing that was saved before is lost.",
)

# https://www.sqlite.org/rescode.html
_TOLD = {
    sqlite3.SQLITE_NOTADB: ("is not a papertui library, or its beginning is damaged", _RECOVER),
    sqlite3.SQLITE_CORRUPT: ("is damaged", _RECOVER),
    sqlite3.SQLITE_BUSY: _IS_WRITTEN,
    sqlite3.SQLITE_LOCKED: _IS_WRITTEN,
    sqlite3.SQLITE_PROTOCOL: _IS_WRITTEN,
    sqlite3.SQLITE_READONLY: ("can't be written to", _PERMISSION),
    sqlite3.SQLITE_READONLY_DBMOVED: (
        "was moved or removed while it was open",
        "Put it back, or start papertui again.",
    ),
    sqlite3.SQLITE_PERM: ("can't be opened", _PERMISSION),
    sqlite3.SQLITE_CANTOPEN: ("can't be opened", _PERMISSION),
    sqlite3.SQLITE_FULL: _IS_FULL,
    # The file by which processes find each other's changes; it is made at the first opening.
    sqlite3.SQLITE_IOERR_SHMSIZE: _IS_FULL,
    sqlite3.SQLITE_IOERR: (
        "can't be read or written: the disk reports an error",
        "Check the disk and the free space on it, then try again.",
    ),
    sqlite3.SQLITE_NOMEM: (
        "can't be used, because there is not enough memory",
        "Close other programs, then try again.",
    ),
    sqlite3.SQLITE_TOOBIG: (
        "has no room for a text this long",
        "Nothing was saved; make it shorter and try again.",
    ),
}

_READING = (sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_SHORT_READ)
_UNREADABLE_TEXT = "Could not decode to UTF-8"


def garbled_error(error: UnicodeDecodeError) -> sqlite3.DatabaseError:
    """SQLite's error about names in the file that are no text any more, which Python can't read."""
    damage = sqlite3.DatabaseError(error.object.decode(errors="replace"))
    damage.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return damage


def database_failure(error: sqlite3.Error, path: Path) -> StorageError:
    """The error to show for one of SQLite's."""
    if path.is_dir():
        return folder_failure(IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR)), path)
    if str(error).startswith(_UNREADABLE_TEXT):
        return damage_failure(path)
    code = getattr(error, "sqlite_errorcode", None)
    told = None if code is None else _TOLD.get(code) or _TOLD.get(code & 0xFF)
    if told is None:
        return StorageError(f"The library {path} can't be used: {error}.", _RECOVER)
    what, hint = told
    return StorageError(f"The library {path} {what}.", hint)


def busy_failure(path: Path) -> StorageError:
    """The error to show when others have been writing for too long."""
    what, hint = _IS_WRITTEN
    return StorageError(f"The library {path} {what}.", hint)


def moved_failure(path: Path) -> StorageError:
    """The error to show when the file that is open is not the one that has its name by now."""
    what, hint = _TOLD[sqlite3.SQLITE_READONLY_DBMOVED]
    return StorageError(f"The library {path} {what}.", hint)


def damage_failure(path: Path) -> StorageError:
    """The error to show when a check finds damage that SQLite did not stumble over."""
    what, hint = _TOLD[sqlite3.SQLITE_CORRUPT]
    return StorageError(f"The library {path} {what}.", hint)


def emptied_failure(path: Path) -> StorageError:
    """The error to show for a library of which nothing is left in the file."""
    return StorageError(f"The library {path} is empty, and was not before.", _RECOVER)


def missing_failure(path: Path, newest: Path, made_at: datetime) -> StorageError:
    """The error to show for a library that is not there, the newest backup of which is."""
    import shlex

    return StorageError(
        f"There is no library {path}, but there are backups of it.",
        f"'papertui restore {shlex.quote(str(newest))}' brings back the newest, of "
        f"{made_at:%Y-%m-%d %H:%M}. To begin anew, move the folder {newest.parent} away.",
    )


def backup_failure(error: sqlite3.Error, library: Path, target: Path) -> StorageError:
    """The error to show when SQLite could not copy the library to ``target``."""
    code = getattr(error, "sqlite_errorcode", 0)
    if code & 0xFF == sqlite3.SQLITE_IOERR and code not in _READING:
        return StorageError(
            f"The backup {target} can't be written: the disk reports an error.",
            "Check the disk and the free space on it. The library and its backups are unharmed.",
        )
    if code & 0xFF == sqlite3.SQLITE_FULL:
        return StorageError(
            f"There is no room for the backup {target}: the disk is full.",
            "Free some space, then try again. The library and its earlier backups are unharmed.",
        )
    return database_failure(error, library)


def no_backup_failure(path: Path, reason: str) -> StorageError:
    """The error to show for a file that can't be restored; ``reason`` goes on from its name."""
    return StorageError(
        f"The backup {path} {reason}.", "Choose another: 'papertui backup' lists those there are."
    )


def upgrade_failure(error: PapertuiError, path: Path) -> StorageError:
    """The error to show when a library of an older shape could not be backed up first."""
    return StorageError(
        f"The library {path} was not upgraded, because it could not be backed up. {error.message}",
        error.hint,
    )


def folder_failure(error: OSError, path: Path) -> StorageError:
    """The error to show when the database's folder or file can't be made."""
    reason = error.strerror or str(error)
    hint = {errno.EISDIR: _IN_THE_WAY, errno.EROFS: _READ_ONLY}.get(error.errno or 0, _PERMISSION)
    return StorageError(f"The library {path} can't be opened: {reason}.", hint)


def value_failure(error: UnicodeError | OverflowError) -> StorageError:
    """The error to show for a value that SQLite has no room for."""
    kind = "a number too large" if isinstance(error, OverflowError) else "text that is not valid"
    return StorageError(
        f"The change holds {kind} to be stored.", "Nothing was saved; correct it and try again."
    )


def newer_failure(path: Path, found: int, known: int) -> StorageError:
    """The error to show for a library that a later papertui has written."""
    return StorageError(
        f"The library {path} was made by a newer papertui "
        f"(its format is {found}, this one knows {known}).",
        "Upgrade papertui, or choose another folder with --home.",
    )


def foreign_failure(path: Path) -> StorageError:
    """The error to show for a database that some other program made."""
    return StorageError(
        f"The database {path} was made by another program.",
        "Move it away, or choose another folder with --home.",
    )


def closed_failure(path: Path) -> StorageError:
    """The error to show when a closed library is asked for something."""
    return StorageError(f"The library {path} is closed already.", "Open it again.")
