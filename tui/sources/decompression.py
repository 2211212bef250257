"""Compressed bytes, unpacked block by block: gzip, bzip2, xz and zstandard."""

import zlib
from collections import deque
from collections.abc import Callable, Generator, Iterator
from typing import Protocol

from tui.errors import PapertuiError

_MAGIC = {
    b"\x1f\x8b": "gzip",
    b"BZh": "bzip2",
    b"\xfd7zXZ\x00": "xz",
    b"\x28\xb5\x2f\xfd": "zstd",
}
_UNPACKED_BLOCK = 2 << 20
_UNPACKED_PIECE = 1 << 19
# Of many streams in a row each hands the rest of its piece on to the next: that must not be long.
# zstandard gives all that is in a piece at once, up to 4 MB for 128 bytes.
_PIECES = {"gzip": 1 << 14, "bzip2": 1 << 14, "xz": 1 << 14, "zstd": 1 << 7}
_BLOCKS_AHEAD = 3
# Dictionaries of xz -9 take 65 MB; a file that asks for far more is made to fill the memory.
_XZ_MEMORY = 256 << 20


def packing(head: bytes) -> str | None:
    """What bytes that begin with ``head`` are compressed with; ``None`` when they are not."""
    return next((name for magic, name in _MAGIC.items() if head.startswith(magic)), None)


def unpacked(packed: Iterator[bytes], method: str, name: str) -> Generator[bytes, None, None]:
    """What was compressed with ``method`` in blocks of 2 to 6 MB; only the last may be smaller.

    Also of several compressed streams one after the other. PapertuiError, naming the file, behind
    what comes before the place where it is damaged or breaks off.
    """
    failures = _failures(method)
    pieces = _unpack(_cut(packed, _PIECES[method]), _BEGIN[method])
    try:
        yield from _ahead(_joined(pieces, failures))
    except failures as error:
        raise PapertuiError(
            f"{name} can't be unpacked further: its {method} data are damaged ({error}).",
            "Download or copy it again.",
        ) from error


class _Unpacker(Protocol):
    """What ``bz2`` and ``lzma`` call a decompressor."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = -1, /) -> bytes: ...


class _Gunzip:
    """``zlib``'s decompressor with the interface of the others."""

    def __init__(self) -> None:
        self._unpacker = zlib.decompressobj(wbits=31)

    @property
    def eof(self) -> bool:
        return self._unpacker.eof

    @property
    def needs_input(self) -> bool:
        return not self.eof and not self._unpacker.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        return self._unpacker.unused_data

    def decompress(self, data: bytes, max_length: int = -1, /) -> bytes:
        return self._unpacker.decompress(self._unpacker.unconsumed_tail + data, max(0, max_length))


class _Unzstd:
    """zstandard's decompressor with the interface of the others."""

    needs_input = True

    def __init__(self) -> None:
        import zstandard

        self._unpacker = zstandard.ZstdDecompressor().decompressobj()

    @property
    def eof(self) -> bool:
        return self._unpacker.eof

    @property
    def unused_data(self) -> bytes:
        return self._unpacker.unused_data

    def decompress(self, data: bytes, _max_length: int = -1, /) -> bytes:
        return self._unpacker.decompress(data)


def _begin_bzip2() -> _Unpacker:
    import bz2

    return bz2.BZ2Decompressor()


def _begin_xz() -> _Unpacker:
    import lzma

    return lzma.LZMADecompressor(memlimit=_XZ_MEMORY)


_BEGIN: dict[str, Callable[[], _Unpacker]] = {
    "gzip": _Gunzip,
    "bzip2": _begin_bzip2,
    "xz": _begin_xz,
    "zstd": _Unzstd,
}


def _cut(blocks: Iterator[bytes], length: int) -> Iterator[bytes]:
    return (block[at : at + length] for block in blocks for at in range(0, len(block), length))


def _unpack(packed: Iterator[bytes], begin: Callable[[], _Unpacker]) -> Iterator[bytes]:
    unpacker, midway = begin(), False
    for block in packed:
        data = block
        while data or (midway and not unpacker.needs_input):
            if not midway:
                data = data.lstrip(b"\x00")
            midway = midway or bool(data)
            found = unpacker.decompress(data, _UNPACKED_PIECE) if midway else b""
            data = b""
            if found:
                yield found
            if unpacker.eof:
                data, unpacker, midway = unpacker.unused_data, begin(), False
    if midway:
        raise EOFError("it breaks off")


def _joined(pieces: Iterator[bytes], failures: tuple[type[Exception], ...]) -> Iterator[bytes]:
    """The pieces in larger blocks. What came before a failure is given before it is raised."""
    parts, size, failure = list[bytes](), 0, None
    try:
        for piece in pieces:
            parts.append(piece)
            size += len(piece)
            if size >= _UNPACKED_BLOCK:
                yield b"".join(parts)
                parts, size = [], 0
    except failures as error:
        failure = error
    if parts:
        yield b"".join(parts)
    if failure:
        raise failure


def _failures(method: str) -> tuple[type[Exception], ...]:
    """What the library of a method raises on damaged data."""
    if method == "zstd":
        import zstandard

        return zstandard.ZstdError, EOFError, MemoryError
    if method == "xz":
        import lzma

        return lzma.LZMAError, EOFError, MemoryError
    return zlib.error, OSError, EOFError, MemoryError


def _ahead(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """The blocks, made in a thread while those before them are used."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as thread:
        coming = deque(thread.submit(next, blocks, b"") for _ in range(_BLOCKS_AHEAD))
        while block := coming.popleft().result():
            coming.append(thread.submit(next, blocks, b""))
            yield block
