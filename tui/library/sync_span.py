"""The days that a sync is asked for, if it is not simply all that is new."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from tui.errors import UsageError
from tui.sources.period import Period, month_named, week_named


@dataclass(frozen=True, slots=True)
class Span:
    """The days from ``since`` to ``until`` or today, or a ``period``, or else all that is new."""

    since: date | None = None
    until: date | None = None
    period: Period | None = None

    @property
    def is_all_new(self) -> bool:
        """Whether it is no particular days."""
        return self.since is None and self.period is None


def span_of(since: date | None, until: date | None, week: str | None, month: str | None) -> Span:
    """What is wanted by these. Raises UsageError when they make no sense together or at all."""
    if week is None and month is None:
        _check_days(since, until)
        return Span(since, until)
    if since or until or (week and month):
        raise UsageError(
            "A week or a month goes with no other days.", "Give one of --week, --month and --since."
        )
    period = week_named(week) if week is not None else month_named(month or "")
    _check_has_begun(period.first, f"The {period.kind} {period.name}")
    return Span(period=period)


def _check_days(since: date | None, until: date | None) -> None:
    if since is None:
        if until is not None:
            raise UsageError("A last day needs a first one.", "Give --since too.")
        return
    if until is not None and since > until:
        raise UsageError("The first day comes after the last.", "Give the earlier one to --since.")
    _check_has_begun(since, f"The day {since}")


def _check_has_begun(first: date, what: str) -> None:
    # East of Greenwich a day begins before that of the sources, which is by UTC.
    if first > max(date.today(), datetime.now(UTC).date()):
        raise UsageError(f"{what} is still to come.", "Give one that has begun.")
