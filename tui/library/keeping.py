"""Backups of the library, and one of them put in its place."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from tui.errors import PapertuiError
from tui.library.triaging import Triaging
from tui.log import log_failure
from tui.paths import Paths, whole_file
from tui.storage import history
from tui.storage.database import Database
from tui.storage.history import Step, Undone
from tui.storage.opening import is_missing

if TYPE_CHECKING:
    from tui.storage.backups.backup_folder import Backup
    from tui.storage.backups.contents import Contents
    from tui.storage.backups.restoring import RestoreReport, Restoring

T = TypeVar("T")


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class BackupReport:
    """A backup that was made: where it is, its size in bytes, and what is in it."""

    path: Path
    size: int
    contents: "Contents"


def contents_of(backup: "Backup") -> "Contents | None":
    """What is in a backup; None where it can't be read."""
    from tui.storage.backups.backup_folder import contents_of_backup

    return contents_of_backup(backup)


def make_missing_library(paths: Paths, backup: Path) -> None:
    """Where only backups of the library are left, make a new one for this backup to be put into.

    Raises PapertuiError, and makes nothing, when the backup can't be restored.
    """
    if not is_missing(paths.database):
        return
    import shutil

    from tui.storage.backups.backup_folder import backup_folder
    from tui.storage.backups.prepared import prepared

    library = paths.database
    with prepared(backup, backup_folder(library)) as ready:
        # Made elsewhere, since nobody is to find a library here that is half made.
        fresh = ready.path.with_name("fresh.sqlite3")
        Database(fresh).close()
        with whole_file(library, replace=False, mode=0o600) as new:
            shutil.copyfile(fresh, new)


def backups_of(paths: Paths) -> "list[Backup]":
    """The backups that papertui made by itself, newest first; the library is not opened."""
    from tui.storage.backups.backup_folder import backups

    return backups(paths.database)


class Keeping(Triaging):
    """The whole library kept and put back. Everything else may go on meanwhile."""

    def back_up(self, path: Path, *, replace: bool) -> BackupReport:
        """Write a backup to a file, whole or not at all.

        Raises PapertuiError when the file exists and may not be replaced, or can't be written, and
        StorageError when the library is damaged.
        """
        from tui.storage.backups.backup import make_backup

        self.paths.refuse_own(path)
        contents = make_backup(self.paths.database, path, replace=replace)
        return BackupReport(path, path.stat().st_size, contents)

    def back_up_if_due(self, *, cancelled: Callable[[], bool] = _never) -> Path | None:
        """Make the backup of today; None when it is there, or nothing changed since the last.

        The last seven are kept, and all of them when this one fails, which raises PapertuiError.
        Once ``cancelled()`` is true it is given up soon.
        """
        from tui.storage.backups.backup import BackupStopped
        from tui.storage.backups.backup_folder import back_up_daily

        try:
            return back_up_daily(self.paths.database, date.today(), cancelled)
        except BackupStopped:
            return None

    def restore(self, path: Path) -> "RestoreReport":
        """Put a backup in place of the library, as a step that can be undone.

        The file itself is only read, one of an older papertui too. Raises PapertuiError when it is
        no library, damaged, or of a newer papertui.
        """
        return self._made_here(self._restoring().restore(path))

    def undo(self, expected: Step | None = None) -> Undone | None:
        """Take back the newest step that stands; nothing when another one is ``expected`` there."""
        from tui.storage.backups.restoring import restore_in

        with self._database.write() as connection:
            step = history.next_to_undo(connection)
            if expected not in (None, step):
                return None
            if restore_in(connection, step) is None:
                return super().undo()
        return self._made_here(self._restoring().undo()) or self.undo(expected)

    def redo(self, expected: Step | None = None) -> Undone | None:
        """Make the step again that was taken back last, or nothing, as ``undo``."""
        from tui.storage.backups.restoring import restore_in

        with self._database.write() as connection:
            step = history.next_to_redo(connection)
            if expected not in (None, step):
                return None
            if restore_in(connection, step) is None:
                return super().redo()
        return self._made_here(self._restoring().redo()) or self.redo(expected)

    def _made_here(self, restored: T) -> T:
        """What a restore gave, which from now on is known as one that this process made."""
        if restored is not None:
            self._restored_here = self.restores()
            self._back_up_anew()
        return restored

    def _back_up_anew(self) -> None:
        """Have a recovery find what the library is now, and not what it was before a restore."""
        try:
            self.back_up_if_due()
        except PapertuiError as error:
            # The restore is done; the next start tries again, and tells the person.
            log_failure(error)

    def _restoring(self) -> "Restoring":
        from tui.storage.backups.restoring import Restoring

        return Restoring(self.paths.database)
