"""Dates of CSL-JSON, which may be parts, a text in ISO form, or a text in any."""

from datetime import date
from typing import Any

from tui.sources.bibliography.published import day_of, printed_day, year_and_month


def csl_day(value: Any) -> date | None:
    """The day of ``{"date-parts": [[2024, 7, 18]]}``, of a range its beginning.

    Parts may be numbers or texts, the last ones missing: then it is the first of month or year.
    ``raw`` and ``literal`` dates are read as far as they name a year.
    """
    if not isinstance(value, dict):
        return printed_day(value) if isinstance(value, str) else None
    numbers = _numbers(value.get("date-parts"))
    if numbers:
        return day_of(*numbers)
    text = value.get("raw") or value.get("literal")
    return (printed_day(text) or year_and_month(text, text)) if isinstance(text, str) else None


def _numbers(parts: Any) -> list[int]:
    """Year, month and day as far as the first date has them."""
    first = parts[0] if isinstance(parts, list) and parts else None
    numbers = [_number(part) for part in first[:3]] if isinstance(first, list) else []
    return [number for number in numbers if number is not None]


def _number(part: Any) -> int | None:
    if isinstance(part, str) and part.isdecimal() and len(part) < 5:
        return int(part)
    return part if isinstance(part, int) and not isinstance(part, bool) else None
