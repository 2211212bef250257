"""Papers coming into the library."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tui.errors import PapertuiError, StorageError
from tui.library.stores import Stores, counted_papers
from tui.papers.paper import Triage, TriageChange

if TYPE_CHECKING:
    from tui.sources.detect import FileFormat
    from tui.sources.item import Found, Skipped

_ADD_BATCH = 2000
_MOST_REASONS = 1_000
_MOST_FILES = 100


@dataclass(slots=True)
class ImportReport:
    """What an import brought, what its files were, and what it skipped.

    ``kinds`` counts the files of each kind, in plain words; ``files`` are the names and kinds of
    the first of them. Of what was skipped, the first thousand are named: where and why.
    """

    new: int = 0
    merged: int = 0
    unchanged: int = 0
    skipped: int = 0
    reasons: list[tuple[str, str]] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    files: list[tuple[str, str]] = field(default_factory=list)

    @property
    def found(self) -> int:
        """How many papers there were to import."""
        return self.new + self.merged + self.unchanged

    def skip(self, where: str, reason: str) -> None:
        """Count something skipped, and keep why unless there are too many."""
        self.skipped += 1
        if len(self.reasons) < _MOST_REASONS:
            self.reasons.append((where, reason))

    def open(self, name: str, kind: str) -> None:
        """Count a file that is read."""
        self.kinds[kind] += 1
        if len(self.files) < _MOST_FILES:
            self.files.append((name, kind))


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

        ``-`` is standard input. ``format`` is one of ``IMPORT_FORMATS``, and told from the content
        unless it is given; ``listed_on`` the list day of papers that name none. A file that can't
        be read or holds no papers is among the skipped, and the rest goes on. Raises StorageError
        when papers can't be stored.
        """
        from tui.sources.files import read_files

        report, carried = ImportReport(), dict[int, Triage]()
        try:
            for path in paths:
                items = read_files(path, format=format, listed_on=listed_on, opened=report.open)
                self._take_path(items, report, carried, progress)
        finally:
            self._carry_over(carried)
        return report

    def _take_path(
        self,
        items: Iterable["Found | Skipped"],
        report: ImportReport,
        carried: dict[int, Triage],
        progress: Callable[[int], None] | None,
    ) -> None:
        """Store what a source gives, in batches; where it breaks off, what came before stays."""
        batch: list[Found] = []
        try:
            for found in _found(items, report):
                batch.append(found)
                if len(batch) == _ADD_BATCH:
                    self._store(batch, report, carried, progress)
        except StorageError:
            raise
        except PapertuiError as error:
            report.skip("", error.message)
        self._store(batch, report, carried, progress)

    def _store(
        self,
        batch: list["Found"],
        report: ImportReport,
        carried: dict[int, Triage],
        progress: Callable[[int], None] | None,
    ) -> None:
        """Store a batch, note the triage that came with it, and empty it."""
        added = self._papers.add(found.paper for found in batch)
        report.new += added.new
        report.merged += added.merged
        report.unchanged += added.unchanged
        for paper_id, found in zip(added.ids, batch, strict=True):
            if found.triage is not None:
                known = carried.get(paper_id, Triage())
                carried[paper_id] = _as_change(found.triage, known.note).applied_to(known)
        batch.clear()
        if progress is not None:
            progress(report.found)

    def _carry_over(self, carried: Mapping[int, Triage]) -> None:
        """Add the triage that came with papers, all of one import as one step of the history."""
        if not carried:
            return
        noted = [paper_id for paper_id, triage in carried.items() if triage.note]
        notes = {entry.id: entry.triage.note for entry in self._papers.get(noted)}
        changes = [
            (paper_id, _as_change(triage, notes.get(paper_id)))
            for paper_id, triage in carried.items()
        ]
        papers = counted_papers(len(changes))
        self._triage.apply_each(changes, f"imported the triage of {papers}")


def _found(items: Iterable["Found | Skipped"], report: ImportReport) -> Iterator["Found"]:
    """The papers among what a source gives; what it skipped goes into the report."""
    from tui.sources.item import Skipped

    for item in items:
        if isinstance(item, Skipped):
            report.skip(item.where, item.reason)
        else:
            yield item


def _as_change(triage: Triage, known_note: str | None) -> TriageChange:
    """The change that adds what ``triage`` has and takes nothing away, nor any of the note."""
    return TriageChange(
        bookmarked=triage.bookmarked or None,
        read=triage.read or None,
        archived=triage.archived or None,
        add_tags=triage.tags,
        note=_united(known_note, triage.note),
    )


def _united(known: str | None, arrived: str | None) -> str | None:
    """Both notes, a blank line apart; ``None`` when nothing is added to what is known."""
    if not arrived or (known and arrived in known):
        return None
    return f"{known}\n\n{arrived}" if known else arrived
