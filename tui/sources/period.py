"""Weeks and months, as Hugging Face names them: ``2025-W10``, ``2025-03``."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from tui.errors import UsageError

_WEEK = re.compile(r"(\d{4})-[Ww](\d{2})", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """A week or a month, and its days from ``first`` to ``last``."""

    kind: Literal["week", "month"]
    name: str
    first: date
    last: date

    @property
    def item(self) -> str:
        """Its name among the lists of papers: ``week 2025-W10``."""
        return f"{self.kind} {self.name}"


def week_named(name: str) -> Period:
    """The ISO week ``2025-W10``. Raises UsageError when there is no such week."""
    with _told(f"“{name}” is no week.", "Write it like 2025-W10."):
        year, week = map(int, _numbers(_WEEK, name))
        first = date.fromisocalendar(year, week, 1)
        return Period("week", name.upper(), first, first + 6 * _DAY)


def month_named(name: str) -> Period:
    """The month ``2025-03``. Raises UsageError when there is no such month."""
    with _told(f"“{name}” is no month.", "Write it like 2025-03."):
        year, month = map(int, _numbers(_MONTH, name))
        first = date(year, month, 1)
        return Period("month", name, first, (first + 31 * _DAY).replace(day=1) - _DAY)


def _numbers(form: re.Pattern[str], name: str) -> tuple[str, ...]:
    """The numbers in a name. Raises ValueError when it has another form."""
    match = form.fullmatch(name)
    if match is None:
        raise ValueError(name)
    return match.groups()


@contextmanager
def _told(problem: str, hint: str) -> Iterator[None]:
    """Say that there is no such name when it is none, or none of a calendar."""
    try:
        yield
    except (ValueError, OverflowError) as error:
        raise UsageError(problem, hint) from error
