"""From what travelled to what was meant: gzip undone, in pieces of bounded size."""

import zlib
from collections.abc import Iterator
from typing import Protocol

ACCEPTED = "gzip"
_LARGEST_PIECE = 1 << 18
_GZIP_OR_ZLIB = zlib.MAX_WBITS | 32


class BrokenEncodingError(Exception):
    """The compressed bytes are damaged, or end too early."""


class Decoder(Protocol):
    """Takes a body as it arrives."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """What can be read of the body by now. Raises BrokenEncodingError."""

    def end(self) -> None:
        """Raise BrokenEncodingError if there should have been more."""


def decoder_for(encoding: str) -> Decoder:
    """The decoder for a ``Content-Encoding`` header. Raises BrokenEncodingError for another."""
    match encoding.strip().lower():
        case "" | "identity":
            return _Plain()
        case "gzip" | "x-gzip" | "deflate":
            return _Inflating()
    raise BrokenEncodingError(f"is packed in an unknown way ({encoding[:30]!r})")


class _Plain:
    def feed(self, data: bytes) -> Iterator[bytes]:
        yield data

    def end(self) -> None:
        """Nothing tells a plain body's end but the connection."""


class _Inflating:
    """A few bytes can grow to gigabytes: no piece is larger than the bound.

    A body may be several gzip members, one after the other (RFC 1952, 2.2).
    """

    def __init__(self) -> None:
        self._inflater = zlib.decompressobj(_GZIP_OR_ZLIB)
        self._began = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        self._began = self._began or bool(data)
        piece = self._inflated(data)
        while piece:
            yield piece
            piece = self._inflated(self._inflater.unconsumed_tail)

    def _inflated(self, data: bytes) -> bytes:
        """The next piece of what ``data`` is packed of; empty when all of it was used."""
        try:
            piece = self._inflate(data)
            while not piece and self._inflater.eof and self._inflater.unused_data:
                piece = self._inflate(self._inflater.unused_data)
        except zlib.error as error:
            raise BrokenEncodingError("can't be unpacked") from error
        return piece

    def _inflate(self, data: bytes) -> bytes:
        if self._inflater.eof and data:
            self._inflater = zlib.decompressobj(_GZIP_OR_ZLIB)
        return self._inflater.decompress(data, _LARGEST_PIECE)

    def end(self) -> None:
        if self._began and not self._inflater.eof:
            raise BrokenEncodingError("ends in the middle of its packing")
