"""Kinds of values: which ones a setting takes, and how that is said."""

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from tui.papers.links import safe_url
from tui.papers.text import clean

_LONGEST_LIST = 100


class Kind(NamedTuple):
    """Which values a setting takes: ``takes`` tells it of a value as TOML gives it.

    ``expected`` ends the sentence "Must be …". ``choices`` are the words there are, if not any.
    """

    expected: str
    takes: Callable[[object], bool]
    choices: tuple[str, ...] = ()


TEXT = Kind("a text in quotes", lambda value: isinstance(value, str))

SWITCH = Kind("true or false", lambda value: isinstance(value, bool))

ADDRESS = Kind(
    "an address that begins with https:// or http://",
    lambda value: isinstance(value, str) and is_address(value),
)


def choice(words: tuple[str, ...]) -> Kind:
    """One of a few words."""
    return Kind(f"one of {_quoted(words)}", lambda value: value in words, words)


def choices(words: tuple[str, ...]) -> Kind:
    """A list of some of a few words."""
    return Kind(f"a list of {_quoted(words)}", lambda value: _all_are(value, words), words)


def whole_number(least: int, most: int) -> Kind:
    """A whole number between two bounds, which it may be too."""
    return Kind(
        f"a whole number from {least} to {most}",
        lambda value: type(value) is int and least <= value <= most,
    )


def texts(expected: str, pattern: str) -> Kind:
    """A list of at most a hundred texts of the form ``pattern``, all of which can be seen."""
    return Kind(expected, lambda value: _all_match(value, pattern))


def is_address(text: str) -> bool:
    """Whether it is an address on the web to which a path and a question can be added."""
    return safe_url(text) == text and "?" not in text and "#" not in text


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names what is most like ``word``, or nothing when nothing is like it."""
    from difflib import get_close_matches

    near = get_close_matches(word.casefold(), list(known), n=1)
    return f'Did you mean "{near[0]}"?' if near else ""


def _all_are(value: object, words: tuple[str, ...]) -> bool:
    return isinstance(value, list) and all(part in words for part in value)


def _all_match(value: object, pattern: str) -> bool:
    if not isinstance(value, list) or len(value) > _LONGEST_LIST:
        return False
    return all(
        isinstance(part, str) and clean(part) == part and re.fullmatch(pattern, part)
        for part in value
    )


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f'"{word}"' for word in words)
