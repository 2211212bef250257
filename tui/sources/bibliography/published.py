"""The day of publication from what bibliographies say about it."""

import re
from datetime import date

from tui.sources.month import MONTHS

_DAY = re.compile(r"\s*(\d{4})(?!\d)(?:\s*[-/.]\s*(\d{1,2})(?!\d))?(?:\s*[-/.]\s*(\d{1,2})(?!\d))?")
_YEAR = re.compile(r"(?<!\d)(1[6-9]\d\d|20\d\d)(?!\d)")
_NUMBER = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_WORD = re.compile(r"[A-Za-z]{3,}")


def printed_day(text: str) -> date | None:
    """The day of ``2024-07-18``, ``2024/07/18/``, ``1948/07//`` or ``2014``.

    What is missing is the first: ``2014`` is 1 January. Of a range it is the beginning.
    """
    match = _DAY.match(text[:100])
    if not match:
        return None
    return day_of(int(match[1]), int(match[2] or 1), int(match[3] or 1))


def year_and_month(year: str, month: str) -> date | None:
    """The day of a year (``2013``, ``c. 2013``) and of a month that may hold a day.

    Months are ``jan``, ``January``, ``1``, ``10 May`` or ``May 10--12``; what is missing is the
    first, and ``None`` without a year.
    """
    printed_year = _YEAR.search(year[:100])
    if not printed_year:
        return None
    numbers = [int(number) for number in _NUMBER.findall(month[:100])]
    named = _named_month(month[:100])
    if named is None:
        return day_of(int(printed_year[1]), numbers[0] if numbers else 1, 1)
    return day_of(int(printed_year[1]), named, numbers[0] if numbers else 1)


def day_of(year: int, month: int = 1, day: int = 1) -> date | None:
    """A day; the month or year it is in when there is no such day; ``None`` without a year."""
    for parts in ((year, month, day), (year, month, 1), (year, 1, 1)):
        try:
            return date(*parts)
        except (ValueError, OverflowError):
            continue
    return None


def _named_month(text: str) -> int | None:
    words = (word.lower()[:3] for word in _WORD.findall(text))
    return next((MONTHS[word] for word in words if word in MONTHS), None)
