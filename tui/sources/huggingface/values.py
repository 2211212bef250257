"""Single values of Hugging Face's JSON: cleaned, or ``None`` where they are missing or odd."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tui.papers.links import LONGEST_URL, safe_url
from tui.papers.paper import Author
from tui.sources.outside_text import MOST_ITEMS, each_once, one_line, passage

JsonObject = Mapping[str, Any]
_LARGEST_COUNT = 2**63 - 1
_LENGTH_OF_DAY = len("2025-03-11")


def line(value: object) -> str | None:
    """A text on one line, such as a title or a name."""
    return one_line(value) if isinstance(value, str) else None


def prose(value: object) -> str | None:
    """A text of some length, such as an abstract."""
    return passage(value) if isinstance(value, str) else None


def count(value: object) -> int | None:
    """A whole number, 0 or more."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _LARGEST_COUNT:
        return value
    return None


def day(value: object) -> date | None:
    """The day of a point in time: ``2025-03-11T08:02:55.000Z``."""
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value[:_LENGTH_OF_DAY])
    except ValueError:
        return None


def address(value: object) -> str | None:
    """An address that may be opened; line breaks in it are mended."""
    if not isinstance(value, str) or len(value) > 2 * LONGEST_URL:
        return None
    return safe_url("".join(value.split()))


def lines(value: object) -> tuple[str, ...]:
    """A list of short texts, each once."""
    if not isinstance(value, list):
        return ()
    return each_once(map(line, value[:MOST_ITEMS]))


def name(value: object) -> str | None:
    """What a person, a user or an organization calls itself."""
    if not isinstance(value, dict):
        return None
    return line(value.get("fullname")) or line(value.get("name")) or line(value.get("user"))


def authors(value: object) -> tuple[Author, ...]:
    """The authors that the page shows: those who hid themselves are left out."""
    if not isinstance(value, list):
        return ()
    shown = (
        line(author.get("name"))
        for author in value[:MOST_ITEMS]
        if isinstance(author, dict) and author.get("hidden") is not True
    )
    return tuple(Author(printed) for printed in shown if printed)
