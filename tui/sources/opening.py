"""A file or standard input as UTF-8: unpacked when it is compressed, block by block."""

import codecs
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from tui.errors import PapertuiError
from tui.sources.decompression import packing, unpacked
from tui.sources.outside_text import LONGEST_RECORD

STANDARD_INPUT = Path("-")
_BLOCK = 1 << 20
_START = 200_000
_LARGEST_WHOLE = 50_000_000
_TAR_MAGIC, _TAR_MAGIC_PLACE = b"ustar", 257
_ARCHIVES = {b"PK\x03\x04": "ZIP", b"7z\xbc\xaf'\x1c": "7z", b"Rar!\x1a\x07": "RAR"}


class Content:
    """What a file holds, to be read once: as lines, or as a whole.

    ``packing`` is what it was compressed with, if it was.
    """

    def __init__(self, name: str, blocks: Iterator[bytes], packing: str | None) -> None:
        self.name = name
        self.packing = packing
        self._head = next(blocks, b"")
        self._rest = blocks

    def start(self) -> str:
        """How it begins, up to 200,000 characters; what is no UTF-8 is replaced."""
        return self._head[:_START].decode(errors="replace")

    def lines(self) -> Iterator[bytes]:
        """The lines without their ends. Of a line above 10,000,000 bytes the rest is missing."""
        begun = b""
        for block in self._blocks():
            *whole, begun = (begun + block).split(b"\n")
            yield from whole
            begun = begun[: LONGEST_RECORD + 1]
        if begun:
            yield begun

    def whole(self) -> bytes:
        """All of it; PapertuiError when that is more than 50 MB."""
        parts, size = list[bytes](), 0
        for block in self._blocks():
            parts.append(block)
            size += len(block)
            if size > _LARGEST_WHOLE:
                raise PapertuiError(
                    f"{self.name} is larger than {_LARGEST_WHOLE // 1_000_000} MB, too large for "
                    "what is read as a whole.",
                    "Split it, or save its papers as JSON lines, which may be of any length.",
                )
        return b"".join(parts)

    def _blocks(self) -> Iterator[bytes]:
        return chain((self._head,), self._rest)


@contextmanager
def open_content(path: Path) -> Iterator[Content]:
    """The content of a file, or of standard input (``-``).

    UTF-16 with its mark becomes UTF-8, and a byte-order mark is left out. PapertuiError for an
    archive, and where compressed data are damaged; OSError where the file can't be read.
    """
    name = "standard input" if path == STANDARD_INPUT else str(path)
    with _binary(path) as file:
        blocks = iter(lambda: file.read(_BLOCK), b"")
        head = next(blocks, b"")
        whole, method = chain((head,), blocks), packing(head)
        if method is None:
            yield Content(name, _as_utf8(_no_archive(whole, name)), None)
        else:
            with closing(unpacked(whole, method, name)) as plain:
                yield Content(name, _as_utf8(_no_archive(plain, name)), method)


def _binary(path: Path) -> AbstractContextManager[BinaryIO]:
    if path != STANDARD_INPUT:
        return path.open("rb")
    if sys.stdin is None:
        raise PapertuiError("There is no standard input.", "Name a file.")
    return nullcontext(sys.stdin.buffer)


def _no_archive(blocks: Iterator[bytes], name: str) -> Iterator[bytes]:
    """The blocks as they are; PapertuiError when they are those of an archive of files."""
    head = next(blocks, b"")
    kind = next((kind for magic, kind in _ARCHIVES.items() if head.startswith(magic)), None)
    if head.startswith(_TAR_MAGIC, _TAR_MAGIC_PLACE):
        kind = "tar"
    if kind:
        raise PapertuiError(f"{name} is a {kind} archive.", "Unpack it and name the folder.")
    return chain((head,), blocks)


def _as_utf8(blocks: Iterator[bytes]) -> Iterator[bytes]:
    head = next(blocks, b"")
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _transcoded(chain((head,), blocks))
    return chain((head.removeprefix(codecs.BOM_UTF8),), blocks)


def _transcoded(blocks: Iterable[bytes]) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder("utf-16")("replace")
    for block in blocks:
        yield decoder.decode(block).encode("utf-8", "replace")
    yield decoder.decode(b"", final=True).encode("utf-8", "replace")
