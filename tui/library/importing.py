"""Papers coming into the library."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tui.errors import PapertuiError
from tui.library.import_report import ImportReport
from tui.library.indexing import Cancelled, never_cancelled
from tui.library.stores import Stores
from tui.papers.text import clean

if TYPE_CHECKING:
    from tui.sources.detect import FileFormat
    from tui.sources.item import Found, Skipped

_BATCH = 2000


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
        cancelled: Cancelled = never_cancelled,
    ) -> ImportReport:
        """Bring in the papers of files and folders; those that were stored before are merged.

        ``-`` is standard input. ``format`` is one of ``IMPORT_FORMATS``, and told from the content
        unless it is given; ``listed_on`` the list day of papers that name none. A file that can't
        be read or holds no papers is among the skipped, and the rest goes on. What was read before
        a cancel, or an interrupt of the reading, is kept. All of it is one step of the history.
        Raises StorageError when papers can't be stored.
        """
        from tui.library.import_intake import ImportIntake
        from tui.sources.files import read_files

        report, chosen = ImportReport(), list(paths)
        intake = ImportIntake(self._database, self._triage, report, _label(chosen))
        for path in chosen:
            items = read_files(path, format=format, listed_on=listed_on, opened=report.open)
            for batch in _batches(items, report, cancelled):
                intake.store(batch)
                if progress is not None:
                    progress(report.papers)
            if report.cancelled:
                break
        return report


def _batches(
    items: Iterable["Found | Skipped"], report: ImportReport, cancelled: Cancelled
) -> Iterator[list["Found"]]:
    """What a source gives, in batches to be stored, also what came before it was broken off."""
    from tui.sources.item import Skipped

    batch: list[Found] = []
    try:
        for item in items:
            if isinstance(item, Skipped):
                report.skip(item.where, item.reason)
            else:
                batch.append(item)
            if len(batch) == _BATCH:
                yield batch
                batch = []
            if cancelled():
                report.cancelled = True
                break
    except PapertuiError as error:
        report.skip("", error.message)
    except KeyboardInterrupt:
        report.cancelled = True
    if batch:
        yield batch


def _label(paths: Sequence[Path]) -> str:
    """How the history names an import."""
    name = clean(_name(paths[0])) if paths else ""
    first = "standard input" if name == "-" else f"“{name}”"
    more = f" and {len(paths) - 1:,} more" if len(paths) > 1 else ""
    return f"imported {first}{more}"


def _name(path: Path) -> str:
    """The name of a file or folder, also of ``.`` and ``..``. Links are not followed."""
    return Path(os.path.normpath(path.absolute())).name
