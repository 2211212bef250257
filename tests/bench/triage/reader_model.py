"""What the reader shows and its library holds after each action, as simply as it can be said."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal

from tui.papers.paper import Triage

Mark = Literal["bookmarked", "read", "archived"]


@dataclass(frozen=True, slots=True)
class State:
    """What a library must hold: the triage of its papers in the order of the rows, and its history.

    A step is how many papers it changed and whether it was undone.
    """

    triage: tuple[Triage, ...]
    steps: tuple[tuple[int, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class _Step:
    before: dict[int, Triage]
    after: dict[int, Triage]


class ReaderModel:
    """A list of papers with a cursor and a selection, whose rows are counted from 0."""

    def __init__(self, papers: int) -> None:
        self.triage = [Triage()] * papers
        self.cursor = 0
        self.selected: set[int] = set()
        self._standing: list[_Step] = []
        self._undone: list[_Step] = []

    def copy(self) -> "ReaderModel":
        """A model of its own that is in the same state."""
        twin = ReaderModel(0)
        twin.triage, twin.cursor, twin.selected = [*self.triage], self.cursor, {*self.selected}
        twin._standing, twin._undone = [*self._standing], [*self._undone]
        return twin

    @property
    def state(self) -> State:
        """What the library holds now."""
        standing = [(len(step.after), False) for step in self._standing]
        undone = [(len(step.after), True) for step in reversed(self._undone)]
        return State(tuple(self.triage), (*standing, *undone))

    @property
    def targets(self) -> list[int]:
        """The rows that an action is about."""
        return sorted(self.selected) or [self.cursor]

    def move(self, by: int) -> None:
        """Put the cursor some rows on."""
        self.cursor += by

    def select(self, rows: Iterable[int]) -> None:
        """Add rows to the selection."""
        self.selected.update(rows)

    def toggle(self, mark: Mark) -> None:
        """Set a mark, or take it back where all have it."""
        value = not all(getattr(self.triage[row], mark) for row in self.targets)
        if mark == "bookmarked":
            self._change(lambda triage: replace(triage, bookmarked=value))
        elif mark == "read":
            self._change(lambda triage: replace(triage, read=value))
        else:
            self._change(lambda triage: replace(triage, archived=value))

    def archive(self) -> None:
        """Archive and go on, unless it was for a selection or took the paper back."""
        self.toggle("archived")
        if not self.selected and self.triage[self.cursor].archived:
            self.move(1)

    def tag(self, typed: Iterable[str], *, anew: bool) -> None:
        """Give tags, and with ``anew`` take all others that the targets share."""
        wanted = set(typed)
        shared = set.intersection(*(set(self.triage[row].tags) for row in self.targets))
        taken = shared - wanted if anew else set()
        self._change(
            lambda triage: replace(triage, tags=tuple(sorted({*triage.tags, *wanted} - taken)))
        )

    def write_note(self, typed: str) -> None:
        """Write at the end of the note of the paper under the cursor, whatever is selected."""
        selected, self.selected = self.selected, set()
        self._change(lambda triage: replace(triage, note=((triage.note or "") + typed).strip()))
        self.selected = selected

    def undo(self) -> None:
        """Take back the newest step; the cursor goes to its paper if it was one."""
        if self._standing:
            self._undone.append(self._standing.pop())
            self._put(self._undone[-1].before)

    def redo(self) -> None:
        """Make the step again that was undone last."""
        if self._undone:
            self._standing.append(self._undone.pop())
            self._put(self._standing[-1].after)

    def _change(self, decide: Callable[[Triage], Triage]) -> None:
        before = {row: self.triage[row] for row in self.targets}
        after = {row: decide(triage) for row, triage in before.items()}
        changed = {row: triage for row, triage in after.items() if triage != before[row]}
        if changed:
            self._standing.append(_Step({row: before[row] for row in changed}, changed))
            self._undone.clear()
            self._set(changed)

    def _put(self, values: dict[int, Triage]) -> None:
        self._set(values)
        if len(values) == 1:
            (self.cursor,) = values

    def _set(self, values: dict[int, Triage]) -> None:
        for row, triage in values.items():
            self.triage[row] = triage
