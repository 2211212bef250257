"""The pages of a SQLite file as they lie on the disk, read without SQLite, whatever their state.

The formats are those of https://www.sqlite.org/fileformat2.html, §1 (the file) and §4 (its
write-ahead log).
"""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

MAGIC = b"SQLite format 3\0"
HEADER_BYTES = 100

_USUAL_SIZE = 4096
_SIZES = frozenset(1 << power for power in range(9, 17))
_LOG_MAGIC = {0x377F0682: "<", 0x377F0683: ">"}
_LOG_HEADER = struct.Struct(">8I")
_FRAME = struct.Struct(">6I")
_U32 = 0xFFFFFFFF


class LoggedPage(NamedTuple):
    """A page that the log of a file holds: its number, and where its content begins there."""

    number: int
    offset: int


class PageFile:
    """A database file with the committed pages of its log in place of older ones.

    ``count`` is the number of pages, ``usable`` the bytes of one that hold content; page numbers
    begin with 1. ``fields`` is the file's header where that can be believed, else None.
    """

    def __init__(self, path: Path, *, with_log: bool = True) -> None:
        """Open the file at ``path``; raises OSError when it can't be read."""
        self._file = path.open("rb")
        self._log = _opened_log(path) if with_log else None
        header = self._file.read(HEADER_BYTES)
        self.fields = header if header.startswith(MAGIC) and len(header) == HEADER_BYTES else None
        self.page_size = page_size_of(header, self._log)
        self._newer = dict(committed_pages(self._log, self.page_size) if self._log else ())
        self.count = max(path.stat().st_size // self.page_size, *self._newer, 0)
        if 1 in self._newer:
            self.fields = self._content(1)[:HEADER_BYTES]
        self.usable = self.page_size - (self.fields[20] if self.fields else 0)

    def close(self) -> None:
        """Let go of the files."""
        self._file.close()
        if self._log is not None:
            self._log.close()

    def number_at(self, offset: int) -> int:
        """The 32-bit number at a place of the header; 0 where the header can't be believed."""
        return int.from_bytes(self.fields[offset : offset + 4]) if self.fields else 0

    def page(self, number: int) -> bytes | None:
        """The content of a page; None when there is no such page, or it can't be read."""
        if not 1 <= number <= self.count:
            return None
        try:
            content = self._content(number)
        except OSError:
            return None
        return content if len(content) == self.page_size else None

    def _content(self, number: int) -> bytes:
        offset = self._newer.get(number)
        if offset is not None and self._log is not None:
            return _read_at(self._log, offset, self.page_size)
        return _read_at(self._file, (number - 1) * self.page_size, self.page_size)


def committed_pages(log: BinaryIO, page_size: int) -> Iterator[LoggedPage]:
    """The pages of a log up to its last sound commit, in the order in which they were written.

    As SQLite reads it, the log ends before the first frame whose checksum or salt is not right.
    """
    log.seek(0)
    header = log.read(_LOG_HEADER.size)
    if len(header) < _LOG_HEADER.size:
        return
    magic, _, size, _, *salt_and_sums = _LOG_HEADER.unpack(header)
    order = _LOG_MAGIC.get(magic)
    if order is None or size != page_size:
        return
    salt, sums = tuple(salt_and_sums[:2]), tuple(salt_and_sums[2:])
    if _checksum(header[:24], order, (0, 0)) != sums:
        return
    yield from _frames(log, page_size, order, salt, sums)


def _frames(
    log: BinaryIO, page_size: int, order: str, salt: tuple[int, ...], sums: tuple[int, ...]
) -> Iterator[LoggedPage]:
    uncommitted: list[LoggedPage] = []
    while len(header := log.read(_FRAME.size)) == _FRAME.size:
        number, pages_after_commit, *rest = _FRAME.unpack(header)
        content = log.read(page_size)
        if len(content) < page_size or tuple(rest[:2]) != salt:
            return
        sums = _checksum(content, order, _checksum(header[:8], order, sums))
        if sums != tuple(rest[2:]):
            return
        uncommitted.append(LoggedPage(number, log.tell() - page_size))
        if pages_after_commit:
            yield from uncommitted
            uncommitted = []


def _checksum(content: bytes, order: str, sums: tuple[int, ...]) -> tuple[int, ...]:
    one, other = sums
    words = struct.unpack(f"{order}{len(content) // 4}I", content)
    for even, odd in zip(words[::2], words[1::2], strict=True):
        one = (one + even + other) & _U32
        other = (other + odd + one) & _U32
    return one, other


def page_size_of(header: bytes, log: BinaryIO | None) -> int:
    """The size that the file's header tells, else its log's, else that of all our files."""
    told = [1 if header[16:18] == b"\0\1" else int.from_bytes(header[16:18])]
    told = [65_536 if size == 1 else size for size in told]
    if log is not None:
        log.seek(8)
        told.append(int.from_bytes(log.read(4)))
    return next((size for size in told if size in _SIZES), _USUAL_SIZE)


def _opened_log(path: Path) -> BinaryIO | None:
    try:
        return path.with_name(f"{path.name}-wal").open("rb")
    except OSError:
        return None


def _read_at(file: BinaryIO, offset: int, size: int) -> bytes:
    file.seek(offset)
    return file.read(size)
