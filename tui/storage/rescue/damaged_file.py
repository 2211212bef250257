"""A damaged library on the disk: held so that nobody else has it open, kept aside, replaced."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from itertools import chain, count
from pathlib import Path
from typing import BinaryIO

from tui.errors import StorageError
from tui.paths import write_failures_told
from tui.storage.rescue.page_file import HEADER_BYTES, committed_pages, page_size_of

# The bytes that SQLite locks: https://www.sqlite.org/src/doc/trunk/src/os.h, "PENDING_BYTE".
_LOCKED_FROM, _LOCKED_BYTES = 0x40000000, 512
# What every connection locks that uses the log: https://www.sqlite.org/walformat.html, §2.3.
_LOG_LOCKED_AT = 128
_BESIDE = ("-wal", "-shm")
_PRIVATE = 0o600


class DamagedFile:
    """The file of a library that nobody else has open, and the log beside it."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self.path = path
        self._file = file

    @contextmanager
    def kept_aside(self, now: datetime) -> Iterator[Path]:
        """Copies of the file and its log, byte for byte, under a name that tells when.

        They are removed again if the block fails. Raises PapertuiError when they can't be written.
        """
        aside = self._free_name(f"{self.path.stem}.damaged-{now:%Y%m%dT%H%M%S}")
        with ExitStack() as unfinished:
            with write_failures_told(aside):
                self._copy_to(aside, unfinished)
            yield aside
            unfinished.pop_all()

    def _copy_to(self, aside: Path, unfinished: ExitStack) -> None:
        self._file.seek(0)
        _copy(self._file, aside, unfinished)
        for suffix in _BESIDE:
            with suppress(FileNotFoundError), self._beside(suffix).open("rb") as file:
                _copy(file, aside.with_name(f"{aside.name}{suffix}"), unfinished)
        _sync(aside.parent)

    def replace(self, new: Path, *, with_log: bool) -> None:
        """Put another file in its place, in one step. What is there was kept aside before.

        Its log goes first, since it would be taken for the new file's; so that the library lacks
        nothing at any moment, even if this is cut short, what the log holds is put into the file,
        if the log is its own. Who has been waiting for the file finds it unusable.
        """
        with write_failures_told(self.path):
            if with_log:
                self._take_in_log()
            for suffix in _BESIDE:
                self._beside(suffix).unlink(missing_ok=True)
            _sync(new)
            new.replace(self.path)
            _sync(self.path.parent)
            self._spoil()

    def _spoil(self) -> None:
        """Have SQLite refuse the file that has lost its name: it would use the new one's log."""
        self._file.seek(0)
        self._file.write(bytes(HEADER_BYTES))
        self._file.flush()

    def _take_in_log(self) -> None:
        try:
            log = self._beside("-wal").open("rb")
        except FileNotFoundError:
            return
        with log:
            self._file.seek(0)
            size = page_size_of(self._file.read(HEADER_BYTES), log)
            for number, offset in list(committed_pages(log, size)):
                log.seek(offset)
                self._file.seek((number - 1) * size)
                self._file.write(log.read(size))
        self._file.flush()
        os.fsync(self._file.fileno())

    def _free_name(self, stem: str) -> Path:
        names = (
            f"{stem}{more}{self.path.suffix}" for more in chain([""], (f"-{n}" for n in count(2)))
        )
        return next(path for path in map(self.path.with_name, names) if not path.exists())

    def _beside(self, suffix: str) -> Path:
        return self.path.with_name(f"{self.path.name}{suffix}")


@contextmanager
def held(path: Path) -> Iterator[DamagedFile]:
    """The damaged file at ``path``, which no other process can open or use until the block ends.

    An empty one is made where nothing but the log is left. Raises StorageError when another process
    has it open, or the log of one that was moved away; PapertuiError when it can't be written.
    """
    _refuse_used_log(path)
    with write_failures_told(path):
        file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, _PRIVATE), "r+b")
    with file:
        _lock(file, path, _LOCKED_FROM, _LOCKED_BYTES)
        yield DamagedFile(path, file)


def _refuse_used_log(path: Path) -> None:
    locks = path.with_name(f"{path.name}-shm")
    with write_failures_told(locks), suppress(FileNotFoundError), locks.open("r+b") as file:
        _lock(file, path, _LOG_LOCKED_AT, 1)


def _lock(file: BinaryIO, path: Path, start: int, length: int) -> None:
    try:
        import fcntl
    except ImportError:
        # A system without such locks; there a file that is open can't be replaced either.
        return
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, length, start)
    except (BlockingIOError, PermissionError) as error:
        raise StorageError(
            f"Another papertui has the library {path} open.",
            "Close it and wait for a running sync, then try again.",
        ) from error


def _copy(source: BinaryIO, target: Path, unfinished: ExitStack) -> None:
    """Copy a file to a new one, which is removed again if ``unfinished`` ends badly."""
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE)
    unfinished.callback(target.unlink)
    with os.fdopen(handle, "wb") as file:
        shutil.copyfileobj(source, file)
        file.flush()
        os.fsync(file.fileno())


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
