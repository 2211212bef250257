"""The folder of the backups that are made without being asked for, and which of them are kept."""

import os
import re
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from tui.errors import PapertuiError
from tui.lock import lock
from tui.paths import make_private, write_failures_told
from tui.storage.backups.backup import (
    BackupStopped,
    Cancelled,
    damage_in,
    make_backup,
    moment_of,
    never,
)
from tui.storage.backups.contents import Contents, contents_of
from tui.storage.backups.shape import has_shape
from tui.storage.connecting import connect, connect_to_read, pragma
from tui.storage.failure import upgrade_failure
from tui.storage.migrations import APPLICATION_ID, MIGRATIONS
from tui.storage.versions import Versions, versions


class _Kept(NamedTuple):
    """So many of the newest backups of some kinds."""

    kinds: tuple[str, ...]
    most: int


_DAYS = _Kept(("daily",), 7)
_UPGRADES = _Kept(("before-upgrade",), 2)
_REPLACED = ("before-restore", "before-undo")

_NAME = re.compile(
    r"papertui-(?P<day>\d{4}-\d\d-\d\d)\.sqlite3"
    r"|(?P<kind>before-(restore|undo))-[0-9T.]+\.sqlite3"
    r"|(?P<upgrade>before-upgrade-\d+)\.sqlite3"
)
_LOCK = "backup.lock"
_LEFT_BEHIND_AFTER = 3_600
_WAIT_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup in the folder.

    ``kind`` is ``daily``, ``before-restore`` or ``before-undo`` (what a restore, or taking one
    back, replaced), or ``before-upgrade-N``, N being the shape that the library had.
    ``made_at`` is in local time, ``size`` in bytes.
    """

    path: Path
    made_at: datetime
    size: int
    kind: str


def backup_folder(library: Path) -> Path:
    """Where the backups of the library in this file are."""
    return library.parent / "backups"


def backups(library: Path) -> list[Backup]:
    """The backups of a library, newest first."""
    found: list[Path] = []
    with suppress(OSError):
        found = list(backup_folder(library).iterdir())
    return sorted(filter(None, map(_backup, found)), key=lambda one: one.made_at, reverse=True)


def newest_good_backup(library: Path) -> Backup | None:
    """The newest backup that nothing is wrong with, and that this papertui can use.

    What a restore replaced is not what the library was last: it is given where there is no other.
    """
    newest_first = sorted(backups(library), key=lambda one: one.kind in _REPLACED)
    return next((backup for backup in newest_first if _is_sound(backup.path)), None)


def contents_of_backup(backup: Backup) -> Contents | None:
    """What is in a backup; None where it can't be read."""
    try:
        with closing(connect_to_read(backup.path)) as connection:
            return contents_of(connection)
    except sqlite3.Error:
        return None


def back_up_daily(library: Path, day: date, cancelled: Cancelled = never) -> Path | None:
    """Make the backup of a day; None when it is there, or nothing changed since the newest.

    One that was made before the last restore is made anew. Of two processes that do so at once one
    makes it. Raises PapertuiError, and leaves all earlier backups, when the library is damaged or
    the backup can't be written.
    """
    target = backup_folder(library) / f"papertui-{day}.sqlite3"
    for folder in (target.parent, library.parent):
        _sweep(folder)
    if _is_there(target, library) or _is_unchanged(library):
        return None
    make_private(target.parent)
    with _alone(target.parent) as alone:
        if not alone or _is_there(target, library):
            return None
        make_backup(library, target, replace=True, cancelled=cancelled)
        _forget_old(library, target, _DAYS)
    return target


def back_up_before_upgrade(library: Path, version: int) -> None:
    """Keep a library of an older shape as it is. Raises StorageError when that fails."""
    target = backup_folder(library) / f"before-upgrade-{version}.sqlite3"
    try:
        make_private(target.parent)
        make_backup(library, target, replace=True, version=version)
    except BackupStopped:
        # Another process has upgraded it meanwhile, and kept it before.
        return
    except PapertuiError as error:
        raise upgrade_failure(error, library) from error
    _forget_old(library, target, _UPGRADES)


def keep_before(library: Path, deed: str) -> Path:
    """Keep a library as it is, as what ``deed`` (``restore`` or ``undo``) is going to replace."""
    stamp = datetime.now().strftime("%Y%m%dT%H%M%S.%f")
    target = backup_folder(library) / f"before-{deed}-{stamp}.sqlite3"
    make_private(target.parent)
    make_backup(library, target)
    return target


def _backup(path: Path) -> Backup | None:
    match = _NAME.fullmatch(path.name)
    if match is None:
        return None
    with suppress(OSError):
        kind = "daily" if match["day"] else match["kind"] or match["upgrade"]
        return Backup(path, _made_at(path), path.stat().st_size, kind)
    return None


def _made_at(path: Path) -> datetime:
    """What a backup says, since copying it gives its file another time."""
    try:
        with closing(connect_to_read(path)) as connection:
            return moment_of(connection, path)
    except (sqlite3.Error, ValueError):
        return datetime.fromtimestamp(path.stat().st_mtime).astimezone()


def _is_sound(path: Path) -> bool:
    try:
        with closing(connect_to_read(path)) as connection:
            return _is_usable(connection) and not damage_in(connection)
    except sqlite3.Error:
        return False


def _is_usable(connection: sqlite3.Connection) -> bool:
    """Whether it is a library, of this papertui or an older one, whose rows agree."""
    ours = pragma(connection, "application_id") == APPLICATION_ID
    known = pragma(connection, "user_version") <= len(MIGRATIONS)
    if not (ours and known and has_shape(connection)):
        return False
    return connection.execute("PRAGMA foreign_key_check").fetchone() is None


def _is_there(target: Path, library: Path) -> bool:
    """Whether the backup of a day is there, and no restore has replaced what it shows."""
    if not target.exists():
        return False
    found = _versions_of(library, target)
    return found is None or found[0].restored == found[1].restored


def _is_unchanged(library: Path) -> bool:
    """Whether the newest daily backup shows the library as it is now."""
    newest = next((backup for backup in backups(library) if backup.kind == "daily"), None)
    found = None if newest is None else _versions_of(library, newest.path)
    return found is not None and found[0] == found[1]


def _versions_of(library: Path, backup: Path) -> tuple[Versions, Versions] | None:
    """What is to be compared; None where one has an older shape, or is damaged."""
    try:
        with (
            closing(connect(library, _WAIT_SECONDS)) as live,
            closing(connect_to_read(backup)) as kept,
        ):
            return versions(live), versions(kept)
    except sqlite3.Error:
        # The making of a backup tells.
        return None


def _forget_old(library: Path, made: Path, kept: _Kept) -> None:
    """Remove old backups of some kinds, but never the one that was just made."""
    others = [
        backup.path
        for backup in backups(library)
        if backup.kind.startswith(kept.kinds) and backup.path != made
    ]
    for path in others[kept.most - 1 :]:
        with suppress(OSError):
            path.unlink()


def _sweep(folder: Path) -> None:
    """Remove what processes that were killed left half made."""
    for path in folder.glob(".papertui-*"):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > _LEFT_BEHIND_AFTER:
                _remove(path)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


@contextmanager
def _alone(folder: Path) -> Iterator[bool]:
    """Whether nobody else makes a daily backup, and keep others from beginning to."""
    with write_failures_told(folder / _LOCK):
        file = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield lock(file)
    finally:
        os.close(file)
