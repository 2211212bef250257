"""Numbers as a page prints them: ``117``, ``1,204``, ``3.29k``, ``1.2M``."""

import re

_COUNT = re.compile(
    r"(?<![\d.,])(?P<number>\d{1,3}(?:,\d{3})+|\d{1,9}(?:\.\d{1,3})?)(?P<unit>[km]?)$"
)
_UNITS = {"": 1, "k": 1_000, "m": 1_000_000}


def printed_count(text: str) -> int | None:
    """The number at the end of ``text``: 3,290 of ``GitHub 3.29k``; ``None`` if there is none."""
    match = _COUNT.search(text.lower())
    if not match:
        return None
    return round(float(match["number"].replace(",", "")) * _UNITS[match["unit"]])
