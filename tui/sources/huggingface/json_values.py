"""JSON as Hugging Face sends it, also when it breaks off."""

import re
from collections.abc import Callable, Iterator
from typing import Any

_GAP = re.compile(r"[\s,]*")
_LONGEST_REASON = 200


class BrokenJsonError(Exception):
    """The JSON can't be read, or not to its end. The message says why."""


def decoded(body: bytes) -> Any:
    """The value of ``body``; BrokenJsonError when it isn't JSON or is nested too deeply."""
    from msgspec import MsgspecError
    from msgspec.json import decode

    try:
        return decode(body)
    except (MsgspecError, ValueError) as error:
        raise BrokenJsonError(str(error)[:_LONGEST_REASON]) from error
    except RecursionError as error:
        raise BrokenJsonError("it is nested too deeply") from error


def values_up_to_break(text: str) -> Iterator[Any]:
    """The items of an array, or of arrays and values that follow each other, as far as they go.

    BrokenJsonError at the first that isn't whole, and where an array isn't closed.
    """
    from json import JSONDecoder

    decode = JSONDecoder().raw_decode
    place, in_array = _after_gap(text, 0), False
    while place < len(text):
        if text[place] == ("]" if in_array else "["):
            in_array = not in_array
            place += 1
        else:
            value, place = _decoded_at(text, place, decode)
            yield value
        place = _after_gap(text, place)
    if in_array:
        raise BrokenJsonError("the list is not closed")


def _decoded_at(
    text: str, place: int, decode: Callable[[str, int], tuple[Any, int]]
) -> tuple[Any, int]:
    """The value that begins at ``place``, and where it ends."""
    try:
        return decode(text, place)
    except ValueError as error:
        raise BrokenJsonError(str(error)[:_LONGEST_REASON]) from error
    except RecursionError as error:
        raise BrokenJsonError("it is nested too deeply") from error


def _after_gap(text: str, place: int) -> int:
    gap = _GAP.match(text, place)
    return gap.end() if gap else place
