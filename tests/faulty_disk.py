"""A disk that fails at a chosen moment: full, read-only, or broken."""

import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.sqlite_vfs import sqlite_on
from tui.errors import PapertuiError


@dataclass(frozen=True)
class Fault:
    """What SQLite hears when it changes a file: an error code by the name of the operation.

    An operation without a code succeeds. The codes are those that SQLite itself makes of the
    system's: https://www.sqlite.org/rescode.html
    """

    name: str
    codes: Mapping[str, int]

    def __str__(self) -> str:
        return self.name


FULL = Fault(
    "ENOSPC",
    {
        "write": sqlite3.SQLITE_FULL,
        "sync": sqlite3.SQLITE_IOERR_FSYNC,
        "create": sqlite3.SQLITE_CANTOPEN,
        "share": sqlite3.SQLITE_IOERR_SHMSIZE,
    },
)
READ_ONLY = Fault(
    "EROFS",
    {
        "write": sqlite3.SQLITE_READONLY,
        "truncate": sqlite3.SQLITE_IOERR_TRUNCATE,
        "create": sqlite3.SQLITE_CANTOPEN,
        "open": sqlite3.SQLITE_READONLY,
        "delete": sqlite3.SQLITE_IOERR_DELETE,
        "share": sqlite3.SQLITE_READONLY_CANTINIT,
    },
)
BROKEN = Fault(
    "EIO",
    {
        "write": sqlite3.SQLITE_IOERR_WRITE,
        "truncate": sqlite3.SQLITE_IOERR_TRUNCATE,
        "sync": sqlite3.SQLITE_IOERR_FSYNC,
        "create": sqlite3.SQLITE_CANTOPEN,
        "open": sqlite3.SQLITE_CANTOPEN,
        "delete": sqlite3.SQLITE_IOERR_DELETE,
        "share": sqlite3.SQLITE_IOERR_SHMSIZE,
    },
)
FAULTS = (FULL, READ_ONLY, BROKEN)


class FaultyDisk:
    """A disk that is well until it is told to fail, and again when it is told to be."""

    def __init__(self) -> None:
        self.faults_met = 0
        self._fault: Fault | None = None
        self._left = 0
        self._lasting = False

    @contextmanager
    def failing(self, fault: Fault, *, at: int = 0, lasting: bool = True) -> Iterator[None]:
        """Fail within the block at one operation, counted from 0, and at all after it if lasting.

        Only operations that the fault has a code for are counted. ``faults_met`` then tells how
        many failed.
        """
        self._fault, self._left, self._lasting, self.faults_met = fault, at, lasting, 0
        try:
            yield
        finally:
            self._fault = None

    def open(self, path: Path, *, is_new_journal: bool) -> int:
        return self._answer("create" if is_new_journal else "open")

    def write(self, path: Path, offset: int, content: bytes) -> int:
        return self._answer("write")

    def truncate(self, path: Path, size: int) -> int:
        return self._answer("truncate")

    def sync(self, path: Path) -> int:
        return self._answer("sync")

    def delete(self, path: Path, *, durably: bool) -> int:
        return self._answer("delete")

    def share(self, path: Path) -> int:
        return self._answer("share")

    def _answer(self, operation: str) -> int:
        code = self._fault.codes.get(operation, 0) if self._fault else 0
        if not code:
            return 0
        self._left -= 1
        if self._left == -1 or (self._lasting and self._left < 0):
            self.faults_met += 1
            return code
        return 0


@contextmanager
def faulty_disk() -> Iterator[FaultyDisk]:
    """A disk below every database that is opened in the block."""
    disk = FaultyDisk()
    with sqlite_on(disk):
        yield disk


_PATH = re.compile(r"/\S+")
_JARGON = re.compile(
    "SQLite|I/O error|readonly|unable to open|is locked|transaction|commit|errno", re.IGNORECASE
)


def faults_of(error: PapertuiError) -> list[str]:
    """What keeps an error from being a sentence and a hint for a person; empty when it is both."""
    found = [f"jargon: {match}" for match in _JARGON.findall(_PATH.sub("…", str(error)))]
    for part in (error.message, error.hint):
        if not re.fullmatch(r"[A-Z“].*[.?]", part, re.DOTALL):
            found.append(f"no sentence: {part!r}")
    return found
