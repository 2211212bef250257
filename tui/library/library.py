"""The library: papers in storage, their index, their triage, and the ways out."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tui.config import Settings
from tui.library.days import Days
from tui.library.drafting import Drafting
from tui.library.enriching import Enriching
from tui.library.following import Following
from tui.library.importing import Importing
from tui.library.keeping import Keeping
from tui.library.linking import Linking
from tui.library.merging import Merging
from tui.library.naming import Naming
from tui.library.reading import Reading
from tui.library.saved import Saved
from tui.library.syncing import Syncing
from tui.library.tagging import Tagging
from tui.papers.paper import Entry
from tui.paths import Paths, atomic_write

if TYPE_CHECKING:
    from array import array


class Library(
    Importing,
    Syncing,
    Linking,
    Enriching,
    Merging,
    Reading,
    Saved,
    Days,
    Tagging,
    Drafting,
    Keeping,
    Following,
    Naming,
):
    """Papers, triage, searches and their index under one set of paths. Threads may share it."""

    def __init__(self, paths: Paths, settings: Settings | None = None) -> None:
        """Open the library, making it and bringing in the starter papers when it is new.

        Without ``settings`` they are the defaults. Raises StorageError when the database can't be
        used.
        """
        super().__init__(paths, settings or Settings())
        try:
            self.bring_in_starter_papers()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> "Library":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def entries(self, ids: Sequence[int]) -> list[Entry]:
        """The papers in the order asked for; those that don't exist are left out."""
        return self._papers.get(ids)

    def timed_entries(self, ids: Sequence[int]) -> list[Entry]:
        """Like ``entries``, and of their triage the times at which it was changed too."""
        return self._papers.get_timed(ids)

    def find(self, reference: str) -> list[int]:
        """The papers that a number, an arXiv id or link, a DOI or a whole title means."""
        return self._papers.find(reference)

    def newest_ids(self, limit: int | None = None) -> "array[int]":
        """All papers or the first so many, newest first, without the index."""
        return self._papers.all_ids(limit)

    def bookmarked_ids(self) -> list[int]:
        """The bookmarked papers, newest first."""
        bookmarked = self._triage.marks().bookmarked
        return [paper_id for paper_id in self._papers.all_ids() if paper_id in bookmarked]

    def decided_ids(self) -> list[int]:
        """The papers about which anything was ever decided, newest first."""
        decided = set(self._triage.decided_ids())
        return [paper_id for paper_id in self._papers.all_ids() if paper_id in decided]

    def list_days(self) -> list[date]:
        """The days that papers were listed on, newest first."""
        return self._papers.list_days()

    def export(self, ids: Sequence[int], format: str) -> str:
        """The papers as text in one of ``tui.export.FORMATS``."""
        from tui.export import FORMATS

        return FORMATS[format].render(self.timed_entries(ids))

    def export_to(self, path: Path, ids: Sequence[int], format: str, *, replace: bool) -> Path:
        """Write the papers to a file, whole or not at all; gives the path written."""
        self.paths.refuse_own(path)
        atomic_write(path, self.export(ids, format), replace=replace)
        return path
