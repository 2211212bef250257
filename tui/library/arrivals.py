"""What came in, counted."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.storage.intake import AddReport

_MOST_REASONS = 1_000


@dataclass(slots=True, kw_only=True)
class Arrivals:
    """Papers that came, and what was skipped.

    Of what was skipped, the first thousand are named: where and why.
    """

    new: int = 0
    merged: int = 0
    unchanged: int = 0
    skipped: int = 0
    reasons: list[tuple[str, str]] = field(default_factory=list)

    @property
    def papers(self) -> int:
        """How many papers came."""
        return self.new + self.merged + self.unchanged

    def count(self, added: "AddReport") -> None:
        """Count papers that were stored."""
        self.new += added.new
        self.merged += added.merged
        self.unchanged += added.unchanged

    def skip(self, where: str, reason: str) -> None:
        """Count something skipped, and keep why unless there are too many."""
        self.skipped += 1
        if len(self.reasons) < _MOST_REASONS:
            self.reasons.append((where, reason))
