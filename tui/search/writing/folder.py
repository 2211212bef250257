"""The folder that holds the index: which files are ours, and whether they can be trusted."""

import json
import os
import re
import stat
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import Final, Protocol, TypeVar

from whoosh.reading import IndexReader
from whoosh.util.filelock import FileLock

from tui.errors import SearchIndexError
from tui.search.codec.segment import ArraySegment
from tui.search.engine import DamagedIndexError, FileStorage, file_storage, reading
from tui.search.schema import VERSION
from tui.search.writing.contents import Contents, file_name

REBUILD_HINT: Final = "Run 'papertui index rebuild'."

_VERSION_FILE: Final = "version.json"
_LOCK_FILE: Final = "MAIN_WRITELOCK"
_OURS: Final = re.compile(rf"(?!{_LOCK_FILE})_?MAIN_.*|version\.json(\.new)?")
_TABLE: Final = re.compile(r"_MAIN_([0-9]+)\.toc")
_WRITABLE_BY_OTHERS: Final = stat.S_IWGRP | stat.S_IWOTH
_LOOK_AGAIN: Final = 0.05
"""Seconds between two looks at whether somebody else has done writing."""

Stamp = tuple[str, int, int]
"""What every commit changes: name, inode and time of the newest table of contents."""

Opened = TypeVar("Opened")


class Ledger(Protocol):
    """Keeps, outside the index's folder, which tables of contents were written by us."""

    def digests(self) -> Collection[str]:
        """The digests that were recorded last."""

    def record(self, digests: Sequence[str]) -> None:
        """Keep these digests in place of all others, safely on the disk when this returns."""


class WriterStopped(Exception):  # noqa: N818
    """The writer was told to stop."""


class UnusableIndexError(Exception):
    """There is no index that can be used; the message says why in one sentence."""


