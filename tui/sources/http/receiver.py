"""Who takes a body as it arrives, and refuses what it won't have."""

from collections.abc import Mapping
from typing import Protocol

from tui.sources.http.decoding import ACCEPTED
from tui.sources.http.failure import CutOff, cut_off, too_large


class Receiver(Protocol):
    """Takes the body of one page, whatever number of tries that needs."""

    def headers(self) -> dict[str, str]:
        """What the next try sends along."""

    def begin(self, headers: Mapping[str, str]) -> None:
        """A body begins (status 2xx). Raises FetchError if it isn't wanted."""

    def write(self, piece: bytes) -> None:
        """Take the next piece. Raises TooLarge."""

    def cut_off(self, why: str) -> CutOff:
        """The error for a body that won't go on, with what arrived of it."""


class InMemory:
    """Keeps a body of at most ``largest`` bytes."""

    def __init__(self, url: str, largest: int, headers: Mapping[str, str]) -> None:
        self._url = url
        self._largest = largest
        self._headers = {"Accept-Encoding": ACCEPTED, **headers}
        self._body = bytearray()

    @property
    def body(self) -> bytes:
        """What has arrived."""
        return bytes(self._body)

    def headers(self) -> dict[str, str]:
        """The same for every try."""
        return self._headers

    def begin(self, headers: Mapping[str, str]) -> None:
        """Forget a body that broke off. Raises TooLarge if this one says that it is."""
        self._body.clear()
        if length_of(headers) > self._largest:
            raise too_large(self._url, self._largest)

    def write(self, piece: bytes) -> None:
        """Add ``piece``. Raises TooLarge."""
        if len(self._body) + len(piece) > self._largest:
            raise too_large(self._url, self._largest)
        self._body += piece

    def cut_off(self, why: str) -> CutOff:
        """The error that holds what has arrived."""
        return cut_off(self._url, why, self.body)


def length_of(headers: Mapping[str, str]) -> int:
    """The bytes that will travel, or 0 if that is not said."""
    value = headers.get("content-length", "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 16 else 0
