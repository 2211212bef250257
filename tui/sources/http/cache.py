"""Responses kept on disk: asked for again only if they changed, or not at all.

One file each: a line of JSON, then the body. The file's times tell when it was last found to be
up to date (modification) and last of use (access). Whatever is damaged or foreign counts as absent.
"""

import contextlib
import logging
import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from tui.errors import PapertuiError
from tui.paths import make_private
from tui.sources.http.patience import Clock

_LONGEST_HEADER = 20_000
_LARGEST_SHARE = 20
_KEPT_AFTER_CLEARING = 0.8
_log = logging.getLogger("papertui.http")


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """All of a response but its body. ``address`` and ``accept`` are what was asked for."""

    address: str
    accept: str
    url: str
    status: int
    content_type: str
    etag: str
    last_modified: str
    digest: str
    length: int

    @property
    def conditions(self) -> dict[str, str]:
        """The request headers that ask for the body only if it is another one."""
        known = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in known.items() if value}


@dataclass(frozen=True, slots=True)
class Entry:
    """A response in the cache; ``age`` in seconds since it was last found to be up to date."""

    header: Header
    age: float
    path: Path

    def body(self) -> bytes | None:
        """The body, or None if it was lost or damaged."""
        try:
            with self.path.open("rb") as file:
                file.readline(_LONGEST_HEADER)
                body = file.read(self.header.length + 1)
        except OSError:
            return None
        return body if sha256(body).hexdigest() == self.header.digest else None


class ResponseCache:
    """Keeps at most about ``most_bytes`` in ``folder``; what was longest of no use goes first."""

    def __init__(self, folder: Path, most_bytes: int, clock: Clock) -> None:
        self._folder = folder
        self._most_bytes = most_bytes
        self._clock = clock
        self._size: int | None = None
        self._lock = threading.Lock()

    def entry(self, address: str, accept: str) -> Entry | None:
        """What is kept for a request."""
        path = self._path(address, accept)
        try:
            with path.open("rb") as file:
                line = file.readline(_LONGEST_HEADER)
                status = os.fstat(file.fileno())
        except OSError:
            return None
        header = _decoded(line)
        if (
            header is None
            or (header.address, header.accept) != (address, accept)
            or status.st_size != len(line) + header.length
        ):
            return None
        return Entry(header, self._clock.now() - status.st_mtime, path)

    def store(self, header: Header, body: bytes) -> None:
        """Keep a response. What can't be kept is not: the cache is a convenience."""
        content = _encoded(header) + body
        path = self._path(header.address, header.accept)
        if len(content) > self._most_bytes // _LARGEST_SHARE:
            self.forget(header.address, header.accept)
            return
        try:
            make_private(self._folder)
            self._write(path, content)
            self._account_for(len(content))
        except (OSError, PapertuiError) as error:
            _log.warning("A response was not kept: %s", error)

    def confirm(self, entry: Entry) -> None:
        """Note that an entry is up to date."""
        self._set_times(entry.path, self._clock.now(), self._clock.now())

    def use(self, entry: Entry) -> None:
        """Note that an entry was of use."""
        now = self._clock.now()
        self._set_times(entry.path, now, now - entry.age)

    def forget(self, address: str, accept: str) -> None:
        """Keep no response to this request."""
        with contextlib.suppress(OSError):
            self._path(address, accept).unlink()

    def _path(self, address: str, accept: str) -> Path:
        return self._folder / sha256(f"{address}\n{accept}".encode()).hexdigest()

    def _write(self, path: Path, content: bytes) -> None:
        temporary = path.with_name(f"{path.name}.{os.urandom(8).hex()}")
        try:
            temporary.write_bytes(content)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
        now = self._clock.now()
        os.utime(path, (now, now))

    def _set_times(self, path: Path, used: float, up_to_date: float) -> None:
        with contextlib.suppress(OSError):
            os.utime(path, (used, up_to_date))

    def _account_for(self, added: int) -> None:
        with self._lock:
            self._size = self._measured() if self._size is None else self._size + added
            if self._size > self._most_bytes:
                self._size = self._clear()

    def _measured(self) -> int:
        return sum(size for _, size, _ in self._files())

    def _clear(self) -> int:
        """Delete the files longest of no use; the bytes that remain."""
        files = sorted(self._files())
        size = sum(size for _, size, _ in files)
        for _, length, path in files:
            if size <= self._most_bytes * _KEPT_AFTER_CLEARING:
                break
            Path(path).unlink(missing_ok=True)
            size -= length
        return size

    def _files(self) -> list[tuple[float, int, str]]:
        """Last use, size and path of every file, also of what a killed process left behind."""
        with os.scandir(self._folder) as found:
            files = [(entry, entry.stat()) for entry in found if entry.is_file()]
        return [(status.st_atime, status.st_size, entry.path) for entry, status in files]


def validators(headers: Mapping[str, str]) -> tuple[str, str]:
    """ETag and Last-Modified of a response, each empty if absent or not fit to be sent back."""
    found = (headers.get(name, "") for name in ("etag", "last-modified"))
    etag, changed = (value if value.isascii() and value.isprintable() else "" for value in found)
    return etag, changed


def _encoded(header: Header) -> bytes:
    from msgspec.json import encode

    return encode(header) + b"\n"


def _decoded(line: bytes) -> Header | None:
    from msgspec import MsgspecError
    from msgspec.json import decode

    try:
        return decode(line, type=Header)
    except (MsgspecError, UnicodeDecodeError, RecursionError):
        return None
