"""What files hold, stored: papers together with the triage that came with them."""

from collections.abc import Sequence
from dataclasses import replace

from tui.library.import_report import ImportReport
from tui.papers.identity import same_paper
from tui.papers.paper import Paper, Triage
from tui.papers.triage_merge import DatedNote, joined_notes, note_of
from tui.sources.item import Found
from tui.storage.database import Database
from tui.storage.history import Step
from tui.storage.import_store import ImportStore
from tui.storage.triage_store import TriageStore


class ImportIntake:
    """Batches of one import, each a transaction; together they are one step of the history.

    A change that somebody else makes meanwhile ends the step, and what follows is another.
    """

    def __init__(
        self, database: Database, triage: TriageStore, report: ImportReport, label: str
    ) -> None:
        self._database = database
        self._imports = ImportStore(database)
        self._triage = triage
        self._report = report
        self._label = label
        self._step: Step | None = None
        self._notes = _ArrivedNotes()

    def store(self, batch: Sequence[Found]) -> None:
        """Store papers and add their triage to what was decided here. Raises StorageError."""
        with self._database.write():
            before, length = self._step, self._imports.length(self._step)
            added, came = self._imports.add(
                (found.paper for found in batch), self._label, onto=before
            )
            marked = self._mark(batch, added.ids, came or before)
            self._step = self._counted(marked or came, before, length)
        self._report.count(added)

    def _mark(
        self, batch: Sequence[Found], paper_ids: Sequence[int], onto: Step | None
    ) -> Step | None:
        arrived = [
            (paper_id, self._notes.joined(paper_id, found.paper, found.triage))
            for paper_id, found in zip(paper_ids, batch, strict=True)
            if found.triage is not None
        ]
        self._report.decided += sum(triage != Triage() for _, triage in arrived)
        return self._triage.add(arrived, self._label, onto=onto)

    def _counted(self, step: Step | None, before: Step | None, length: int) -> Step | None:
        """The step with a batch in it, of which each paper counts once."""
        if step is None:
            return before
        counted, since = 0, 0
        if before is not None and step.id == before.id:
            counted, since = before.count, length
        else:
            self._report.steps += 1
        step = self._imports.recount(step, counted, since)
        self._report.changed += step.count - counted
        return step


class _ArrivedNotes:
    """The notes that one import brings, by the papers here that they are about."""

    def __init__(self) -> None:
        self._of: dict[int, list[tuple[Paper, DatedNote]]] = {}

    def joined(self, paper_id: int, paper: Paper, triage: Triage) -> Triage:
        """A triage that arrives; the notes of papers that were several elsewhere become its note.

        Of several notes of the same paper the newest counts.
        """
        if triage.changed_at is None or triage.changed_at.note is None:
            return triage
        _take_note(self._of.setdefault(paper_id, []), paper, note_of(triage))
        at, note = joined_notes(note for _, note in self._of[paper_id])
        return replace(triage, note=note or None, changed_at=replace(triage.changed_at, note=at))


def _take_note(notes: list[tuple[Paper, DatedNote]], paper: Paper, note: DatedNote) -> None:
    """Add the note of a paper to those of others, or to an older one of its own."""
    # No more of the paper than what tells it from others: there may be many.
    shown = Paper(paper.title, arxiv_id=paper.arxiv_id, doi=paper.doi)
    for place, (other, known) in enumerate(notes):
        if same_paper(other, shown):
            notes[place] = other, max(known, note)
            return
    notes.append((shown, note))
