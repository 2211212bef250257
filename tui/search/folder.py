"""The folder that holds the index: which files are ours, and whether they can be trusted."""

import json
import re
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final, TypeVar

from whoosh.util.filelock import FileLock, try_for

from tui.errors import SearchIndexError
from tui.search.engine import (
    DamagedIndexError,
    FileStorage,
    Index,
    create_index,
    open_index,
    reading,
)
from tui.search.schema import VERSION, schema

REBUILD_HINT: Final = "Run 'papertui index rebuild'."

_VERSION_FILE: Final = "version.json"
_LOCK_FILE: Final = "MAIN_WRITELOCK"
_OURS: Final = re.compile(rf"(?!{_LOCK_FILE})_?MAIN_.*|version\.json(\.new)?")
_WRITABLE_BY_OTHERS: Final = stat.S_IWGRP | stat.S_IWOTH

Stamp = tuple[str, int, int]
"""What every commit changes: name, inode and time of the newest table of contents."""

Opened = TypeVar("Opened")


class UnusableIndexError(Exception):
    """There is no index that can be used; the message says why in one sentence."""


class IndexFolder:
    """Opens, creates and empties the index in one folder."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def open(self, read: Callable[[Index], Opened]) -> Opened:
        """What ``read`` makes of the index. Raises `UnusableIndexError` whatever is wrong."""
        self._require_private()
        self._require_version()
        storage = _TrackingStorage(str(self.path))
        try:
            with reading():
                return read(open_index(storage, schema()))
        except DamagedIndexError as error:
            storage.close_opened()
            raise UnusableIndexError("The search index is damaged.") from error

    @contextmanager
    def locked(self, wait: float) -> Iterator[None]:
        """Keep all others from writing, processes included.

        Raises `SearchIndexError` when somebody else is still writing after ``wait`` seconds. The
        lock of a process that died is free.
        """
        self.make_private()
        lock = FileLock(str(self.path / _LOCK_FILE))
        if not try_for(lock.acquire, timeout=wait, delay=0.05):
            raise SearchIndexError(
                "Another papertui is writing the search index.", "Try again when it is done."
            )
        try:
            yield
        finally:
            lock.release()

    def create(self) -> None:
        """Put a new, empty index in place of what is there; call it with the folder locked.

        Raises `SearchIndexError` when the folder can't be written.
        """
        with self.failure_told():
            (self.path / _VERSION_FILE).unlink(missing_ok=True)
            for path in self._files():
                path.unlink()
            create_index(_TrackingStorage(str(self.path)), schema())
            self._write_version()

    def make_private(self) -> None:
        """Make sure that the folder is there and that only its owner can look into it."""
        with self.failure_told():
            self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
            self.path.chmod(0o700)

    def stamp(self) -> Stamp | None:
        """Differs between any two commits; ``None`` when there is no index."""
        tables = [path for path in self._files() if path.suffix == ".toc"]
        if not tables:
            return None
        newest = max(tables, key=_generation)
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

    def _require_private(self) -> None:
        """Whoosh's table of contents holds a pickle, so nobody else may have put it there."""
        if not self._files():
            raise UnusableIndexError("There is no search index yet.")
        if self.path.stat().st_mode & _WRITABLE_BY_OTHERS:
            raise UnusableIndexError("The folder of the search index can be written by others.")

    def _require_version(self) -> None:
        try:
            found = json.loads((self.path / _VERSION_FILE).read_text("utf-8"))
        except (OSError, ValueError):
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


class _TrackingStorage(FileStorage):
    """Remembers the files it opens, since Whoosh leaves them open when it fails."""

    def __init__(self, path: str, opened: list[Any] | None = None) -> None:
        initialize: Any = super().__init__
        initialize(path)
        self._opened: list[Any] = [] if opened is None else opened

    def create_file(self, *names: Any, **options: Any) -> Any:
        create_file: Any = super().create_file
        created = create_file(*names, **options)
        self._opened.append(created)
        return created

    def open_file(self, name: str, **options: Any) -> Any:
        open_file: Any = super().open_file
        opened = open_file(name, **options)
        self._opened.append(opened)
        return opened

    def temp_storage(self, name: Any = "temporary") -> "_TrackingStorage":
        path = Path(str(self.folder)) / name
        path.mkdir(exist_ok=True)
        return _TrackingStorage(str(path), self._opened)

    def close_opened(self) -> None:
        for opened in self._opened:
            if not opened.is_closed:
                opened.close()
        self._opened.clear()


def _generation(table: Path) -> int:
    digits = table.stem.rpartition("_")[2]
    return int(digits) if digits.isdigit() else -1
