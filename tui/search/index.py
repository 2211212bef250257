"""The search index: derived from storage, disposable, rebuilt from it at any time."""

from array import array
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

import numpy as np

from tui.errors import SearchIndexError
from tui.papers.paper import Paper
from tui.search.columns import Mask
from tui.search.engine import DamagedIndexError
from tui.search.facets import FacetCounter
from tui.search.folder import REBUILD_HINT, IndexFolder, Stamp, UnusableIndexError
from tui.search.marks import Marks
from tui.search.order import ordered
from tui.search.query import Query, without_fields
from tui.search.results import Facets, Hits, IndexStatus, StateSets, Verification
from tui.search.schema import VERSION
from tui.search.snapshot import Cancelled, ReadPaper, Snapshot
from tui.search.suggest import Adviser
from tui.search.ticks import ticked
from tui.search.writing import Progress, write_papers


def no_paper(_: int) -> Paper | None:
    """A library without papers."""
    return None


class SearchIndex:
    """The index in one folder. Any thread may use it; searches take turns, writing doesn't wait.

    ``read_paper`` gives the paper of a number, for finding those like it. ``lock_wait`` is how many
    seconds an update waits for somebody else who is writing. Nothing is opened before it is needed.
    """

    def __init__(
        self, folder: Path, read_paper: ReadPaper = no_paper, *, lock_wait: float = 10.0
    ) -> None:
        self._folder = IndexFolder(folder)
        self._read_paper = read_paper
        self._lock_wait = lock_wait
        self._turn = RLock()
        self._snapshot: Snapshot | None = None
        self._stamp: Stamp | None = None
        self._problem: str | None = None

    @property
    def needs_rebuild(self) -> bool:
        """Whether it has to be cleared and filled again from storage."""
        return self.problem is not None

    @property
    def problem(self) -> str | None:
        """One sentence of why it has to be rebuilt; ``None`` when it hasn't."""
        with self._turn:
            self.refresh()
            return self._problem

    def refresh(self) -> bool:
        """Go over to the latest commit, whoever made it. Tells whether there was a newer one."""
        with self._turn:
            stamp = self._folder.stamp()
            if stamp == self._stamp and (self._snapshot or self._problem):
                return False
            self._reopen_at(stamp)
            return True

    def close(self) -> None:
        """Give the files back. The next search opens them again."""
        with self._turn:
            if self._snapshot is not None:
                self._snapshot.close()
            self._snapshot = self._stamp = self._problem = None

    def clear(self) -> None:
        """Put an empty index in place of whatever is there."""
        with self._folder.locked(self._lock_wait):
            self._folder.create()
        self.close()

    def update(
        self,
        papers: Sequence[tuple[int, Paper]],
        deleted: Collection[int] = (),
        *,
        progress: Progress | None = None,
        cancelled: Cancelled | None = None,
    ) -> tuple[int, ...]:
        """Index ``papers`` and forget ``deleted``, in one commit.

        Gives the numbers of the papers that are in the index now: all, or the first ones when
        ``cancelled()`` became true. Raises `SearchIndexError` when the index can't be written.
        """
        with self._folder.locked(self._lock_wait):
            return write_papers(self._folder, papers, deleted, progress, cancelled)

    def search(
        self,
        query: Query,
        marks: StateSets,
        *,
        order: str | None = None,
        facets: bool = True,
        cancelled: Cancelled | None = None,
    ) -> Hits:
        """The papers of ``query``, all of them, in order, and with ``facets`` their counts.

        ``order`` is that of a query which names none.

        Raises `SearchCancelled` soon after ``cancelled()`` is true, and `SearchIndexError` when
        the index can't be used.
        """
        with self._opened() as snapshot:
            return _search(snapshot, query, snapshot.marks(marks), order, facets, cancelled)

    def shared_words(self, number: int, other: int) -> tuple[str, ...]:
        """The telling words of one paper that another has too: why the two are alike."""
        paper, similar = self._read_paper(number), self._read_paper(other)
        if paper is None or similar is None:
            return ()
        with self._opened() as snapshot:
            return snapshot.shared_words(paper, similar)

    def status(self) -> IndexStatus:
        """How large the index is."""
        with self._opened() as snapshot:
            documents = int(np.count_nonzero(snapshot.columns.alive))
            return IndexStatus(documents, self._folder.size(), VERSION, snapshot.segments)

    def verify(self, numbers: Collection[int]) -> Verification:
        """How the papers in the index differ from those that should be in it."""
        with self._opened() as snapshot:
            held = set(snapshot.columns.numbers[snapshot.columns.alive].tolist())
        wanted = set(numbers)
        return Verification(tuple(sorted(wanted - held)), tuple(sorted(held - wanted)))

    @contextmanager
    def _opened(self) -> Iterator[Snapshot]:
        with self._turn:
            self.refresh()
            if self._snapshot is None:
                raise SearchIndexError(self._problem or "The search index is closed.", REBUILD_HINT)
            try:
                yield self._snapshot
            except DamagedIndexError as error:
                self._problem = "The search index is damaged."
                raise SearchIndexError(self._problem, REBUILD_HINT) from error

    def _reopen_at(self, stamp: Stamp | None) -> None:
        """Open the latest commit, again if another commit took its files away meanwhile."""
        self._reopen()
        self._stamp, found = stamp, self._folder.stamp()
        if self._problem and found != stamp:
            self._reopen_at(found)

    def _reopen(self) -> None:
        """Open the latest commit. One that can't be used leaves an earlier one in use."""
        try:
            latest = self._folder.open(lambda index: Snapshot(index, self._read_paper))
        except UnusableIndexError as reason:
            self._problem = str(reason)
            return
        if self._snapshot is not None:
            self._snapshot.close()
        self._snapshot, self._problem = latest, None


def _search(
    snapshot: Snapshot,
    query: Query,
    marks: Marks,
    order: str | None,
    facets: bool,
    cancelled: Cancelled | None,
) -> Hits:
    matches = snapshot.matches(query.root, marks, cancelled)
    documents = ordered(matches, snapshot.columns, query.sort or order)
    adviser = Adviser(snapshot, marks, cancelled)
    nothing = not len(documents)
    return Hits(
        total=len(documents),
        ids=array("q", snapshot.columns.numbers[documents].tobytes()),
        scores=array("d", matches.scores[documents].tobytes()),
        facets=_facets(snapshot, query, marks, matches.mask, cancelled) if facets else {},
        suggestions=adviser.suggestions(query) if nothing else (),
        loosenings=adviser.loosenings(query) if nothing else (),
    )


def _facets(
    snapshot: Snapshot, query: Query, marks: Marks, result: Mask, cancelled: Cancelled | None
) -> Facets:
    def without(fields: Sequence[str]) -> Mask:
        rest = without_fields(query.root, fields)
        return result if rest == query.root else snapshot.matches(rest, marks, cancelled).mask

    return FacetCounter(snapshot, marks, ticked(query.text)).count(result, without)
