"""What a library should hold, kept in plain dictionaries and lists: a model to compare it with."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from tui.papers.paper import Triage, TriageChange

Fields = dict[str, Any]
"""The marks of a paper by name, its note, and each of its tags as ``tag:…``."""

Searches = tuple[tuple[str, str, bool], ...]
"""Saved searches in their order: name, query, whether watched."""

_MARKS = ("bookmarked", "read", "archived")


def fields_of(triage: Triage) -> Fields:
    """A triage without what is not set."""
    fields: Fields = {mark: True for mark in _MARKS if getattr(triage, mark)}
    fields.update({f"tag:{name}": True for name in triage.tags})
    return fields | ({"note": triage.note} if triage.note else {})


@dataclass
class Change:
    """One field of a paper, as it was and as it became; ``None`` where it was not set."""

    paper_id: int
    name: str
    before: Any
    after: Any


@dataclass
class ModelStep:
    """One entry of the history, with the ways to take it back and to make it again.

    Each of them gives the papers that were left alone, because they are others by now. A step that
    is ``of_records`` may have left alone more than that: what sources tell is not in the model.
    """

    label: str
    count: int
    undo: Callable[[], set[int]]
    redo: Callable[[], set[int]]
    of_records: bool = False


@dataclass
class Model:
    """Papers and their triage, saved searches, and the history."""

    papers: dict[int, Fields]
    aliases: dict[int, int] = field(default_factory=dict)
    searches: Searches = ()
    done: list[ModelStep] = field(default_factory=list)
    undone: list[ModelStep] = field(default_factory=list)

    def resolve(self, paper_id: int) -> int:
        """The paper that a number means."""
        return self.aliases.get(paper_id, paper_id)

    def record(self, step: ModelStep) -> None:
        """Have a step be the newest; what was undone can't come again."""
        self.done.append(step)
        self.undone.clear()

    def undo(self) -> set[int]:
        """Take back the newest step; gives the papers left alone."""
        step = self.done.pop()
        self.undone.append(step)
        return step.undo()

    def redo(self) -> set[int]:
        """Make the step again that was taken back last; gives the papers left alone."""
        step = self.undone.pop()
        self.done.append(step)
        return step.redo()

    def history(self) -> list[tuple[str, int, bool]]:
        """Words, count, and whether it is undone, of every step, the newest first."""
        stand = [(step.label, step.count, False) for step in reversed(self.done)]
        return [*((step.label, step.count, True) for step in self.undone), *stand]

    def changes_to(self, ids: Iterable[int], decide: Callable[[Fields], Fields]) -> list[Change]:
        """What would change if papers were decided anew."""
        changes = []
        for paper_id in dict.fromkeys(map(self.resolve, ids)):
            before = self.papers.get(paper_id)
            if before is None:
                continue
            after = decide(before)
            for name in sorted(before.keys() | after.keys()):
                if before.get(name) != after.get(name):
                    changes.append(Change(paper_id, name, before.get(name), after.get(name)))
        return changes

    def walk(self, changes: Sequence[Change]) -> set[int]:
        """Set fields that are as they were; a tag is given or taken in any case."""
        left = set()
        for change in changes:
            fields = self.papers.get(self.resolve(change.paper_id))
            is_tag = change.name.startswith("tag:")
            if fields is None:
                left.add(change.paper_id)
            elif is_tag or fields.get(change.name) in (change.before, change.after):
                _set(fields, change.name, change.after)
            else:
                left.add(change.paper_id)
        return left

    def change(self, label: str, changes: Sequence[Change]) -> None:
        """Make changes to papers as one step."""
        self.walk(changes)
        inverse = [
            Change(made.paper_id, made.name, made.after, made.before) for made in reversed(changes)
        ]
        count = len({change.paper_id for change in changes})
        self.record(ModelStep(label, count, lambda: self.walk(inverse), lambda: self.walk(changes)))

    def change_searches(self, label: str, count: int, after: Searches) -> None:
        """Have other saved searches, as one step."""
        before = self.searches

        def become(searches: Searches) -> set[int]:
            self.searches = searches
            return set()

        become(after)
        self.record(ModelStep(label, count, lambda: become(before), lambda: become(after)))

    def merge(self, label: str, one: int, other: int) -> None:
        """Make one paper of two, as one step."""
        survivor, gone = sorted((one, other))

        def unite() -> set[int]:
            before[:] = [dict(self.papers[survivor]), dict(self.papers[gone])]
            moved[:] = [old for old, paper_id in self.aliases.items() if paper_id == gone]
            self.unite(survivor, gone)
            return set()

        def separate() -> set[int]:
            self.papers[survivor], self.papers[gone] = map(dict, before)
            del self.aliases[gone]
            self.aliases.update(dict.fromkeys(moved, gone))
            return set()

        before: list[Fields] = []
        moved: list[int] = []
        unite()
        self.record(ModelStep(label, 2, separate, unite, of_records=True))

    def unite(self, survivor: int, gone: int) -> None:
        """Make one paper of two, outside of the history."""
        self.papers[survivor] = united(self.papers[survivor], self.papers.pop(gone))
        for old, paper_id in (*self.aliases.items(), (gone, gone)):
            if paper_id == gone:
                self.aliases[old] = survivor

    def bring(
        self, label: str, count: int, new: Iterable[int], arrived: Mapping[int, Fields]
    ) -> None:
        """Import papers with their triage, as one step."""
        came = list(new)

        def appear() -> set[int]:
            self.papers.update({paper_id: {} for paper_id in came})
            return set()

        def vanish() -> set[int]:
            for paper_id in came:
                del self.papers[paper_id]
            return set()

        appear()
        changes = [
            change
            for paper_id, fields in arrived.items()
            for change in self.changes_to([paper_id], partial(added, arrived=fields))
        ]
        self.change(label, changes)
        marked = self.done.pop()
        self.record(
            ModelStep(
                label,
                count,
                undo=lambda: marked.undo() | vanish(),
                redo=lambda: appear() | marked.redo(),
                of_records=True,
            )
        )


def decided(change: TriageChange) -> Callable[[Fields], Fields]:
    """What becomes of a paper's fields."""

    def decide(fields: Fields) -> Fields:
        after = dict(fields)
        for mark in _MARKS:
            if getattr(change, mark) is not None:
                _set(after, mark, getattr(change, mark) or None)
        for name in change.add_tags:
            after[f"tag:{name}"] = True
        for name in change.remove_tags:
            after.pop(f"tag:{name}", None)
        if change.note is not None:
            _set(after, "note", change.note or None)
        return after

    return decide


def added(known: Fields, arrived: Fields) -> Fields:
    """The fields of a paper and those that come to it; a note that is in the other adds nothing."""
    return united(known, arrived, lambda one, other: other in one)


def united(
    known: Fields, arrived: Fields, tells_nothing: Callable[[str, str], bool] = str.__eq__
) -> Fields:
    """The fields of two papers, both notes a blank line apart unless they are the same."""
    notes = [fields["note"] for fields in (known, arrived) if "note" in fields]
    if len(notes) == 2 and tells_nothing(*notes):
        notes.pop()
    return known | arrived | ({"note": "\n\n".join(notes)} if notes else {})


def _set(fields: Fields, name: str, value: Any) -> None:
    if value is None:
        fields.pop(name, None)
    else:
        fields[name] = value
