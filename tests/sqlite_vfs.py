"""A layer between SQLite and the disk, inside this process: every write is seen and can fail.

The layer is a VFS of SQLite's own kind (https://www.sqlite.org/vfs.html), made with ctypes in the
very library that Python's ``sqlite3`` uses. It passes everything on to the real one, and tells a
``Disk`` of what is about to change files, which may answer with an error.
"""

import ctypes
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_void_p
from functools import cache
from pathlib import Path
from typing import Any, Protocol

OPEN_READONLY, OPEN_READWRITE, OPEN_CREATE = 0x1, 0x2, 0x4
_OPEN_JOURNAL_OR_WAL = 0x800 | 0x80000
_OK = 0

_CLOSE = CFUNCTYPE(c_int, c_void_p)
_WRITE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_TRUNCATE = CFUNCTYPE(c_int, c_void_p, c_int64)
_SYNC = CFUNCTYPE(c_int, c_void_p, c_int)
_SHM_MAP = CFUNCTYPE(c_int, c_void_p, c_int, c_int, c_int, POINTER(c_void_p))
_OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, POINTER(c_int))
_DELETE = CFUNCTYPE(c_int, c_void_p, c_char_p, c_int)


class _Methods(Structure):
    """``sqlite3_io_methods``, version 3: what can be done with an open file."""

    _fields_ = [
        ("version", c_int),
        ("close", _CLOSE),
        ("read", c_void_p),
        ("write", _WRITE),
        ("truncate", _TRUNCATE),
        ("sync", _SYNC),
        *((name, c_void_p) for name in (
            "file_size", "lock", "unlock", "check_reserved_lock", "file_control", "sector_size",
            "device_characteristics",
        )),
        ("shm_map", _SHM_MAP),
        *((name, c_void_p) for name in (
            "shm_lock", "shm_barrier", "shm_unmap", "fetch", "unfetch",
        )),
    ]  # fmt: skip


