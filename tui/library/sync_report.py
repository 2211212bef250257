"""What is told of a sync: while it runs, when it is done, and later."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from tui.errors import PapertuiError

_MOST_REASONS = 1_000


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
class SourceReport:
    """What came of one source.

    Of what was skipped, the first thousand are named: where and why. ``offline`` tells that nobody
    answered; ``stopped``, that it was not asked for all there is.
    """

    source: str
    new: int = 0
    merged: int = 0
    unchanged: int = 0
    skipped: int = 0
    reasons: list[tuple[str, str]] = field(default_factory=list)
    failures: list[PapertuiError] = field(default_factory=list)
    offline: bool = False
    stopped: bool = False

    @property
    def papers(self) -> int:
        """How many papers came."""
        return self.new + self.merged + self.unchanged

    @property
    def is_complete(self) -> bool:
        """Whether all was asked for and answered."""
        return not self.failures and not self.stopped

    def skip(self, where: str, reason: str) -> None:
        """Count something skipped, and keep why unless there are too many."""
        self.skipped += 1
        if len(self.reasons) < _MOST_REASONS:
            self.reasons.append((where, reason))


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
        """Whether every source answered to the end, with nothing left out."""
        return not self.cancelled and all(
            report.is_complete and not report.skipped for report in self.sources
        )


@dataclass(frozen=True, slots=True)
class SyncState:
    """When papers came last, since when nobody can be reached, and what failed the last time."""

    synced_at: datetime | None = None
    offline_since: datetime | None = None
    failures: tuple[str, ...] = ()
