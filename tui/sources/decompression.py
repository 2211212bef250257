"""Compressed bytes, unpacked block by block: gzip, bzip2, xz and zstandard."""

import zlib
from collections import deque
from collections.abc import Callable, Generator, Iterator
from typing import IO, Protocol, cast

from tui.errors import PapertuiError

_MAGIC = {
    b"\x1f\x8b": "gzip",
    b"BZh": "bzip2",
    b"\xfd7zXZ\x00": "xz",
    b"\x28\xb5\x2f\xfd": "zstd",
}
_UNPACKED_BLOCK = 2 << 20
_BLOCKS_AHEAD = 3
# Dictionaries of xz -9 take 65 MB; a file that asks for far more is made to fill the memory.
_XZ_MEMORY = 256 << 20


def packing(head: bytes) -> str | None:
    """What bytes that begin with ``head`` are compressed with; ``None`` when they are not."""
    return next((name for magic, name in _MAGIC.items() if head.startswith(magic)), None)


def unpacked(packed: Iterator[bytes], method: str, name: str) -> Generator[bytes, None, None]:
    """The blocks of what was compressed with ``method``, none empty, none above 2 MB.

    Also of several compressed streams one after the other. PapertuiError, naming the file, once it
    comes to where the file is damaged or breaks off; zstd's library doesn't tell where its breaks
    off.
    """
    blocks = _ahead(_unpack_zstd(packed) if method == "zstd" else _unpack(packed, _BEGIN[method]))
    try:
        yield from blocks
    except _failures(method) as error:
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
    def decompress(self, data: bytes, max_length: int = -1) -> bytes: ...


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

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        return self._unpacker.decompress(self._unpacker.unconsumed_tail + data, max(0, max_length))


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
}


def _unpack(packed: Iterator[bytes], begin: Callable[[], _Unpacker]) -> Iterator[bytes]:
    unpacker, midway = begin(), False
    for block in packed:
        data = block
        while data or (midway and not unpacker.needs_input):
            if not midway:
                data = data.lstrip(b"\x00")
            midway = midway or bool(data)
            found = unpacker.decompress(data, _UNPACKED_BLOCK) if midway else b""
            data = b""
            if found:
                yield found
            if unpacker.eof:
                data, unpacker, midway = unpacker.unused_data, begin(), False
    if midway:
        raise EOFError("it breaks off")


class _AsFile:
    """Blocks for a reader that asks for a file and calls nothing but ``read``."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks = blocks

    def read(self, _size: int = -1) -> bytes:
        return next(self._blocks, b"")


def _unpack_zstd(packed: Iterator[bytes]) -> Iterator[bytes]:
    import zstandard

    file = cast("IO[bytes]", _AsFile(packed))
    reader = zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True)
    while block := reader.read(_UNPACKED_BLOCK):
        yield block


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
