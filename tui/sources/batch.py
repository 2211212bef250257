"""What syncing passes on: what a source is asked for, and what each of its responses gave."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Protocol

from tui.sources.item import Found, Skipped
from tui.sources.period import Period


@dataclass(frozen=True, slots=True)
class Batch:
    """What one response gave: a day, a page, a list.

    ``item`` is its name among the responses of ``source`` (``2025-03-11``), ``label`` the one for
    people. ``items`` is empty when its papers were stored before. ``digest`` is empty when it must
    be asked for again: it was not whole. ``facts`` hold once the papers are stored; ``None``
    forgets one. ``done`` of ``total`` steps of the source's whole work are done with it.
    """

    source: str
    item: str
    label: str
    items: Sequence[Found | Skipped]
    digest: str
    done: int
    total: int | None
    facts: Mapping[str, str | None] = field(default_factory=dict)

    @property
    def is_answer(self) -> bool:
        """Whether the source sent something, and not only facts are noted."""
        return bool(self.item or self.digest or self.items)


@dataclass(frozen=True, slots=True)
class Memory:
    """What former syncs left: of each response its digest and when it was stored, and facts.

    Moments are ISO 8601 in UTC, so that text sorts by time.
    """

    responses: Mapping[str, tuple[str, str]]
    fact: Callable[[str], str | None]

    def digest(self, item: str) -> str:
        """The digest of the response that was stored last; empty when there was none."""
        return self.responses[item][0] if item in self.responses else ""

    def stored_since(self, item: str, moment: str) -> bool:
        """Whether a response was stored at ``moment`` or later."""
        return item in self.responses and self.responses[item][1] >= moment


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted of a source: all that is new, the days from ``since`` to ``until``, a period.

    ``now`` is the present moment, and ``today`` its day (UTC); ``waiting`` hears for how many
    seconds a source wants us to wait, and why.
    """

    memory: Memory
    now: str
    since: date | None
    until: date | None
    waiting: Callable[[float, str], None]
    cancelled: Callable[[], bool]
    period: Period | None = None

    @property
    def today(self) -> date:
        """The day it is."""
        return date.fromisoformat(self.now[:10])


class Source(Protocol):
    """Somewhere that papers come from, asked for one thing after the other."""

    def steps(self) -> Iterable[Iterator[Batch]]:
        """Parts of the work that don't need each other: where one fails, the next can go on.

        What a step raises is a PapertuiError.
        """


def days_back(newest: date, oldest: date) -> list[date]:
    """The days from ``newest`` back to ``oldest``, both included."""
    return [newest - timedelta(days=back) for back in range((newest - oldest).days + 1)]
