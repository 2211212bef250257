"""A damaged library recovered: what can be read of it put into a new one, the old one kept."""

import logging
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import astuple, dataclass
from datetime import datetime
from pathlib import Path

from tui.errors import PapertuiError
from tui.library.examining import library_damage, library_size
from tui.log import log_to
from tui.paths import Paths
from tui.storage.backups.backup_folder import Backup, backup_folder, newest_good_backup
from tui.storage.backups.contents import Contents
from tui.storage.backups.prepared import Prepared, prepared
from tui.storage.rescue.damaged_file import held
from tui.storage.rescue.mending import Mended
from tui.storage.rescue.salvage import Progress, salvage, untold
from tui.storage.rescue.untouched import contents_in, damage_of

_LOG = logging.getLogger("papertui.recovery")
_BUILDING = ".papertui-recovering.sqlite3"


@dataclass(frozen=True, slots=True)
class RecoveryReport:
    """How a recovery went.

    The damaged file is ``kept_aside``, with its log beside it. ``recovered`` is what the library
    holds now, from the file or from ``backup``, the newest that is sound; ``backed_up`` what is in
    that. Where the file was sound and its log was not its own, it is ``without_log``.
    """

    kept_aside: Path
    without_log: bool
    recovered: Contents
    mended: Mended
    backup: Backup | None
    backed_up: Contents | None

    @property
    def found_something(self) -> bool:
        """Whether there is anything in the library."""
        return any(astuple(self.recovered))

    @property
    def read_something(self) -> bool:
        """Whether anything came from the damaged file."""
        return self.found_something and self.recovered != self.mended.from_backup


def recover_library(paths: Paths, *, progress: Progress = untold) -> RecoveryReport:
    """Put a sound library, of what can be read, in the place of a damaged one.

    The damaged one is kept aside first; what it has lost comes from the newest backup where nothing
    newer is known. Whenever this is cut short, the library is as it was, or
    is the sound one. ``progress`` hears how many pages are read, and of how many. Raises
    PapertuiError when there is nothing to recover, when another papertui has the library open, and
    when there is no room.
    """
    log_to(paths.log_folder)
    if not library_damage(paths):
        raise _nothing_to_recover(paths)
    path = paths.database
    backup = newest_good_backup(path)
    building = path.with_name(_BUILDING)
    with held(path) as damaged, _removed_at_the_end(building), _ready(path, backup) as ready:
        with damaged.kept_aside(datetime.now()) as aside:
            with_log = bool(damage_of(aside, with_log=False))
            known = ready.path if ready else None
            mended = salvage(aside, building, known, with_log=with_log, progress=progress)
        damaged.replace(building, with_log=with_log)
    recovered, backed_up = contents_in(path), ready.contents if ready else None
    report = RecoveryReport(aside, not with_log, recovered, mended, backup, backed_up)
    _LOG.warning("recovered %s, backup %s, %s", recovered, backed_up, mended)
    return report


def backup_to_fill_from(paths: Paths) -> Backup | None:
    """The backup that a recovery takes from what the library has lost."""
    return newest_good_backup(paths.database)


def _ready(path: Path, backup: Backup | None) -> AbstractContextManager[Prepared | None]:
    """A copy of the backup that has today's shape."""
    return prepared(backup.path, backup_folder(path)) if backup else nullcontext()


def _nothing_to_recover(paths: Paths) -> PapertuiError:
    if not library_size(paths):
        return PapertuiError(
            f"There is no library {paths.database}.", "papertui makes one when it is opened."
        )
    return PapertuiError(
        f"The library {paths.database} is sound: there is nothing to recover.",
        "papertui doctor looks at the rest.",
    )


@contextmanager
def _removed_at_the_end(building: Path) -> Iterator[None]:
    """Have nothing half made be there, from an earlier attempt or from this one."""
    building.unlink(missing_ok=True)
    try:
        yield
    finally:
        building.unlink(missing_ok=True)
