"""Weeks and months by their names."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.errors import UsageError
from tui.sources.period import month_named, week_named


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("2025-W10", date(2025, 3, 3)),
        ("2025-w01", date(2024, 12, 30)),
        ("2020-W53", date(2020, 12, 28)),
    ],
)
def test_a_week_is_seven_days_from_monday_on(name: str, first: date) -> None:
    week = week_named(name)
    assert (week.first, week.last - week.first) == (first, timedelta(days=6))
    assert week.item == f"week {name.upper()}"


@pytest.mark.parametrize(("name", "last"), [("2025-03", 31), ("2024-02", 29), ("2025-12", 31)])
def test_a_month_is_all_its_days(name: str, last: int) -> None:
    month = month_named(name)
    assert (month.first.day, month.last.day, month.first.month) == (1, last, month.last.month)
    assert month.item == f"month {name}"


@pytest.mark.parametrize(
    "name", ["", "2025", "2025-10", "2025-W1", "2025-W54", "2025-W53", "9999-W52", "0000-W01"]
)
def test_what_is_no_week_is_wrong_usage(name: str) -> None:
    with pytest.raises(UsageError, match="is no week"):
        week_named(name)


@pytest.mark.parametrize(
    "name", ["", "2025", "2025-W10", "2025-13", "2025-00", "9999-12", "٢٠٢٥-٠٣"]
)
def test_what_is_no_month_is_wrong_usage(name: str) -> None:
    with pytest.raises(UsageError, match="is no month"):
        month_named(name)


@given(st.dates(date(1000, 1, 1), date(9998, 12, 31)))
def test_every_day_is_in_a_week_and_a_month(day: date) -> None:
    year, week, _ = day.isocalendar()
    for period in (week_named(f"{year}-W{week:02}"), month_named(f"{day:%Y-%m}")):
        assert period.first <= day <= period.last
