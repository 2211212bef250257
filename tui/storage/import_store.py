"""Papers that the user brings in."""

from collections.abc import Iterable

from tui.papers.paper import Paper
from tui.storage import history
from tui.storage.changes.import_record import ImportRecord
from tui.storage.clock import now
from tui.storage.database import Database
from tui.storage.history import Step
from tui.storage.intake import AddReport, Intake


class ImportStore:
    """Imports on disk; what one does to papers is a step of the history."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self, papers: Iterable[Paper], label: str, *, onto: Step | None = None
    ) -> tuple[AddReport, Step | None]:
        """Take papers in like ``PaperStore.add``, as one step of the history.

        They become part of the step ``onto`` instead, as long as that is the newest and stands.
        There is no step when nothing is different afterwards.
        """
        record = ImportRecord()
        with self._database.write() as connection:
            report = Intake(connection, record).take(papers)
            return report, history.keep(connection, record.changes, label, now(), onto)

    def length(self, step: Step | None) -> int:
        """How many changes a step holds; none if there is no step."""
        if step is None:
            return 0
        with self._database.write() as connection:
            return history.length(connection, step)

    def recount(self, step: Step, counted: int, since: int) -> Step:
        """Count each paper once that the changes of a step from position ``since`` are about."""
        with self._database.write() as connection:
            return history.recount(connection, step, counted, since)
