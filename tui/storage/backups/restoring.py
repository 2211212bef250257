"""A backup put in place of the library, and that taken back, as a step of the history.

What a restore replaces is kept in a file, which the step names and taking it back puts in place
again. Each of these is one transaction: who is killed leaves the old library or the new one, and
other processes that have it open go on with the new one.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from tui.errors import PapertuiError
from tui.storage import history
from tui.storage.backups.backup_folder import backup_folder, keep_before
from tui.storage.backups.contents import Contents
from tui.storage.backups.old_states import forget_old_states
from tui.storage.backups.prepared import prepared
from tui.storage.backups.replacing import ATTACHED, take_over
from tui.storage.changes.change import RESTORE, Change
from tui.storage.clock import now
from tui.storage.connecting import connect_to_write, transaction
from tui.storage.failure import database_failure
from tui.storage.history import Step, Undone

_WAIT_SECONDS = 60.0

_NextStep = Callable[[sqlite3.Connection], Step | None]


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """What a restore brought: the step, when the backup was made, and what was in it."""

    step: Step
    made_at: datetime
    contents: Contents


class Restoring:
    """Restores of the library in one file. Whatever fails is raised as PapertuiError."""

    def __init__(self, library: Path) -> None:
        self._library = library
        self._folder = backup_folder(library)

    def restore(self, path: Path) -> RestoreReport:
        """Put a backup in place of the library, as a step of its history.

        The file itself is only read.
        """
        if path.exists() and path.samefile(self._library):
            raise PapertuiError(
                f"{path} is the library itself.", "Name a backup: 'papertui backup' lists them."
            )
        with prepared(path, self._folder) as backup, self._beside(backup.path) as connection:
            label = f"restored the backup of {backup.made_at:%Y-%m-%d %H:%M}"
            with transaction(connection, _WAIT_SECONDS), self._kept("restore") as kept:
                take_over(connection)
                changes = [Change(0, RESTORE, kept.name, None)]
                step = history.record(connection, changes, label, backup.contents.papers, now())
        self._forget_old_states()
        return RestoreReport(step, backup.made_at, backup.contents)

    def undo(self) -> Undone | None:
        """Take back the newest step that stands, if it is a restore; None if it isn't.

        Where the file of what it replaced is kept no longer, everything is left as it is.
        """
        return self._walk(history.next_to_undo)

    def redo(self) -> Undone | None:
        """Make the oldest step again that was taken back, if it is a restore; None if it isn't."""
        return self._walk(history.next_to_redo)

    def _walk(self, next_step: _NextStep) -> Undone | None:
        """Exchange the library with the file that the next step names."""
        with self._connected() as connection:
            found = restore_in(connection, next_step(connection))
        if found is None:
            return None
        step, name = found
        held = self._folder / name
        if not held.is_file():
            return self._pass_over(step, next_step)
        with (
            prepared(held, self._folder) as state,
            self._beside(state.path) as connection,
            transaction(connection, _WAIT_SECONDS),
        ):
            # Another process may have walked on meanwhile.
            if next_step(connection) != step:
                return None
            walked = self._exchange(connection, step)
        held.unlink(missing_ok=True)
        return Undone(walked, (), 0, papers_changed=True)

    def _exchange(self, connection: sqlite3.Connection, step: Step) -> Step:
        """Take over what is attached, which knows the step as it stands on the other side."""
        walked = replace(step, undone=not step.undone)
        with self._kept("undo" if walked.undone else "restore") as kept:
            take_over(connection)
            _note(connection, walked, kept.name)
        return walked

    @contextmanager
    def _kept(self, deed: str) -> Iterator[Path]:
        """Keep the library as it is in a file, unless what follows fails."""
        kept = keep_before(self._library, deed)
        try:
            yield kept
        except BaseException:
            kept.unlink(missing_ok=True)
            raise

    def _pass_over(self, step: Step, next_step: _NextStep) -> Undone | None:
        """Have a step count as walked, so that those beyond it can be."""
        with self._connected() as connection, transaction(connection, _WAIT_SECONDS):
            if next_step(connection) != step:
                return None
            return history.pass_over(connection, replace(step, undone=not step.undone))

    def _forget_old_states(self) -> None:
        """Remove files that are no longer needed; another time if somebody is writing now."""
        with (
            suppress(sqlite3.OperationalError),
            closing(connect_to_write(self._library, 0)) as connection,
            transaction(connection, 0),
        ):
            forget_old_states(connection, self._folder)

    @contextmanager
    def _beside(self, copy: Path) -> Iterator[sqlite3.Connection]:
        """A connection that sees a prepared copy beside the library."""
        with self._connected() as connection:
            connection.execute(f"ATTACH ? AS {ATTACHED}", (str(copy),))
            yield connection

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(connect_to_write(self._library, _WAIT_SECONDS)) as connection:
                yield connection
        except sqlite3.Error as error:
            raise database_failure(error, self._library) from error


def restore_in(connection: sqlite3.Connection, step: Step | None) -> tuple[Step, str] | None:
    """A step and the name of the file that it needs, if there is one and it is a restore."""
    if step is None:
        return None
    row = connection.execute(
        "SELECT coalesce(before, after) FROM change"
        " WHERE step_id = ? AND position = 0 AND field = ?",
        (step.id, RESTORE),
    ).fetchone()
    return None if row is None else (step, str(row[0]))


def _note(connection: sqlite3.Connection, step: Step, kept: str) -> None:
    """Have the history hold a restore that was walked, with the file for walking it back."""
    if step.undone:
        # What had been undone before the restore could not be made again after it either.
        connection.execute("DELETE FROM step WHERE undone = 1")
    change = (None, kept) if step.undone else (kept, None)
    connection.execute(
        "REPLACE INTO step (id, at, label, count, undone) VALUES (?, ?, ?, ?, ?)",
        (step.id, step.at, step.label, step.count, step.undone),
    )
    connection.execute(
        "REPLACE INTO change (step_id, position, key, field, before, after)"
        " VALUES (?, 0, 0, ?, ?, ?)",
        (step.id, RESTORE, *change),
    )
