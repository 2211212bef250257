"""The moment of a change, as the database keeps it."""

from datetime import UTC, datetime


def now() -> str:
    """The present moment in UTC, in ISO 8601 with microseconds, so that text sorts by time."""
    return datetime.now(UTC).isoformat(timespec="microseconds")
