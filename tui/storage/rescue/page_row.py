"""The rows that a page of a SQLite file holds, read one by one, so that a bad one costs no other.

The formats are those of https://www.sqlite.org/fileformat2.html, §1.6 (b-tree pages) and §2
(records).
"""

import re
import struct
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from tui.papers.text import clean_lines
from tui.storage.rescue.page_file import HEADER_BYTES, PageFile

INNER_INDEX, INNER_TABLE, LEAF_INDEX, LEAF_TABLE = 2, 5, 10, 13

Value = str | int | float | bytes | None

_KINDS = frozenset((INNER_INDEX, INNER_TABLE, LEAF_INDEX, LEAF_TABLE))
_INNER = frozenset((INNER_INDEX, INNER_TABLE))
_INTEGER_BYTES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_LONGEST_VARINT = 9
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_UNREADABLE = (ValueError, IndexError, struct.error)


@dataclass(frozen=True, slots=True)
class StoredRow:
    """The values of a row as they are stored, and its row number where its tree has such."""

    values: tuple[Value, ...]
    rowid: int | None


@dataclass(frozen=True, slots=True)
class TreePage:
    """A page of a table or an index: the rows on it that can be read, and the pages below it."""

    number: int
    rows: Sequence[StoredRow]
    children: Sequence[int]


def tree_page(pages: PageFile, number: int) -> TreePage | None:
    """What is on a page; None when it is no page of a table or an index, or can't be read."""
    content = pages.page(number)
    if content is None:
        return None
    start = HEADER_BYTES if number == 1 else 0
    kind = content[start]
    if kind not in _KINDS:
        return None
    children = _children(content, start) if kind in _INNER else []
    return TreePage(number, list(_rows(pages, content, start)), children)


def _rows(pages: PageFile, content: bytes, start: int) -> Iterator[StoredRow]:
    kind = content[start]
    if kind == INNER_TABLE:
        return
    for offset in _cells(content, start):
        with suppress(*_UNREADABLE):
            yield _row(pages, content, kind, offset)


def _cells(content: bytes, start: int) -> Iterator[int]:
    """Where the cells of a page begin, as far as its header can be believed."""
    first = start + (12 if content[start] in _INNER else 8)
    count = int.from_bytes(content[start + 3 : start + 5])
    most = (len(content) - first) // 2
    for place in range(first, first + 2 * min(count, most), 2):
        yield int.from_bytes(content[place : place + 2])


def _children(content: bytes, start: int) -> list[int]:
    below = [int.from_bytes(content[cell : cell + 4]) for cell in _cells(content, start)]
    return [*below, int.from_bytes(content[start + 8 : start + 12])]


def _row(pages: PageFile, content: bytes, kind: int, offset: int) -> StoredRow:
    if kind == INNER_INDEX:
        offset += 4
    size, offset = _varint(content, offset)
    rowid = None
    if kind == LEAF_TABLE:
        rowid, offset = _varint(content, offset)
        rowid -= (rowid >> 63) << 64
    payload = _payload(pages, content, offset, size, is_table=kind == LEAF_TABLE)
    return StoredRow(tuple(_record(payload)), rowid)


def _payload(pages: PageFile, content: bytes, offset: int, size: int, *, is_table: bool) -> bytes:
    """The bytes of a row, those that lie on further pages among them."""
    if size > pages.count * pages.usable:
        raise ValueError("longer than the file")
    here = _bytes_here(pages.usable, size, is_table=is_table)
    local = content[offset : min(offset + here, pages.usable)]
    if len(local) < here:
        raise ValueError("cut off by the end of the page")
    if here == size:
        return local
    following = int.from_bytes(content[offset + here : offset + here + 4])
    return local + _overflow(pages, following, size - here)


def _bytes_here(usable: int, size: int, *, is_table: bool) -> int:
    """How many bytes of a row's ``size`` are on its own page (§1.6, "Cell payload overflow")."""
    most = usable - 35 if is_table else (usable - 12) * 64 // 255 - 23
    if size <= most:
        return size
    least = (usable - 12) * 32 // 255 - 23
    filling = least + (size - least) % (usable - 4)
    return filling if filling <= most else least


def _overflow(pages: PageFile, number: int, size: int) -> bytes:
    parts = []
    while size > 0:
        content = pages.page(number)
        if content is None:
            raise ValueError("the rest of the row is missing")
        parts.append(content[4 : min(4 + size, pages.usable)])
        size -= len(parts[-1])
        number = int.from_bytes(content[:4])
    return b"".join(parts)


def _record(payload: bytes) -> Iterator[Value]:
    """The values of a record; ValueError when it is longer than its bytes."""
    header_size, offset = _varint(payload, 0)
    if not offset <= header_size <= len(payload):
        raise ValueError("no record")
    kinds = []
    while offset < header_size:
        kind, offset = _varint(payload, offset)
        kinds.append(kind)
    if header_size + sum(map(_size, kinds)) > len(payload):
        raise ValueError("no record")
    for kind in kinds:
        size = _size(kind)
        yield _value(kind, payload[offset : offset + size])
        offset += size


def _size(kind: int) -> int:
    """The bytes of a value of a serial type (§2.1)."""
    if kind >= 12:
        return (kind - 12) // 2
    if kind in (10, 11):
        raise ValueError("no serial type")
    return _INTEGER_BYTES.get(kind, 8 if kind == 7 else 0)


def _value(kind: int, stored: bytes) -> Value:
    if kind >= 12:
        return _text(stored) if kind % 2 else stored
    if kind == 7:
        (number,) = struct.unpack(">d", stored)
        return float(number)
    if kind in (8, 9):
        return kind - 8
    return int.from_bytes(stored, signed=True) if kind else None


def _text(stored: bytes) -> str:
    """Text as it was written; with what was overwritten in it taken out or shown as such."""
    try:
        text = stored.decode()
    except UnicodeDecodeError:
        return clean_lines(stored.decode(errors="replace"))
    return clean_lines(text) if _CONTROL.search(text) else text


def _varint(content: bytes, offset: int) -> tuple[int, int]:
    """A number of variable length, and where it ends."""
    value = 0
    for place in range(offset, offset + _LONGEST_VARINT - 1):
        byte = content[place]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, place + 1
    return value << 8 | content[offset + 8], offset + _LONGEST_VARINT
