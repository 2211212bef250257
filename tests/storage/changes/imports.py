"""Imports into a library on disk, each a step that is walked."""

from collections.abc import Sequence

from tui.papers.paper import Paper, Triage
from tui.storage.database import Database
from tui.storage.history import Undone
from tui.storage.import_store import ImportStore
from tui.storage.triage_store import TriageStore


class Imports:
    """Imports into a library, each a step, with the triage that the papers come with."""

    def __init__(self, database: Database) -> None:
        self._store = ImportStore(database)
        self._triage = TriageStore(database)

    def bring(self, papers: Sequence[Paper], marks: Sequence[Triage | None] = ()) -> list[int]:
        """Import papers; gives their numbers."""
        report, step = self._store.add(papers, "imported")
        arrived = [
            (paper_id, triage)
            for paper_id, triage in zip(report.ids, marks, strict=False)
            if triage is not None
        ]
        self._triage.add(arrived, "imported", onto=step)
        return report.ids


def done(walked: Undone | None) -> Undone:
    """The step that undo or redo walked; there has to be one."""
    assert walked is not None
    return walked
