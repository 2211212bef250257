"""What the reader decides about papers; all of it can be undone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from tui.errors import PapertuiError
from tui.library.stores import Stores
from tui.papers.paper import TriageChange
from tui.papers.text import clean, clean_lines
from tui.storage.history import Step, Undone
from tui.storage.triage_store import Mark, TriageCounts

LONGEST_NOTE = 200_000
"""Characters of a note. Two that become one are longer together, and so is what a file brings."""

_LONGEST_TAG = 300

_MARK_CHANGES: Mapping[Mark, Callable[[bool], TriageChange]] = {
    "bookmarked": lambda value: TriageChange(bookmarked=value),
    "read": lambda value: TriageChange(read=value),
    "archived": lambda value: TriageChange(archived=value),
}


class Triaging(Stores):
    """Each change is one step of one history, on disk before the method returns."""

    def triage(
        self, ids: Sequence[int], change: TriageChange, called: str | None = None
    ) -> Step | None:
        """Make a change to papers as one step that can be undone; ``None`` if all was so before.

        The history says what was done to how many papers; ``called`` is another word for it.
        Raises PapertuiError for a note or a tag that is too long.
        """
        return self._triage.apply(ids, _cleaned(change), called)

    def toggle(self, mark: Mark, ids: Sequence[int]) -> Step | None:
        """Set a mark on papers, or take it from them when all of them have it."""
        with self._database.write():
            value = not self._triage.all_marked(ids, mark)
            return self.triage(ids, _MARK_CHANGES[mark](value))

    def undo(self) -> Undone | None:
        """Take back the newest step that stands."""
        return self._triage.undo()

    def redo(self) -> Undone | None:
        """Make the step again that was taken back last."""
        return self._triage.redo()

    def history(self, limit: int) -> list[Step]:
        """The steps, newest first."""
        return self._triage.history(limit)

    def counts(self) -> TriageCounts:
        """How many papers there are in each state."""
        return self._triage.counts()

    # How the reader was left

    def session(self) -> dict[str, str]:
        """How the reader was left."""
        return self._session.load()

    def save_session(self, values: Mapping[str, str]) -> None:
        """Keep how the reader stands."""
        self._session.save(values)


def checked_note(text: str) -> str:
    """A note as it may be shown. Raises PapertuiError when it is too long."""
    return _short_enough("note", clean_lines(text), LONGEST_NOTE)


def checked_tag(text: str) -> str:
    """A tag as it may be shown; ``""`` is none. Raises PapertuiError when it is too long."""
    return _short_enough("tag", clean(text), _LONGEST_TAG)


def _short_enough(name: str, text: str, longest: int) -> str:
    if len(text) > longest:
        raise PapertuiError(
            f"A {name} has no room for more than {longest:,} characters.",
            f"This one has {len(text):,}; shorten it.",
        )
    return text


def _cleaned(change: TriageChange) -> TriageChange:
    """The change with tags and note as they may be shown; what is left empty is no tag."""
    return replace(
        change,
        add_tags=tuple(filter(None, map(checked_tag, change.add_tags))),
        note=None if change.note is None else checked_note(change.note),
    )