class _Vfs(Structure):
    """``sqlite3_vfs``, version 3: how files are opened and deleted."""

    _fields_ = [
        ("version", c_int),
        ("file_size", c_int),
        ("longest_path", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("app_data", c_void_p),
        ("open", _OPEN),
        ("delete", _DELETE),
        *((name, c_void_p) for name in (
            "access", "full_pathname", "dl_open", "dl_error", "dl_sym", "dl_close", "randomness",
            "sleep", "current_time", "get_last_error", "current_time_int64", "set_system_call",
            "get_system_call", "next_system_call",
        )),
    ]  # fmt: skip


class Disk(Protocol):
    """What hears of every change that SQLite is about to make to a file.

    Each answer is an error code of SQLite's that is to be given instead of making the change, or 0.
    """

    def open(self, path: Path, *, is_new_journal: bool) -> int:
        """A file is opened for writing, and made if it isn't there."""

    def write(self, path: Path, offset: int, content: bytes) -> int:
        """A part of a file is written."""

    def truncate(self, path: Path, size: int) -> int:
        """A file is shortened."""

    def sync(self, path: Path) -> int:
        """All that was written to a file is to be on the disk before the answer."""

    def delete(self, path: Path, *, durably: bool) -> int:
        """A file is deleted; ``durably`` when that is to be on the disk before the answer."""

    def share(self, path: Path) -> int:
        """The memory that processes share about a write-ahead log is made or grows."""


@contextmanager
def sqlite_on(disk: Disk) -> Iterator[None]:
    """Have every database that is opened in the block stand on this disk.

    Connections that outlive the block stand on the real one from then on.
    """
    layer = _layer()
    layer.disk = disk
    layer.make_default(layer.vfs)
    try:
        yield
    finally:
        layer.make_default(layer.real)
        layer.disk = None


def why_not_available() -> str:
    """Why no layer can be put below this Python's SQLite; empty where it can."""
    try:
        _layer()
    except LookupError as reason:
        return str(reason)
    return ""


@cache
def _layer() -> "_Layer":
    return _Layer(_library_of_sqlite())


def _library_of_sqlite() -> ctypes.CDLL:
    """The shared library that the sqlite3 module has loaded already. Raises LookupError."""
    maps = Path("/proc/self/maps")
    loaded = maps.read_text(encoding="utf-8").splitlines() if maps.exists() else []
    paths = sorted({line.split(maxsplit=5)[5] for line in loaded if "libsqlite3" in line})
    if len(paths) != 1:
        raise LookupError("the SQLite of this Python is no shared library that can be found")
    library = ctypes.CDLL(paths[0])
    library.sqlite3_libversion.restype = c_char_p
    if library.sqlite3_libversion().decode() != sqlite3.sqlite_version:
        raise LookupError("the SQLite that was found is not the one of this Python")
    return library


class _Layer:
    """The VFS and the functions behind it. Lives as long as the process: SQLite points at it."""

    def __init__(self, library: ctypes.CDLL) -> None:
        library.sqlite3_vfs_find.restype = POINTER(_Vfs)
        self._library = library
        self.real: Any = library.sqlite3_vfs_find(None)
        if self.real.contents.version < 3:
            raise LookupError("the VFS of this SQLite is of an older version")
        self.disk: Disk | None = None
        self._paths: dict[int, Path] = {}
        self._tables: dict[int, tuple[_Methods, _Methods]] = {}
        self._hooks = {
            "write": _WRITE(self._write),
            "truncate": _TRUNCATE(self._truncate),
            "sync": _SYNC(self._sync),
            "shm_map": _SHM_MAP(self._shm_map),
        }
        self.vfs = _Vfs.from_buffer_copy(self.real.contents)
        self.vfs.name = b"papertui-test"
        self.vfs.open, self.vfs.delete = _OPEN(self._open), _DELETE(self._delete)

    def make_default(self, vfs: Any) -> None:
        """Have what is opened from now on go through a VFS."""
        pointer = vfs if vfs is self.real else ctypes.byref(vfs)
        if self._library.sqlite3_vfs_register(pointer, 1) != _OK:
            raise RuntimeError("SQLite did not take the VFS")

    def _open(self, _vfs: int, name: int | None, file: int, flags: int, out_flags: Any) -> int:
        path = Path(os.fsdecode(ctypes.string_at(name))) if name else Path()
        if self.disk is not None and name and flags & OPEN_READWRITE:
            is_new_journal = bool(flags & _OPEN_JOURNAL_OR_WAL) and not path.exists()
            if failed := self.disk.open(path, is_new_journal=is_new_journal):
                # What SQLite looks at to see whether there is anything to close.
                c_void_p.from_address(file).value = None
                return failed
        code: int = self.real.contents.open(
            ctypes.addressof(self.real.contents), name, file, flags, out_flags
        )
        methods = c_void_p.from_address(file)
        if name and methods.value:
            self._paths[file] = path
            methods.value = ctypes.addressof(self._table_over(methods.value))
        return code

    def _table_over(self, address: int) -> _Methods:
        """The methods of an open file with ours among them."""
        if address not in self._tables:
            real = _Methods.from_address(address)
            ours = _Methods.from_buffer_copy(real)
            for name, hook in self._hooks.items():
                setattr(ours, name, hook)
            self._tables[address] = real, ours
            self._tables[ctypes.addressof(ours)] = real, ours
        return self._tables[address][1]

    def _methods_of(self, file: int) -> _Methods:
        return self._tables[c_void_p.from_address(file).value or 0][0]

    def _write(self, file: int, content: int, size: int, offset: int) -> int:
        if self.disk is not None:
            written = ctypes.string_at(content, size)
            if failed := self.disk.write(self._paths[file], offset, written):
                return failed
        return int(self._methods_of(file).write(file, content, size, offset))

    def _truncate(self, file: int, size: int) -> int:
        if self.disk is not None and (failed := self.disk.truncate(self._paths[file], size)):
            return failed
        return int(self._methods_of(file).truncate(file, size))

    def _sync(self, file: int, flags: int) -> int:
        if self.disk is not None and (failed := self.disk.sync(self._paths[file])):
            return failed
        return int(self._methods_of(file).sync(file, flags))

    def _shm_map(self, file: int, region: int, size: int, extend: int, memory: Any) -> int:
        if self.disk is not None and extend and (failed := self.disk.share(self._paths[file])):
            return failed
        return int(self._methods_of(file).shm_map(file, region, size, extend, memory))

    def _delete(self, _vfs: int, name: bytes, sync_folder: int) -> int:
        path = Path(os.fsdecode(name))
        if self.disk is not None and path.exists():
            failed = self.disk.delete(path, durably=bool(sync_folder))
            if failed:
                return failed
        real = self.real.contents
        return int(real.delete(ctypes.addressof(real), name, sync_folder))
