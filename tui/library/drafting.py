"""Notes: written over some time, finished in one step, and never one in the place of another."""

from dataclasses import dataclass

from tui.config import Settings
from tui.library.triaging import Triaging
from tui.papers.paper import TriageChange
from tui.papers.text import clean_lines
from tui.paths import Paths
from tui.storage.draft_store import DraftStore
from tui.storage.history import Step

LONGEST_NOTE = 200_000
"""Characters of a note; an import takes no more either."""


@dataclass(frozen=True, slots=True)
class NoteKept:
    """What became of a note: its step, ``None`` if it was so already.

    ``both`` tells that it was written below another that had come meanwhile.
    """

    step: Step | None
    both: bool


class Drafting(Triaging):
    """What is typed into a note is kept as a draft until the note is finished."""

    def __init__(self, paths: Paths, settings: Settings) -> None:
        super().__init__(paths, settings)
        self._drafts = DraftStore(self._database)

    def draft(self, paper_id: int) -> str | None:
        """What was written of a note that was not finished.

        It comes below the note that the paper was given since, if it was.
        """
        draft = self._drafts.get(paper_id)
        if draft is None:
            return None
        note = self.note(paper_id) if draft.outdated else ""
        return _one_below_the_other(note, draft.text)

    def keep_draft(self, paper_id: int, text: str) -> None:
        """Keep what was written so far; it is no step of the history."""
        self._drafts.keep(paper_id, clean_lines(text[:LONGEST_NOTE]))

    def drop_draft(self, paper_id: int) -> None:
        """Forget what was written so far."""
        self._drafts.drop(paper_id)

    def drafts(self) -> list[tuple[int, str]]:
        """The papers whose notes were not finished, and when they were left; the latest first."""
        return self._drafts.all()

    def note(self, paper_id: int) -> str:
        """The note of a paper; ``""`` when it has none."""
        entry = next(iter(self._papers.get([paper_id])), None)
        return (entry and entry.triage.note) or ""

    def keep_note(self, paper_id: int, text: str, opened: str) -> NoteKept:
        """Finish a note that was begun when the paper's note was ``opened``.

        If that is another one by now, both are kept. The draft goes in the same transaction.
        """
        text = clean_lines(text[:LONGEST_NOTE]).strip()
        with self._database.write():
            self._drafts.drop(paper_id)
            stored = self.note(paper_id)
            if text == clean_lines(opened).strip():
                return NoteKept(None, both=False)
            both = stored not in (clean_lines(opened), text, "")
            note = _one_below_the_other(stored, text) if both else text
            label = "wrote a note on 1 paper" if note else "removed the note of 1 paper"
            return NoteKept(self.triage([paper_id], TriageChange(note=note), label), both)


def _one_below_the_other(first: str, second: str) -> str:
    return "\n\n".join(filter(None, (first, second)))
