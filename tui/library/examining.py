"""The library looked at as it is: for a check-up that changes nothing."""

from collections.abc import Sequence
from pathlib import Path

from tui.config import Settings
from tui.library.indexing import Indexing
from tui.library.merging import Merging
from tui.library.syncing import Syncing
from tui.library.triaging import Triaging
from tui.paths import Paths
from tui.storage.database import Database
from tui.storage.migrations import MIGRATIONS
from tui.storage.rescue.untouched import SQLITE_VERSION, UntouchedDatabase, damage_of

__all__ = [
    "NEWEST_FORMAT", "SQLITE_VERSION", "ExaminedLibrary", "kept_aside", "library_damage",
    "library_size",
]  # fmt: skip

NEWEST_FORMAT = len(MIGRATIONS)


class ExaminedLibrary(Syncing, Merging, Triaging, Indexing):
    """The library at ``paths``, which must be there: neither made, nor upgraded, nor written to.

    Raises StorageError when it can't be read.
    """

    _database: UntouchedDatabase

    def __init__(self, paths: Paths) -> None:
        super().__init__(paths, Settings())

    def _open_database(self) -> Database:
        return UntouchedDatabase(self.paths.database)

    def __enter__(self) -> "ExaminedLibrary":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def format(self) -> int:
        """The number of the shape that it has; today's is ``NEWEST_FORMAT``."""
        return self._database.version

    def titles(self, ids: Sequence[int]) -> list[str]:
        """The titles of papers, each once."""
        return list(dict.fromkeys(entry.paper.title for entry in self._papers.get(ids)))


def library_damage(paths: Paths) -> list[str]:
    """What is wrong with the library's file; empty when it is sound, or was never there.

    Raises StorageError when another program, or a newer papertui, made it, and when it is not
    there and backups of it are.
    """
    return damage_of(paths.database)


def library_size(paths: Paths) -> int:
    """How many bytes the library takes, its log included."""
    file = paths.database
    return sum(map(_size, (file, file.with_name(f"{file.name}-wal"))))


def kept_aside(paths: Paths) -> list[Path]:
    """The damaged files that recoveries kept, oldest first."""
    file = paths.database
    return sorted(file.parent.glob(f"{file.stem}.damaged-*{file.suffix}"))


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except FileNotFoundError:
        return 0
