"""The items of a list in JSON, each as it is written, so that a bad one spoils no other.

Nothing is decoded: a list of any length takes no more memory than its text.
"""

import re
from collections.abc import Generator, Iterator
from itertools import count

from tui.errors import PapertuiError
from tui.sources.item import BrokenOff

_MOST = 1_000_000
_DEEPEST = 500
_STRING = rb'"(?:[^"\\]|\\.)*+"'
_FLAT = rb'(?:[^"{}\[\]]++|%b)*+' % _STRING
# Lists and objects that hold no others, such as an author's name, are taken in one go.
_TO_BRACKET = re.compile(
    rb'(?:[^"{}\[\]]++|%b|\{%b\}|\[%b\])*+([{}\[\]])' % (_STRING, _FLAT, _FLAT), re.DOTALL
)
_OPENS = re.compile(rb"\s*+[\[{]")
_SCALAR = re.compile(rb'%b|[^"{}\[\],\s]++' % _STRING, re.DOTALL)
_MEMBER = re.compile(rb'[\s,]*+"(?P<key>(?:[^"\\]|\\.)*+)"\s*+:\s*+', re.DOTALL)
_GAP = re.compile(rb"[\s,]*+")


class _BreakError(Exception):
    """The list can't be read on; the message says why."""


def items_of(body: bytes, key: bytes | None = None) -> Iterator[bytes | BrokenOff]:
    """The items of an array, or of the one that an object holds as ``key``.

    Of objects without it, which may stand one after the other, each is an item. The last may be a
    ``BrokenOff``: it says why the rest could not be read, also that there are more than a million.
    PapertuiError for what is neither an array nor an object.
    """
    if not _OPENS.match(body):
        raise PapertuiError("It is no JSON of papers.", "Export it again.")
    try:
        yield from _items(body, key)
    except _BreakError as error:
        yield BrokenOff("the end", f"The list breaks off there: {error}.")


def is_closed(text: bytes) -> bool:
    """Whether the list or object at the start of ``text`` ends in it."""
    try:
        return _value_end(text, 0) > 0
    except _BreakError:
        return False


def _items(body: bytes, key: bytes | None) -> Iterator[bytes]:
    start = _list_start(body, key)
    if start is None:
        yield from _values(body, 0, b"")
        return
    end = yield from _values(body, start + 1, b"]")
    if body[:start].strip():
        end = _closing(body, end)
    if body[end:].strip():
        raise _BreakError("more follows than one list")


def _list_start(body: bytes, key: bytes | None) -> int | None:
    """The place of the array's bracket; ``None`` when there is no array where it should be."""
    place = _after_gap(body, 0)
    if body.startswith(b"[", place):
        return place
    place += 1
    while member := _MEMBER.match(body, place):
        if member["key"] == key and body.startswith(b"[", member.end()):
            return member.end()
        place = _value_end(body, member.end())
    return None


def _values(body: bytes, place: int, closing: bytes) -> Generator[bytes, None, int]:
    """The values up to what closes the list, which is the end of ``body`` if it is empty.

    Returns the place behind it.
    """
    place = _after_gap(body, place)
    for number in count():
        if body[place : place + 1] == closing:
            break
        if number == _MOST:
            raise _BreakError(f"it holds more than {_MOST:,} items")
        end = _value_end(body, place)
        yield body[place:end]
        place = _after_gap(body, end)
    return place + 1


def _value_end(body: bytes, place: int) -> int:
    if body.startswith((b"[", b"{"), place):
        return _closing(body, place + 1)
    scalar = _SCALAR.match(body, place)
    if scalar is None:
        raise _BreakError("it is not closed")
    return scalar.end()


def _closing(body: bytes, place: int) -> int:
    """The place behind the bracket that closes the one opened before ``place``."""
    depth = 1
    while depth and (bracket := _TO_BRACKET.match(body, place)):
        depth += 1 if bracket[1] in b"[{" else -1
        place = bracket.end()
        if depth > _DEEPEST:
            raise _BreakError(f"it is nested more than {_DEEPEST} levels deep")
    if depth:
        raise _BreakError("it is not closed")
    return place


def _after_gap(body: bytes, place: int) -> int:
    gap = _GAP.match(body, place)
    return gap.end() if gap else place
