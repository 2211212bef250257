"""The papers that the focus mode goes through, one after the other."""

from collections.abc import Collection, Container, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from tui.papers.paper import Entry


@dataclass(slots=True)
class FocusWalk:
    """Papers in the order to go through them, and the place among them; past the last is the end.

    ``day`` is the list day that they are of, ``None`` when they are of several. ``done`` are those
    that are decided about by now, ``kept`` those of them that are bookmarked, ``bookmarked_here``
    those whose bookmark comes from this walk.
    """

    ids: list[int]
    day: date | None = None
    position: int = 0
    done: set[int] = field(default_factory=set)
    kept: set[int] = field(default_factory=set)
    bookmarked_here: set[int] = field(default_factory=set)

    @property
    def current(self) -> int | None:
        """The paper to decide about; ``None`` at the end."""
        return self.ids[self.position] if self.position < len(self.ids) else None

    def go_on(self) -> None:
        """Go to the next paper, or to the end."""
        self.position = min(self.position + 1, len(self.ids))

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

    def take_up(self, ids: Sequence[int]) -> None:
        """Go through these papers next, be they new here or passed before."""
        passed = _without(self.ids[: self.position], ids)
        self.ids = [*passed, *ids, *_without(self.ids[self.position :], ids)]
        self.position = len(passed)

    def pass_over(self, ids: Collection[int]) -> None:
        """Take papers that were to come for passed."""
        ahead = self.ids[self.position :]
        left = _without(ahead, ids)
        passed = _without(ahead, left)
        self.ids[self.position :] = [*passed, *left]
        self.position += len(passed)

    def see(self, entries: Iterable[Entry]) -> None:
        """Take in what became of papers: those of the walk began in the inbox."""
        seen = {entry.id: entry.triage for entry in entries}
        self.done.difference_update(seen)
        self.kept.difference_update(seen)
        done = {one for one, triage in seen.items() if triage.archived}
        if done:
            self.done |= done.intersection(self.ids)
            self.kept |= {one for one in done & self.done if seen[one].bookmarked}

    def ahead(self, count: int) -> list[int]:
        """The current paper and the next ones."""
        return self.ids[self.position : self.position + count]

    def keep_only(self, present: Container[int]) -> None:
        """Leave out papers that are no longer there, the current one for the next that is."""
        before = sum(paper_id in present for paper_id in self.ids[: self.position])
        self.ids = [paper_id for paper_id in self.ids if paper_id in present]
        self.position = before
        self.done.intersection_update(self.ids)


def _without(ids: Iterable[int], others: Iterable[int]) -> list[int]:
    left_out = set(others)
    return [paper_id for paper_id in ids if paper_id not in left_out]
