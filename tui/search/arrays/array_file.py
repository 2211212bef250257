"""One file of named arrays: checked when it is opened, mapped into memory, read without decoding.

The file starts with a header of `_HEADER_SIZE` bytes: magic, version of the format, where the
directory is, and the checksums of directory and header. Arrays follow, little-endian, each at a
multiple of 64 bytes. The directory stands at the end: as JSON the place and type of each array and
what else is to be known, then the CRC-32 of each block of the arrays.
"""

import json
import mmap
import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from tui.search.engine import DamagedIndexError

FORMAT: Final = 1
"""Raised whenever files of arrays are laid out or named differently."""

_MAGIC: Final = b"papertui"
_HEADER: Final = struct.Struct("<8sIIQQ")
"""Magic, format, CRC-32 of the directory, its offset and its length; a CRC-32 of these follows."""

_HEADER_SIZE: Final = 64
_ALIGNMENT: Final = 64
_BLOCK: Final = 1 << 16
_CHECKED_AT_ONCE: Final = 1 << 24
"""A file of up to so many bytes is checked whole when it is opened, in about 10 ms; of a longer one
each block is checked when it is first read."""

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an array is: byte offset, element type, and number of elements."""

    offset: int
    dtype: np.dtype[Any]
    count: int


class ArrayFileWriter:
    """Writes arrays one behind the other; `close` makes the file whole."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._places: dict[str, tuple[int, str, int]] = {}
        self._checksums: list[int] = []
        self._checksum = 0
        self._written = 0
        self._file.write(bytes(_HEADER_SIZE))

    def add(self, name: str, array: Array) -> None:
        """Write a whole array."""
        self.add_parts(name, array.dtype, [array])

    def add_parts(self, name: str, dtype: Any, parts: Iterable[Array]) -> None:
        """Write an array of which not all parts are in memory at once."""
        self._write(bytes(-self._written % _ALIGNMENT))
        offset, kind = self._written, np.dtype(dtype).newbyteorder("<")
        count = 0
        for part in parts:
            self._write(np.ascontiguousarray(part, kind).data.cast("B"))
            count += len(part)
        self._places[name] = offset, kind.str, count

    def close(self, facts: Mapping[str, Any]) -> int:
        """Write the directory, with ``facts`` (JSON) in it; gives its checksum."""
        if self._written % _BLOCK:
            self._checksums.append(self._checksum)
        listing = json.dumps({"arrays": self._places, "facts": facts}).encode()
        sums = np.array(self._checksums, "<u4").tobytes()
        directory = struct.pack("<Q", len(listing)) + listing + sums
        self._file.write(directory)
        checksum = crc32(directory)
        offset = _HEADER_SIZE + self._written
        header = _HEADER.pack(_MAGIC, FORMAT, checksum, offset, len(directory))
        self._file.seek(0)
        self._file.write(header + struct.pack("<I", crc32(header)))
        return checksum

    def _write(self, data: bytes | memoryview) -> None:
        view = memoryview(data)
        self._file.write(view)
        while len(view):
            part = view[: _BLOCK - self._written % _BLOCK]
            self._checksum = crc32(part, self._checksum)
            self._written += len(part)
            view = view[len(part) :]
            if self._written % _BLOCK == 0:
                self._checksums.append(self._checksum)
                self._checksum = 0


class ArrayFile:
    """A file of arrays, opened. ``checksum`` is that of its directory, which holds all others.

    Raises `DamagedIndexError` when it is opened or read if it isn't, byte for byte, what was
    written; raises `OSError` when it can't be read. Threads may share it.
    """

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            try:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            except ValueError as empty:
                raise DamagedIndexError from empty
        self.checksum, self._arrays_end, directory = self._checked_directory()
        try:
            self.facts, self._places, self._checksums = _parsed(directory)
        except (KeyError, TypeError, ValueError, struct.error) as foreign:
            raise DamagedIndexError from foreign
        self._checked = bytearray(len(self._checksums))
        if len(self._map) <= _CHECKED_AT_ONCE:
            self.check()

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __contains__(self, name: str) -> bool:
        return name in self._places

    def count(self, name: str) -> int:
        """The number of elements of an array."""
        return self._places[name].count

    def array(self, name: str, start: int = 0, stop: int | None = None) -> Array:
        """The elements of an array from ``start`` to before ``stop``; they can't be written."""
        place = self._places.get(name)
        if place is None:
            raise DamagedIndexError
        stop = place.count if stop is None else stop
        if not 0 <= start <= stop <= place.count:
            raise DamagedIndexError
        size = place.dtype.itemsize
        first = place.offset + start * size
        if stop > start:
            self._check_bytes(first, place.offset + stop * size)
        return np.frombuffer(self._map, place.dtype, stop - start, _HEADER_SIZE + first)

    def check(self) -> None:
        """Check every block that wasn't checked yet."""
        self._check_blocks(0, len(self._checksums))

    def release(self) -> None:
        """Let go of the memory that holds what was read; reading it again brings it back."""
        if hasattr(mmap, "MADV_DONTNEED"):
            self._map.madvise(mmap.MADV_DONTNEED)

    def _checked_directory(self) -> tuple[int, int, bytes]:
        """Its checksum, where the arrays end, and the directory itself."""
        header = self._map[: _HEADER.size + 4]
        if len(header) < _HEADER.size + 4 or len(self._map) < _HEADER_SIZE:
            raise DamagedIndexError
        magic, version, checksum, offset, length = _HEADER.unpack_from(header)
        (own,) = struct.unpack_from("<I", header, _HEADER.size)
        padding = self._map[_HEADER.size + 4 : _HEADER_SIZE]
        if own != crc32(header[: _HEADER.size]) or any(padding):
            raise DamagedIndexError
        if (magic, version) != (_MAGIC, FORMAT):
            raise DamagedIndexError
        directory = self._map[offset : offset + length]
        if offset + length != len(self._map) or crc32(directory) != checksum:
            raise DamagedIndexError
        return checksum, offset - _HEADER_SIZE, directory

    def _check_bytes(self, first: int, last: int) -> None:
        first_block, last_block = first // _BLOCK, (last - 1) // _BLOCK + 1
        if self._checked.find(0, first_block, last_block) >= 0:
            self._check_blocks(first_block, last_block)

    def _check_blocks(self, first: int, last: int) -> None:
        with memoryview(self._map) as mapped:
            for block in range(first, last):
                if not self._checked[block]:
                    start = _HEADER_SIZE + block * _BLOCK
                    stop = min(start + _BLOCK, _HEADER_SIZE + self._arrays_end)
                    if crc32(mapped[start:stop]) != self._checksums[block]:
                        raise DamagedIndexError
                    self._checked[block] = 1


def _parsed(directory: bytes) -> tuple[Mapping[str, Any], dict[str, _Place], list[int]]:
    """The facts of a directory, the places of the arrays, and the checksums of their blocks."""
    (length,) = struct.unpack_from("<Q", directory)
    listing = json.loads(directory[8 : 8 + length])
    places = {
        name: _Place(offset, np.dtype(kind), count)
        for name, (offset, kind, count) in listing["arrays"].items()
    }
    checksums: list[int] = np.frombuffer(directory, "<u4", offset=8 + length).tolist()
    return listing["facts"], places, checksums
