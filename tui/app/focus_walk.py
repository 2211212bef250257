"""The papers that the focus mode goes through, one after the other."""

from collections.abc import Container
from dataclasses import dataclass, field
from datetime import date


@dataclass(slots=True)
class FocusWalk:
    """Papers in the order of the list, and the place among them; past the last is the end.

    ``day`` is the list day that they are of, ``None`` when they are of several. ``kept`` are those
    that were kept on the way.
    """

    ids: list[int]
    day: date | None = None
    position: int = 0
    kept: set[int] = field(default_factory=set)

    @property
    def current(self) -> int | None:
        """The paper to decide about; ``None`` at the end."""
        return self.ids[self.position] if self.position < len(self.ids) else None

    def go_on(self) -> None:
        """Go to the next paper, or to the end."""
        self.position = min(self.position + 1, len(self.ids))

    def take(self, paper_id: int, *, kept: bool) -> None:
        """Go on after a decision about the current paper."""
        if kept:
            self.kept.add(paper_id)
        self.go_on()

    def go_back(self) -> bool:
        """Go to the paper before; ``False`` at the first one."""
        if self.position == 0:
            return False
        self.position -= 1
        return True

    def visit(self, paper_id: int) -> None:
        """Go to a paper, putting it in here if it is not one of those to go through."""
        if paper_id in self.ids:
            self.position = self.ids.index(paper_id)
        else:
            self.ids.insert(self.position, paper_id)

    def ahead(self, count: int) -> list[int]:
        """The current paper and the next ones."""
        return self.ids[self.position : self.position + count]

    def keep_only(self, present: Container[int]) -> None:
        """Leave out papers that are no longer there, the current one for the next that is."""
        before = sum(paper_id in present for paper_id in self.ids[: self.position])
        self.ids = [paper_id for paper_id in self.ids if paper_id in present]
        self.position = before
