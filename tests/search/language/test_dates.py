"""Days as a query names them."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.search.language.dates import is_begun_day, nearest_days, parse_days
from tui.search.language.query import DateRange

TODAY = date(2025, 3, 31)


def names_days(value: str) -> bool:
    try:
        parse_days(value, TODAY)
    except ValueError:
        return False
    return True


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-03-11", "2025-03-11", "2025-03-11"),
        ("2024-01..2024-06", "2024-01-01", "2024-06-30"),
        ("2024-01..", "2024-01-01", None),
        ("..2024-01", None, "2024-01-31"),
        ("2024..today", "2024-01-01", "2025-03-31"),
        (">2025-01-01", "2025-01-02", None),
        (">2025-01", "2025-02-01", None),
        (">=2025-01", "2025-01-01", None),
        ("<2025-01", None, "2024-12-31"),
        ("<=2025-01", None, "2025-01-31"),
        ("today", "2025-03-31", "2025-03-31"),
        ("Yesterday", "2025-03-30", "2025-03-30"),
        ("1d", "2025-03-31", "2025-03-31"),
        ("7d", "2025-03-25", "2025-03-31"),
        ("2w", "2025-03-18", "2025-03-31"),
        ("1m", "2025-03-01", "2025-03-31"),
        ("1y", "2024-04-01", "2025-03-31"),
        ("999999y", "0001-01-01", "2025-03-31"),
        ("999999w", "0001-01-01", "2025-03-31"),
    ],
)
def test_a_value_names_its_first_and_its_last_day(
    value: str, low: str | None, high: str | None
) -> None:
    assert parse_days(value, TODAY) == DateRange(day(low), day(high))


@pytest.mark.parametrize(
    "value",
    ["", "2025-13", "2025-02-30", "0000", "..", "7", "7x", ">", ">..", "2025-06..2025-01",
     ">9999-12-31", "<0001-01-01", "٢٠٢٥", "2024..2025..2026", "tomorrow"],
)  # fmt: skip
def test_a_value_that_names_no_day_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_days(value, TODAY)


@pytest.mark.parametrize(
    ("value", "near"),
    [
        ("2025-13", "2025-12"),
        ("2025-00", "2025-01"),
        ("2025-02-30", "2025-02-28"),
        ("2025-13-40", "2025-12-31"),
        ("0000-13", None),
        ("soon", None),
    ],
)
def test_the_nearest_day_that_the_calendar_has(value: str, near: str | None) -> None:
    assert nearest_days(value) == near


@given(
    st.dates(max_value=TODAY),
    st.sampled_from(["{0}", ">{0}", "<={0}", "..{0}", "{0}..{0}", "{0}..today"]),
)
@settings(max_examples=100)
def test_a_day_being_typed_is_a_day_or_begun_at_every_key(of: date, form: str) -> None:
    value = form.format(of)
    for end in range(1, len(value) + 1):
        assert is_begun_day(value[:end]) or names_days(value[:end])


@pytest.mark.parametrize(
    "value", ["2025-13", "2025-02-30", "2025-4x", "2024-06..2024-01", "x..2024", "2025..2024", "x."]
)
def test_what_no_key_makes_a_day_is_not_begun(value: str) -> None:
    assert not is_begun_day(value)
