"""What is told of an import."""

from collections import Counter
from dataclasses import dataclass, field

from tui.library.arrivals import Arrivals

_MOST_FILES = 100


@dataclass(slots=True)
class ImportReport(Arrivals):
    """What an import brought, what its files were, and what it skipped.

    ``kinds`` counts the files of each kind, in plain words; ``files`` are the names and kinds of
    the first hundred. ``steps`` counts the steps of the history that it is: more than one when
    something else was changed meanwhile. ``decided`` counts the papers that came with marks, tags
    or a note, ``changed`` those that are other than before. ``cancelled`` tells that not all was
    read.
    """

    kinds: Counter[str] = field(default_factory=Counter)
    files: list[tuple[str, str]] = field(default_factory=list)
    steps: int = 0
    decided: int = 0
    changed: int = 0
    cancelled: bool = False

    @property
    def marked(self) -> int:
        """How many papers that were known already got marks, tags or notes."""
        return max(0, self.changed - self.new - self.merged)

    def open(self, name: str, kind: str) -> None:
        """Count a file that is read."""
        self.kinds[kind] += 1
        if len(self.files) < _MOST_FILES:
            self.files.append((name, kind))
