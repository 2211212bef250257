"""Days as a page prints them: ``Mar 11``, ``11 March 2025``, ``2025-03-11``."""

import re
from datetime import date
from typing import NamedTuple

from tui.sources.month import MONTHS

_DATE_LINE = re.compile(
    r"(?P<month>[A-Za-z]{3,9})\.? (?P<day>\d{1,2})(?:, (?P<year>\d{4}))?"
    r"|(?P<day2>\d{1,2}) (?P<month2>[A-Za-z]{3,9})\.?(?: (?P<year2>\d{4}))?",
    re.ASCII,
)
_ISO_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)", re.ASCII)


class PrintedDay(NamedTuple):
    """A day whose year may be missing."""

    year: int | None
    month: int
    day: int

    def in_year(self, year: int) -> date | None:
        """The day, in ``year`` unless it names another; ``None`` if there is no such day."""
        try:
            return date(year if self.year is None else self.year, self.month, self.day)
        except ValueError:
            return None

    def near(self, known: date) -> date | None:
        """The day, in the year that brings it nearest to ``known`` unless it names one."""
        years = (known.year - 1, known.year, known.year + 1)
        days = (found for year in years if (found := self.in_year(year)))
        return min(days, key=lambda found: abs(found - known), default=None)


def date_line(line: str, year: int) -> date | None:
    """The day that a line names and nothing else: ``Mar 11``, ``11 March 2025``, ``2025-03-11``.

    A day without a year is in ``year``.
    """
    printed = printed_day(line)
    return printed.in_year(year) if printed else None


def printed_day(line: str) -> PrintedDay | None:
    """What a line that names a day and nothing else prints; ``None`` for any other."""
    iso = _ISO_DAY.fullmatch(line)
    if iso:
        return PrintedDay(int(iso["year"]), int(iso["month"]), int(iso["day"]))
    match = _DATE_LINE.fullmatch(line)
    month = MONTHS.get((match["month"] or match["month2"]).lower()) if match else None
    if not match or not month:
        return None
    year = match["year"] or match["year2"]
    return PrintedDay(int(year) if year else None, month, int(match["day"] or match["day2"]))
