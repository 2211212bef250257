"""What went wrong with the database, told in the user's words."""

import sqlite3
from pathlib import Path

from tui.errors import StorageError

_RESTORE = "Put a backup of the file in its place, or move it away to start with an empty library."
_PERMISSION = "Check who owns the file and its folder, and that both can be written to."

# Primary result codes: https://www.sqlite.org/rescode.html
_TOLD = {
    sqlite3.SQLITE_NOTADB: ("is not a papertui library", _RESTORE),
    sqlite3.SQLITE_CORRUPT: ("is damaged", _RESTORE),
    sqlite3.SQLITE_BUSY: (
        "is being written to by another program",
        "Wait until that is done, then try again.",
    ),
    sqlite3.SQLITE_LOCKED: (
        "is being written to by another program",
        "Wait until that is done, then try again.",
    ),
    sqlite3.SQLITE_READONLY: ("can't be written to", _PERMISSION),
    sqlite3.SQLITE_PERM: ("can't be opened", _PERMISSION),
    sqlite3.SQLITE_CANTOPEN: ("can't be opened", _PERMISSION),
    sqlite3.SQLITE_FULL: (
        "can't grow, because the disk is full",
        "Free some space, then try again. Nothing that was saved before is lost.",
    ),
    sqlite3.SQLITE_IOERR: (
        "can't be read or written: the disk reports an error",
        "Check the disk and the free space on it, then try again.",
    ),
}


def database_failure(error: sqlite3.Error, path: Path) -> StorageError:
    """The error to show for one of SQLite's."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None or code & 0xFF not in _TOLD:
        return StorageError(f"The library {path} can't be used: {error}.", _RESTORE)
    what, hint = _TOLD[code & 0xFF]
    return StorageError(f"The library {path} {what}.", hint)


def folder_failure(error: OSError, path: Path) -> StorageError:
    """The error to show when the database's folder or file can't be made."""
    reason = error.strerror or str(error)
    return StorageError(f"The library {path} can't be opened: {reason}.", _PERMISSION)


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
