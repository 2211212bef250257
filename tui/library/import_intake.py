"""What files hold, stored: papers together with the triage that came with them."""

from collections.abc import Sequence

from tui.library.import_report import ImportReport
from tui.sources.item import Found
from tui.storage.database import Database
from tui.storage.history import Step
from tui.storage.paper_store import PaperStore
from tui.storage.triage_store import TriageStore


class ImportIntake:
    """Batches of one import, each a transaction; their triage is one step of the history.

    A change that somebody else makes meanwhile ends the step, and what follows is another.
    """

    def __init__(
        self,
        database: Database,
        papers: PaperStore,
        triage: TriageStore,
        report: ImportReport,
        label: str,
    ) -> None:
        self._database = database
        self._papers = papers
        self._triage = triage
        self._report = report
        self._label = label
        self._step: Step | None = None

    def store(self, batch: Sequence[Found]) -> None:
        """Store papers and add their triage to what was decided here. Raises StorageError."""
        with self._database.write():
            added = self._papers.add(found.paper for found in batch)
            arrived = [
                (paper_id, found.triage)
                for paper_id, found in zip(added.ids, batch, strict=True)
                if found.triage is not None
            ]
            self._step = self._triage.add(arrived, self._label, onto=self._step) or self._step
        self._report.count(added)
