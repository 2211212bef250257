"""What is told of a sync: while it runs, when it is done, and later."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from tui.errors import PapertuiError
from tui.library.arrivals import Arrivals


@dataclass(frozen=True, slots=True)
class SyncProgress:
    """How far a source is: ``done`` of ``total`` steps, at ``label`` now, and its papers so far."""

    source: str
    label: str
    done: int
    total: int | None
    new: int
    merged: int
    unchanged: int
    skipped: int

    @property
    def papers(self) -> int:
        """How many papers came."""
        return self.new + self.merged + self.unchanged


@dataclass(slots=True)
class SourceReport(Arrivals):
    """What came of one source.

    ``answered`` tells that anything came from it; ``offline``, that nothing did for want of a
    network; ``stopped``, that it was broken off; ``limited``, that as many papers came as were
    wanted, and there may be more.
    """

    source: str
    failures: list[PapertuiError] = field(default_factory=list)
    answered: bool = False
    offline: bool = False
    stopped: bool = False
    limited: bool = False

    @property
    def is_complete(self) -> bool:
        """Whether all there is was asked for and answered."""
        return not (self.failures or self.stopped or self.limited)


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What came of each source that was asked, in their order; and whether it was cancelled."""

    sources: Sequence[SourceReport]
    cancelled: bool = False

    @property
    def changed(self) -> int:
        """How many papers are new or know more than before."""
        return sum(report.new + report.merged for report in self.sources)

    @property
    def new(self) -> int:
        """How many papers are new."""
        return sum(report.new for report in self.sources)

    @property
    def is_complete(self) -> bool:
        """Whether all came that was wanted: no source failed, and nothing was skipped."""
        return not self.cancelled and not any(
            report.failures or report.stopped or report.skipped for report in self.sources
        )


@dataclass(frozen=True, slots=True)
class SyncState:
    """When papers came last, since when nobody can be reached, and what failed the last time."""

    synced_at: datetime | None = None
    offline_since: datetime | None = None
    failures: tuple[str, ...] = ()
