"""A damaged library recovered: what can be read of it put into a new one, the old one kept."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tui.errors import PapertuiError
from tui.log import log_to
from tui.paths import Paths
from tui.storage.backups.backup_folder import Backup, newest_good_backup
from tui.storage.backups.contents import Contents
from tui.storage.rescue.damaged_file import held
from tui.storage.rescue.mending import Mended
from tui.storage.rescue.salvage import Progress, salvage, untold
from tui.storage.rescue.untouched import contents_in, damage_of

_LOG = logging.getLogger("papertui.recovery")
_BUILDING = ".papertui-recovering.sqlite3"


@dataclass(frozen=True, slots=True)
class RecoveryReport:
    """How a recovery went.

    The damaged file is ``kept_aside``, with its log beside it. ``backup`` is the newest backup that
    is sound, ``backed_up`` what is in it. Where the file was sound and its log was not its own, it
    is ``without_log``.
    """

    kept_aside: Path
    without_log: bool
    recovered: Contents
    mended: Mended
    backup: Backup | None
    backed_up: Contents | None


def recover_library(paths: Paths, *, progress: Progress = untold) -> RecoveryReport:
    """Put a sound library, of what can be read, in the place of a damaged one.

    The damaged one is kept aside first. Whenever this is cut short, the library is as it was, or
    is the sound one. ``progress`` hears how many pages are read, and of how many. Raises
    PapertuiError when there is nothing to recover, when another papertui has the library open, and
    when there is no room.
    """
    log_to(paths.log_folder)
    path = Path(os.path.realpath(paths.database))
    if not path.exists():
        raise PapertuiError(f"There is no library {path}.", "papertui makes one when it is opened.")
    if not damage_of(path):
        raise PapertuiError(
            f"The library {path} is sound: there is nothing to recover.",
            "papertui doctor looks at the rest.",
        )
    backup = newest_good_backup(path)
    building = path.with_name(_BUILDING)
    with held(path) as damaged, _removed_at_the_end(building):
        with damaged.kept_aside(datetime.now()) as aside:
            with_log = bool(damage_of(aside, with_log=False))
            known = backup.path if backup else None
            mended = salvage(aside, building, known, with_log=with_log, progress=progress)
        damaged.replace(building)
    recovered, backed_up = contents_in(path), contents_in(backup.path) if backup else None
    report = RecoveryReport(aside, not with_log, recovered, mended, backup, backed_up)
    _LOG.warning("recovered %s, backup %s, %s", recovered, backed_up, mended)
    return report


@contextmanager
def _removed_at_the_end(building: Path) -> Iterator[None]:
    """Have nothing half made be there, from an earlier attempt or from this one."""
    building.unlink(missing_ok=True)
    try:
        yield
    finally:
        building.unlink(missing_ok=True)
