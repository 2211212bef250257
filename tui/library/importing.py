"""Papers coming into the library."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tui.library.stores import Stores, counted_papers
from tui.papers.paper import Triage, TriageChange

if TYPE_CHECKING:
    from tui.sources.detect import FileFormat
    from tui.sources.item import Found, Skipped

_ADD_BATCH = 2000


@dataclass(slots=True)
class ImportReport:
    """What an import brought, and what it skipped: where and why."""

    new: int = 0
    merged: int = 0
    unchanged: int = 0
    skipped: list[tuple[str, str]] = field(default_factory=list)

    @property
    def found(self) -> int:
        """How many papers there were to import."""
        return self.new + self.merged + self.unchanged


class Importing(Stores):
    """From sources into storage, in batches: each is stored whole or not at all."""

    def bring_in_starter_papers(self) -> None:
        """Give a new library the papers that papertui brings along, once."""
        if self._papers.is_empty() and self._meta.get("starter") is None:
            from tui.sources.starter import read_starter

            self._papers.add(read_starter())
            self._meta.set("starter", "imported")

    def import_files(
        self,
        paths: Iterable[Path],
        *,
        format: "FileFormat | None" = None,
        listed_on: date | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> ImportReport:
        """Bring in the papers of files and folders; those that were stored before are merged.

        ``-`` is standard input. What was stored stays stored when a later file fails. Raises
        PapertuiError for a file that can't be read or holds no papers.
        """
        from tui.sources.files import read_files

        report = ImportReport()
        for path in paths:
            self._take_in(read_files(path, format=format, listed_on=listed_on), report, progress)
        return report

    def _take_in(
        self,
        items: Iterable["Found | Skipped"],
        report: ImportReport,
        progress: Callable[[int], None] | None,
    ) -> None:
        from tui.sources.item import Skipped

        batch: list[Found] = []
        try:
            for item in items:
                if isinstance(item, Skipped):
                    report.skipped.append((item.where, item.reason))
                    continue
                batch.append(item)
                if len(batch) == _ADD_BATCH:
                    self._store(batch, report, progress)
        finally:
            self._store(batch, report, progress)

    def _store(
        self,
        batch: list["Found"],
        report: ImportReport,
        progress: Callable[[int], None] | None,
    ) -> None:
        """Store a batch with the triage that came with it, and empty it."""
        with self._database.write():
            added = self._papers.add(found.paper for found in batch)
            self._carry_triage(added.ids, batch)
        report.new += added.new
        report.merged += added.merged
        report.unchanged += added.unchanged
        batch.clear()
        if progress is not None:
            progress(report.found)

    def _carry_triage(self, ids: Sequence[int], batch: Sequence["Found"]) -> None:
        carried = [
            (paper_id, _as_change(found.triage))
            for paper_id, found in zip(ids, batch, strict=True)
            if found.triage is not None
        ]
        if carried:
            papers = counted_papers(len(carried))
            self._triage.apply_each(carried, f"imported the triage of {papers}")


def _as_change(triage: Triage) -> TriageChange:
    """The change that adds what ``triage`` has and takes nothing away."""
    return TriageChange(
        bookmarked=triage.bookmarked or None,
        read=triage.read or None,
        archived=triage.archived or None,
        add_tags=triage.tags,
        note=triage.note,
    )
