"""Bytes to text, also where they are not the UTF-8 that they should be."""

from typing import NamedTuple

_FORMER = "cp1252"


class Decoded(NamedTuple):
    """A text, and a word on how it was read where that is worth telling."""

    text: str
    note: str | None


def decode_text(body: bytes) -> Decoded:
    """The text of ``body``: UTF-8; else Windows-1252, which most older Latin-1 files are.

    UTF-8 of which single characters are damaged stays UTF-8.
    """
    try:
        return Decoded(body.decode(), None)
    except UnicodeDecodeError:
        return _decode_other(body)


def _decode_other(body: bytes) -> Decoded:
    text = body.decode(errors="replace")
    damaged = text.count("\ufffd")
    whole = sum(not char.isascii() for char in text) - damaged
    if whole > damaged:
        return Decoded(text, "with damaged characters")
    return Decoded(body.decode(_FORMER, "replace"), "in Windows-1252")
