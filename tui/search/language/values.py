"""What may stand behind a field's colon, and what to say when it can't be understood."""

import re
from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches

from tui.search.language.dates import is_begun_day, nearest_days, parse_days
from tui.search.language.query import (
    EXACT_FIELDS,
    NUMBER_FIELDS,
    POSSESSIONS,
    SORTS,
    STATES,
    Exact,
    Has,
    Leaf,
    NumberRange,
    State,
)

_NUMBER = re.compile(r"(-?)(\d[\d_]{0,19})(\.\d{1,3}(?=[km]))?([km]?)", re.ASCII)
_COMPARISON = re.compile(r"([<>]=?)(.*)", re.DOTALL)
_BEGUN_NUMBER = re.compile(r"[<>]?=?|[\d_.]+", re.ASCII)
_MOST = 10**15
_SCALES = {"": 1, "k": 1_000, "m": 1_000_000}


class BadValueError(Exception):
    """A value that its field can't take; ``begun`` when more characters could make it one."""

    def __init__(self, message: str, hint: str, *, begun: bool) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.begun = begun


def read_value(field: str, value: str, today: date) -> Leaf:
    """The clause ``field:value``, for every field but those of text; raises `BadValueError`."""
    if field in EXACT_FIELDS:
        return Exact(field, _without_wildcard(value) if field == "cat" else value)
    if field in NUMBER_FIELDS:
        return _read_number(field, value)
    if field == "date":
        return _read_date(value, today)
    if field == "is":
        return State(one_of(STATES, "is", value))
    return Has(one_of(POSSESSIONS, "has", value))


def read_sort(value: str) -> str:
    """The order that ``sort:value`` asks for; raises `BadValueError`."""
    return one_of(SORTS, "sort", value)


def one_of(choices: Sequence[str], field: str, value: str) -> str:
    """The choice that ``value`` names in any case; raises `BadValueError` with the nearest."""
    name = value.lower()
    if name in choices:
        return name
    begun = any(choice.startswith(name) for choice in choices)
    raise BadValueError(
        f"{field}: knows no “{value}”.",
        nearest_hint(name, choices, field) or f"It is one of {', '.join(choices)}.",
        begun=begun,
    )


def nearest_hint(name: str, choices: Sequence[str], field: str = "") -> str:
    """“Did you mean …?” with the choice nearest to ``name``, or nothing when none is near."""
    near = get_close_matches(name.lower(), choices, n=1)
    if not near:
        return ""
    return f"Did you mean “{field}:{near[0]}”?" if field else f"Did you mean “{near[0]}:”?"


def _without_wildcard(category: str) -> str:
    """``cs.*`` means what ``cs`` means: everything below it."""
    return category.rstrip("*.") or category


def _read_date(value: str, today: date) -> Leaf:
    try:
        return parse_days(value, today)
    except ValueError:
        near = nearest_days(value)
        example = f"date:{today}, date:{today.isoformat()[:7]}, date:2024-01..2024-06 or date:7d"
        raise BadValueError(
            f"“{value}” is not a day, a month, a year or a range of them.",
            f"Did you mean “date:{near}”?" if near else f"For example {example}.",
            begun=is_begun_day(value),
        ) from None


def _read_number(field: str, value: str) -> Leaf:
    try:
        return NumberRange(field, *_bounds(value.lower()))
    except ValueError:
        raise BadValueError(
            f"“{value}” is not a number or a range of numbers.",
            f"For example {field}:>50, {field}:100..5000 or {field}:50.",
            begun=bool(_BEGUN_NUMBER.fullmatch(value)),
        ) from None


def _bounds(value: str) -> tuple[int | None, int | None]:
    if comparison := _COMPARISON.fullmatch(value):
        return _compared(comparison[1], _number(comparison[2]))
    if ".." not in value:
        return _number(value), _number(value)
    low, high = (_number(end) if end else None for end in value.split("..", 1))
    if (low is None and high is None) or (low is not None and high is not None and low > high):
        raise ValueError(value)
    return low, high


def _compared(sign: str, number: int) -> tuple[int | None, int | None]:
    if sign.startswith(">"):
        return (number if sign == ">=" else min(number + 1, _MOST)), None
    return None, (number if sign == "<=" else max(number - 1, -_MOST))


def _number(value: str) -> int:
    """A whole number such as ``1_000``, ``5k`` or ``1.5k``, kept within plus or minus `_MOST`."""
    if not (parts := _NUMBER.fullmatch(value)):
        raise ValueError(value)
    sign, digits, fraction, scale = parts.groups()
    size = int(digits.replace("_", "")) * _SCALES[scale]
    size = min(size + round(float(fraction or 0) * _SCALES[scale]), _MOST)
    return -size if sign else size
