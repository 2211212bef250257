"""Notes: written over some time, finished in one step, and never one in the place of another."""

import threading
from dataclasses import dataclass

from tui.config import Settings
from tui.errors import PapertuiError
from tui.library.note_in_hand import NoteInHand
from tui.library.triaging import Triaging, checked_note
from tui.papers.paper import Entry, TriageChange
from tui.papers.text import clean_lines
from tui.paths import Paths
from tui.storage.draft_store import DraftStore
from tui.storage.history import Step

_GAP = "\n\n"
"""What stands between two texts that are kept both."""


@dataclass(frozen=True, slots=True)
class NoteKept:
    """What became of a note: its step, ``None`` if it was so already.

    ``both`` tells that it was written below another that had come meanwhile.
    """

    step: Step | None
    both: bool


@dataclass(frozen=True, slots=True)
class KnownPaper:
    """A paper as it was known, to tell it from one that has its number after a restore."""

    title: str
    restores: int


@dataclass(frozen=True, slots=True)
class NoteOpened:
    """A note to be written: as it is ``stored``, and the ``text`` to go on with.

    ``elsewhere`` tells that another papertui is writing it too; what is written there isn't here.
    """

    known: KnownPaper
    stored: str
    text: str
    elsewhere: bool


class PaperGoneError(PapertuiError):
    """What was written for a paper has no place, because the paper has gone."""

    def __init__(self) -> None:
        super().__init__("The paper is no longer in the library.")


class Drafting(Triaging):
    """What is typed into a note is kept as a draft until the note is finished.

    Where several papertuis write on one paper, its draft has a part of each.
    """

    def __init__(self, paths: Paths, settings: Settings) -> None:
        super().__init__(paths, settings)
        self._drafts = DraftStore(self._database)
        self._hands: dict[int, NoteInHand] = {}
        self._drafting = threading.Lock()

    def close(self) -> None:
        """Let go of the notes that were written, and the database."""
        for paper_id in list(self._hands):
            self.leave_note(paper_id)
        super().close()

    def known_paper(self, paper_id: int) -> KnownPaper:
        """What a paper is known by while its note is written. Raises PaperGoneError."""
        return KnownPaper(self._entry(paper_id).paper.title, self.restores())

    def open_note(self, paper_id: int) -> NoteOpened:
        """Take a note in hand; with what was not finished, unless another is writing that.

        Raises PaperGoneError when there is no such paper.
        """
        known, stored = self.known_paper(paper_id), self.note(paper_id)
        hand = self._hand(paper_id)
        elsewhere = not hand.take()
        draft = None if elsewhere else self._drafts.get(paper_id)
        if draft is None:
            return NoteOpened(known, stored, stored, elsewhere)
        hand.drafted = draft.text
        text = _one_below_the_other(stored if draft.outdated else "", draft.text)
        return NoteOpened(known, stored, text, elsewhere)

    def leave_note(self, paper_id: int) -> None:
        """Let a note out of hand; its draft stays, for anybody to go on with."""
        hand = self._hands.pop(paper_id, None)
        if hand is not None:
            hand.let_go()

    def keep_draft(self, paper_id: int, text: str, known: KnownPaper | None = None) -> bool:
        """Keep what was written so far, as no step of the history.

        ``False`` when there is no such paper, or another one than was ``known``.
        """
        hand, text = self._hand(paper_id), clean_lines(text)
        hand.take()
        with self._drafting:
            with self._database.write():
                if self._is_another(paper_id, known):
                    return False
                draft = _with_part(self._drafted(paper_id), hand.drafted, text)
                kept = self._drafts.keep(paper_id, draft)
            hand.drafted = text
        return kept

    def drop_draft(self, paper_id: int) -> None:
        """Forget what was written so far, as far as it was written or opened here."""
        with self._drafting, self._database.write():
            self._drop_own(paper_id)
        self._hand(paper_id).drafted = ""

    def drafts(self) -> list[tuple[int, str]]:
        """The papers whose notes were not finished, and when they were left; the latest first.

        Those that another papertui is writing are not among them.
        """
        return [draft for draft in self._drafts.all() if not self._is_elsewhere(draft[0])]

    def note(self, paper_id: int) -> str:
        """The note of a paper; ``""`` when it has none."""
        entry = next(iter(self._papers.get([paper_id])), None)
        return (entry and entry.triage.note) or ""

    def keep_note(
        self, paper_id: int, text: str, opened: str, known: KnownPaper | None = None
    ) -> NoteKept:
        """Finish a note that was begun when the paper's note was ``opened``.

        If that is another one by now, both are kept. The draft goes in the same transaction.
        Raises PaperGoneError when there is no such paper, or another one than was ``known``, and
        PapertuiError when the note is too long.
        """
        text = checked_note(clean_lines(text).strip())
        with self._database.write():
            stored = self._entry(paper_id).triage.note or ""
            if self._is_another(paper_id, known):
                raise PaperGoneError
            self._drop_own(paper_id)
            kept = self._finish(paper_id, text, clean_lines(opened), stored)
        self.leave_note(paper_id)
        return kept

    def _finish(self, paper_id: int, text: str, opened: str, stored: str) -> NoteKept:
        if text == opened.strip():
            return NoteKept(None, both=False)
        both = stored not in (opened, text, "")
        note = _united(opened.strip(), stored, text) if both else text
        # Not checked as one: both may be longer together than one may be.
        return NoteKept(self._triage.apply([paper_id], TriageChange(note=note)), both)

    def _drop_own(self, paper_id: int) -> None:
        draft = self._drafted(paper_id)
        others = _with_part(draft, self._hand(paper_id).drafted, "")
        if not others:
            self._drafts.drop(paper_id)
        elif others != draft:
            self._drafts.keep(paper_id, others)

    def _drafted(self, paper_id: int) -> str:
        draft = self._drafts.get(paper_id)
        return "" if draft is None else draft.text

    def _hand(self, paper_id: int) -> NoteInHand:
        folder = self.paths.data_folder / "notes-in-hand"
        return self._hands.setdefault(paper_id, NoteInHand(folder, paper_id))

    def _is_elsewhere(self, paper_id: int) -> bool:
        here = paper_id in self._hands
        hand = self._hand(paper_id)
        free = hand.take()
        if not here:
            self.leave_note(paper_id)
        return not free

    def _entry(self, paper_id: int) -> Entry:
        entry = next(iter(self._papers.get([paper_id])), None)
        if entry is None:
            raise PaperGoneError
        return entry

    def _is_another(self, paper_id: int, known: KnownPaper | None) -> bool:
        """Whether a restore has given the number to another paper; a title alone may change."""
        if known is None or known.restores == self.restores():
            return False
        return any(entry.paper.title != known.title for entry in self._papers.get([paper_id]))


def _one_below_the_other(*texts: str) -> str:
    return _GAP.join(filter(None, texts))


def _united(opened: str, stored: str, text: str) -> str:
    """Two notes in one that were made of the one ``opened``, without the same twice."""
    if text in stored:
        return stored
    if stored in text:
        return text
    added = text.removeprefix(opened)
    if opened and stored.startswith(opened) and added.startswith("\n"):
        text = added.strip()
    return _one_below_the_other(stored, text)


def _with_part(draft: str, own: str, text: str) -> str:
    """A draft with the part that is one's ``own`` replaced, and those of others as they are."""
    before, found, after = f"{_GAP}{draft}{_GAP}".rpartition(f"{_GAP}{own}{_GAP}")
    if not (own and found):
        return _one_below_the_other(draft, text)
    return _one_below_the_other(before.removeprefix(_GAP), text, after.removesuffix(_GAP))
