"""Backups of the library, and one of them put in its place."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tui.library.triaging import Triaging
from tui.paths import Paths
from tui.storage import history
from tui.storage.history import Undone

if TYPE_CHECKING:
    from tui.storage.backups.backup_folder import Backup
    from tui.storage.backups.contents import Contents
    from tui.storage.backups.restoring import RestoreReport, Restoring


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class BackupReport:
    """A backup that was made: where it is, its size in bytes, and what is in it."""

    path: Path
    size: int
    contents: "Contents"


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

    def backups(self) -> "list[Backup]":
        """The backups that papertui made by itself, newest first."""
        return backups_of(self.paths)

    def restore(self, path: Path) -> "RestoreReport":
        """Put a backup in place of the library, as a step that can be undone.

        The file itself is only read, one of an older papertui too. Raises PapertuiError when it is
        no library, damaged, or of a newer papertui.
        """
        return self._restoring().restore(path)

    def undo(self) -> Undone | None:
        """Take back the newest step that stands."""
        from tui.storage.backups.restoring import restore_in

        with self._database.write() as connection:
            if restore_in(connection, history.next_to_undo(connection)) is None:
                return super().undo()
        return self._restoring().undo() or self.undo()

    def redo(self) -> Undone | None:
        """Make the step again that was taken back last."""
        from tui.storage.backups.restoring import restore_in

        with self._database.write() as connection:
            if restore_in(connection, history.next_to_redo(connection)) is None:
                return super().redo()
        return self._restoring().redo() or self.redo()

    def _restoring(self) -> "Restoring":
        from tui.storage.backups.restoring import Restoring

        return Restoring(self.paths.database)