class IndexFolder:
    """Opens, creates and empties the index in one folder."""

    def __init__(self, path: Path, ledger: Ledger) -> None:
        self.path = path
        self._ledger = ledger

    def open(self, read: Callable[[IndexReader], Opened]) -> Opened:
        """What ``read`` makes of the index. Raises `UnusableIndexError` whatever is wrong."""
        contents = self.contents()
        try:
            with reading():
                return read(contents.reader(self._storage))
        except DamagedIndexError as error:
            raise UnusableIndexError("The search index is damaged.") from error

    def contents(self) -> Contents:
        """The segments of the latest commit. Raises `UnusableIndexError`.

        A table of contents holds a pickle: it is only read from a folder that is the user's own,
        and only if it is, byte for byte, the one that the ledger knows of.
        """
        try:
            self._require_private()
            self._require_version()
            table = self._newest_table()
        except OSError as error:
            raise UnusableIndexError("The folder of the search index can't be read.") from error
        if table is None:
            raise UnusableIndexError("The search index is incomplete.")
        try:
            data = table.read_bytes()
            if _digest(data) not in self._ledger.digests():
                raise UnusableIndexError("The search index is not the one that was written last.")
            return Contents.from_bytes(data, _generation(table))
        except (OSError, DamagedIndexError) as error:
            raise UnusableIndexError("The search index is damaged.") from error

    @contextmanager
    def locked(
        self, wait: float, waiting: Callable[[], None], cancelled: Callable[[], bool]
    ) -> Iterator[None]:
        """Keep all others from writing, processes included.

        Tells by ``waiting()`` that somebody else is writing. Raises `SearchIndexError` when that
        goes on for ``wait`` seconds, and `WriterStopped` once ``cancelled()`` is true. The lock of
        a process that died is free.
        """
        self.make_private()
        lock = FileLock(str(self.path / _LOCK_FILE))
        with self.failure_told():
            free = lock.acquire()
        if not free:
            waiting()
            self._wait_for(lock, time.monotonic() + wait, cancelled)
        try:
            yield
        finally:
            lock.release()

    @staticmethod
    def _wait_for(lock: FileLock, deadline: float, cancelled: Callable[[], bool]) -> None:
        while not lock.acquire():
            if cancelled():
                raise WriterStopped
            if time.monotonic() > deadline:
                raise SearchIndexError(
                    "Another papertui is writing the search index.", "Try again when it is done."
                )
            time.sleep(_LOOK_AGAIN)

    def create(self) -> None:
        """Put a new, empty index in place of what is there; call it with the folder locked.

        Raises `SearchIndexError` when the folder can't be written.
        """
        with self.failure_told():
            (self.path / _VERSION_FILE).unlink(missing_ok=True)
            for path in self._files():
                path.unlink()
            self._write_table(Contents(0), [])
            self._write_version()

    def commit(self, contents: Contents, segments: Sequence[ArraySegment]) -> Contents:
        """Make ``segments``, whose files are written, the index in place of ``contents``.

        Call it with the folder locked. Raises `OSError`. Who comes by sees the one or the other:
        the ledger knows of both until the new one is safe.
        """
        latest = contents.next(segments)
        known = _digest((self.path / file_name(contents.generation)).read_bytes())
        self._write_table(latest, [known])
        latest.delete_others(self._storage)
        return latest

    def delete_strays(self) -> None:
        """Delete what the latest commit doesn't use, as far as that can be done."""
        with suppress(OSError, UnusableIndexError):
            self.contents().delete_others(self._storage)

    def _write_table(self, contents: Contents, known: list[str]) -> None:
        data = contents.to_bytes()
        path = self.path / file_name(contents.generation)
        new = path.with_suffix(".toc.new")
        try:
            with new.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            self._ledger.record([*known, _digest(data)])
            new.replace(path)
        finally:
            new.unlink(missing_ok=True)
        # Storage may only take the papers for indexed once no older table can come back.
        self._sync()
        self._ledger.record([_digest(data)])

    def _sync(self) -> None:
        """Make sure that the names in the folder are on the disk."""
        folder = os.open(self.path, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    @property
    def _storage(self) -> FileStorage:
        return file_storage(str(self.path))

    def make_private(self) -> None:
        """Make sure that the folder is there and that only its owner can look into it."""
        with self.failure_told():
            self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
            self.path.chmod(0o700)

    def stamp(self) -> Stamp | None:
        """Differs between any two commits; ``None`` when there is no index."""
        with suppress(PermissionError, NotADirectoryError):
            return self._stamp()
        return None

    def _stamp(self) -> Stamp | None:
        newest = self._newest_table()
        if newest is None:
            return None
        with suppress(FileNotFoundError):
            found = newest.stat()
            return newest.name, found.st_ino, found.st_mtime_ns
        return self.stamp()

    def size(self) -> int:
        """The bytes of all files of the index."""
        total = 0
        for path in self._files():
            with suppress(FileNotFoundError):
                total += path.stat().st_size
        return total

    def _files(self) -> list[Path]:
        if not self.path.is_dir():
            return []
        return [
            path for path in self.path.iterdir() if path.is_file() and _OURS.fullmatch(path.name)
        ]

    def _newest_table(self) -> Path | None:
        """The table of contents of the latest commit. Raises `OSError`."""
        tables = (path for path in self._files() if _TABLE.fullmatch(path.name))
        return max(tables, key=_generation, default=None)

    def _require_private(self) -> None:
        if not self._files():
            raise UnusableIndexError("There is no search index yet.")
        found = self.path.stat()
        if found.st_uid != os.geteuid():
            raise UnusableIndexError("The folder of the search index belongs to somebody else.")
        if found.st_mode & _WRITABLE_BY_OTHERS:
            raise UnusableIndexError("The folder of the search index can be written by others.")

    def _require_version(self) -> None:
        try:
            found = json.loads((self.path / _VERSION_FILE).read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            raise UnusableIndexError("The search index is incomplete.") from None
        if found != {"version": VERSION}:
            raise UnusableIndexError("The search index was made by another version of papertui.")

    def _write_version(self) -> None:
        """Deleted first and written last: without it the index counts as incomplete."""
        new = self.path / f"{_VERSION_FILE}.new"
        new.write_text(json.dumps({"version": VERSION}), "utf-8")
        new.replace(self.path / _VERSION_FILE)

    @contextmanager
    def failure_told(self) -> Iterator[None]:
        """Turn a failure to write into a `SearchIndexError`."""
        try:
            yield
        except OSError as error:
            raise SearchIndexError(
                f"The search index in {self.path} can't be written: {error.strerror or error}.",
                "Check the folder's permissions and the space on the disk.",
            ) from error


def _generation(table: Path) -> int:
    return int(table.stem.rpartition("_")[2])


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()
