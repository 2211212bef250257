"""Days and spans of days, as a query names them."""

import re
from calendar import monthrange
from datetime import date, timedelta

from tui.search.language.query import DateRange

_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_RECENT = re.compile(r"(\d{1,6})([dwmy])", re.ASCII)
_COMPARISON = re.compile(r"([<>]=?)(.+)", re.DOTALL)
_BEGUN = re.compile(
    r"(?:[<>]=?)?(?:\d{1,3}|\d{4}-(?:[01]|(?:0[1-9]|1[0-2])(?:-[0-3]?)?)?)?", re.ASCII
)
_NAMES = ("today", "yesterday")
_ONE_DAY = timedelta(days=1)


def parse_days(value: str, today: date) -> DateRange:
    """The days that ``value`` names; raises `ValueError` when it names none.

    ``2025``, ``2025-03``, ``2025-03-11``, ``today``, ``yesterday``; two of them with ``..``
    between, of which one may be left out; one of them behind ``>``, ``>=``, ``<``, ``<=``; or
    ``7d``, ``2w``, ``3m``, ``1y``: that many days, weeks, months or years up to today.
    """
    value = value.lower()
    if recent := _RECENT.fullmatch(value):
        return DateRange(_days_back(int(recent[1]), recent[2], today), today)
    if comparison := _COMPARISON.fullmatch(value):
        return _compared(comparison[1], *_span(comparison[2], today))
    low, dots, high = value.partition("..")
    if dots:
        return _between(low, high, today)
    return DateRange(*_span(value, today))


def is_begun_day(value: str) -> bool:
    """Whether more characters could make a day or a range of days of ``value``."""
    low, dots, high = value.lower().partition("..")
    if dots:
        return _may_start(low) and not _is_complete(high) and _is_begun(high)
    return _is_begun(low) or (low.endswith(".") and _may_start(low[:-1]))


def _is_begun(value: str) -> bool:
    return bool(_BEGUN.fullmatch(value)) or any(name.startswith(value) for name in _NAMES)


def _may_start(value: str) -> bool:
    return not value or _is_complete(value)


def _is_complete(value: str) -> bool:
    return bool(_DAY.fullmatch(value)) or value in _NAMES


def nearest_days(value: str) -> str | None:
    """The day or month nearest to ``value``, when it is one that the calendar lacks."""
    if not (parts := _DAY.fullmatch(value)) or parts[2] is None or int(parts[1]) == 0:
        return None
    year, month = int(parts[1]), min(max(int(parts[2]), 1), 12)
    if parts[3] is None:
        return f"{year:04}-{month:02}"
    return str(date(year, month, min(max(int(parts[3]), 1), monthrange(year, month)[1])))


def _span(value: str, today: date) -> tuple[date, date]:
    """The first and the last day of the day, month or year that ``value`` names."""
    if value == "today":
        return today, today
    if value == "yesterday":
        return today - _ONE_DAY, today - _ONE_DAY
    if not (parts := _DAY.fullmatch(value)):
        raise ValueError(f"“{value}” names no day.")
    year, month, day = (int(part) if part else None for part in parts.groups())
    return _span_of(year or 0, month, day)


def _span_of(year: int, month: int | None, day: int | None) -> tuple[date, date]:
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(year, month, day), date(year, month, day)


def _compared(sign: str, first: date, last: date) -> DateRange:
    try:
        match sign:
            case ">":
                return DateRange(last + _ONE_DAY, None)
            case ">=":
                return DateRange(first, None)
            case "<":
                return DateRange(None, first - _ONE_DAY)
            case _:
                return DateRange(None, last)
    except OverflowError:
        raise ValueError("There is no such day.") from None


def _between(low: str, high: str, today: date) -> DateRange:
    if not low and not high:
        raise ValueError("A range without ends.")
    first = _span(low, today)[0] if low else None
    last = _span(high, today)[1] if high else None
    if first and last and first > last:
        raise ValueError("The range ends before it begins.")
    return DateRange(first, last)


def _days_back(count: int, unit: str, today: date) -> date:
    """The first of the last ``count`` days, weeks, months or years, today being the last day."""
    try:
        if unit in "dw":
            return today - timedelta(days=count * (7 if unit == "w" else 1)) + _ONE_DAY
        return _months_back(count * (12 if unit == "y" else 1), today) + _ONE_DAY
    except (OverflowError, ValueError):
        return date.min


def _months_back(count: int, today: date) -> date:
    year, month = divmod(today.year * 12 + today.month - 1 - count, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))
