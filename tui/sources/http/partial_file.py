"""A file that is being fetched: beside its place until it is whole."""

import contextlib
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from tui.sources.http.address import host_of
from tui.sources.http.cache import validators
from tui.sources.http.failure import CutOff, FetchError, Refused, cut_off, too_large
from tui.sources.http.receiver import length_of
from tui.sources.http.response import media_type
from tui.sources.http.retry import TransientError

_CONTENT_RANGE = re.compile(r"bytes (\d{1,15})-", re.ASCII)


class PartialFile:
    """Takes a body into a file. A try that broke off is gone on with where the server can."""

    def __init__(self, url: str, target: Path, largest: int, accept_type: str | None) -> None:
        """Raises FetchError when there can be no file beside ``target``."""
        self._url = url
        self._target = target
        self._largest = largest
        self._accept_type = accept_type
        self._path = target.with_name(f".papertui-{os.urandom(8).hex()}.part")
        with self._telling():
            self._file = self._path.open("xb")
        self._validator = ""
        self.done = 0
        self.total: int | None = None

    def headers(self) -> dict[str, str]:
        """The rest of the same file if part of it is there, else the whole."""
        wanted = {"Accept": self._accept_type or "*/*", "Accept-Encoding": "identity"}
        if self.done and self._validator:
            wanted |= {"Range": f"bytes={self.done}-", "If-Range": self._validator}
        return wanted

    def begin(self, headers: Mapping[str, str]) -> None:
        """Go on at the right place. Raises Refused for another type, TooLarge.

        TransientError when it is another part of the file than the one that was asked for.
        """
        self._check_type(headers.get("content-type", ""))
        first = _first_byte(headers)
        if first != self.done:
            self.start_over()
            if first:
                raise TransientError(self.cut_off("is not the part that was asked for"))
        packed = headers.get("content-encoding", "identity") != "identity"
        length = 0 if packed else length_of(headers)
        self.total = self.done + length if length else None
        self._validator = "" if packed else _strong_validator(headers)
        if self.done + length > self._largest:
            raise too_large(self._url, self._largest)

    def write(self, piece: bytes) -> None:
        """Add ``piece``. Raises TooLarge, and FetchError when the disk is full."""
        if self.done + len(piece) > self._largest:
            raise too_large(self._url, self._largest)
        with self._telling():
            self._file.write(piece)
        self.done += len(piece)

    def cut_off(self, why: str) -> CutOff:
        """The error, without what arrived."""
        return cut_off(self._url, why, b"")

    def start_over(self) -> None:
        """Forget what arrived."""
        with self._telling():
            self._file.seek(0)
            self._file.truncate()
        self._validator = ""
        self.done = 0

    def keep(self) -> None:
        """Put the whole file in its place. Raises FetchError."""
        with self._telling():
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            self._path.replace(self._target)

    def discard(self) -> None:
        """Leave nothing behind; nothing is done to a file that was kept."""
        with contextlib.suppress(OSError):
            self._file.close()
        with contextlib.suppress(OSError):
            self._path.unlink()

    @contextlib.contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise FetchError(
                f"{self._target} can't be written: {reason}.",
                "Check its folder, and the room on the disk.",
                url=self._url,
            ) from error

    def _check_type(self, header: str) -> None:
        sent, _ = media_type(header)
        if self._accept_type and sent != self._accept_type:
            host = host_of(self._url)
            raise Refused(
                f"{host} sent {sent[:50] or 'something'} instead of {self._accept_type}.",
                "Look at the page in the browser.",
                url=self._url,
                status=200,
            )


def _first_byte(headers: Mapping[str, str]) -> int | None:
    match = _CONTENT_RANGE.match(headers.get("content-range", ""))
    return int(match[1]) if match else None


def _strong_validator(headers: Mapping[str, str]) -> str:
    """What tells that a file is the very same: a weak ETag does not (RFC 9110, 13.1.5)."""
    etag, changed = validators(headers)
    return changed if not etag or etag.startswith("W/") else etag
