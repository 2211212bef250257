"""Days as arXiv prints them. A day is that of the printed time in its own offset."""

import re
from datetime import date

from tui.sources.month import MONTHS

_MAIL_DAY = re.compile(r"(?:[A-Za-z]{3}, ?)?(\d{1,2}) ([A-Za-z]{3}) (\d{4})(?!\d)", re.ASCII)


def iso_day(text: str | None) -> date | None:
    """The day of ``2025-08-20T00:00:00-04:00`` or ``2025-08-20``; ``None`` for anything else."""
    try:
        return date.fromisoformat(text.strip()[:10]) if text else None
    except ValueError:
        return None


def mail_day(text: str | None) -> date | None:
    """The day of ``Mon, 2 Apr 2007 19:18:42 GMT`` (RFC 5322); ``None`` for anything else."""
    match = _MAIL_DAY.match(text.strip()) if text else None
    month = MONTHS.get(match[2].lower()) if match else None
    if not match or not month:
        return None
    try:
        return date(int(match[3]), month, int(match[1]))
    except ValueError:
        return None
