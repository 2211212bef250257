"""The search index: derived from storage, disposable, rebuilt from it at any time."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

import numpy as np
from whoosh.reading import IndexReader

from tui.errors import SearchIndexError
from tui.papers.paper import Paper
from tui.search.engine import DamagedIndexError
from tui.search.finding.finder import Finder
from tui.search.language.query import FOR_YOU, Query
from tui.search.likeness.related import ReadPaper, Resolve, similar_number
from tui.search.likeness.telling import Weights
from tui.search.likeness.ties import ties
from tui.search.results import Hits, IndexStatus, StateSets, Verification
from tui.search.schema import VERSION
from tui.search.snapshot import Cancelled, Snapshot
from tui.search.writing.folder import REBUILD_HINT, IndexFolder, Ledger, Stamp, UnusableIndexError
from tui.search.writing.word_table import WordTable
from tui.search.writing.writer import IndexWriter, Progress, never

_DAMAGED = "The search index is damaged."


def _nothing() -> None:
    """For whoever needn't be told."""


def no_paper(_: int) -> Paper | None:
    """A library without papers."""
    return None


def as_numbered(number: int) -> int:
    """For a library in which no two papers were ever united."""
    return number


class SearchIndex:
    """The index in one folder. Any thread may use it; searches take turns, writing doesn't wait.

    ``ledger`` remembers which index we wrote. ``read_paper`` gives the paper of a number, for
    finding those like it, and ``resolve`` the number that this paper has now. ``lock_wait`` is how
    many seconds writing waits for somebody else who is writing. Nothing is opened before it is
    needed.
    """

    def __init__(
        self,
        folder: Path,
        ledger: Ledger,
        read_paper: ReadPaper = no_paper,
        resolve: Resolve = as_numbered,
        *,
        lock_wait: float = 60.0,
    ) -> None:
        self._folder = IndexFolder(folder, ledger)
        self._words = WordTable()
        self._read_paper = read_paper
        self._resolve = resolve
        self._lock_wait = lock_wait
        self._turn = RLock()
        self._snapshot: Snapshot | None = None
        self._stamp: Stamp | None = None
        self._problem: str | None = None

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
        """What `IndexWriter.clear` does, as the only thing to write."""
        with self.writing() as writer:
            writer.clear()

    @contextmanager
    def writing(
        self, *, waiting: Callable[[], None] = _nothing, cancelled: Cancelled = never
    ) -> Iterator[IndexWriter]:
        """A writer; nobody else has one meanwhile, in any process.

        Calls ``waiting()`` when somebody else has one. Raises `WriterStopped` when ``cancelled()``
        becomes true before they are done, and `SearchIndexError` when that takes too long.
        """
        with self._folder.locked(self._lock_wait, waiting, cancelled):
            if self._words.is_full:
                self._words = WordTable()
            try:
                yield IndexWriter(self._folder, self._words)
            except SearchIndexError as error:
                if isinstance(error.__cause__, DamagedIndexError):
                    self._note_damage()
                raise

    def update(
        self,
        papers: Sequence[tuple[int, Paper]],
        deleted: Collection[int] = (),
        *,
        progress: Progress | None = None,
        cancelled: Cancelled = never,
    ) -> tuple[int, ...]:
        """What `IndexWriter.update` does, as the only thing to write."""
        with self.writing() as writer:
            return writer.update(papers, deleted, progress=progress, cancelled=cancelled)

    def search(
        self,
        query: Query,
        marks: StateSets,
        *,
        order: str | None = None,
        facets: bool = True,
        widen: bool = False,
        cancelled: Cancelled | None = None,
    ) -> Hits:
        """The papers of ``query``, all of them, in order, and with ``facets`` their counts.

        ``order`` is that of a query which names none. With ``widen``, words that find nothing are
        taken for misspelled ones.

        Raises `SearchCancelled` soon after ``cancelled()`` is true, and `SearchIndexError` when
        the index can't be used.
        """
        with self._opened() as snapshot:
            finder = Finder(snapshot, snapshot.marks(marks), cancelled)
            return finder.find(query, order=order, facets=facets, widen=widen)

    def count(self, query: Query, marks: StateSets, cancelled: Cancelled | None = None) -> int:
        """How many papers `search` finds without widening. Raises what that raises."""
        with self._opened() as snapshot:
            mask = snapshot.mask(query.root, snapshot.marks(marks), cancelled)
            return int(np.count_nonzero(mask))

    def ties(self, query: Query, number: int, marks: StateSets) -> tuple[str, ...]:
        """The phrases that tie a paper to what ``query`` asks papers to be like, best first.

        At most four, as the paper has them, in lower case; none for a query that asks for nothing
        of the kind. Waits for a running search only when that query has not been searched for.

        Raises `SearchIndexError` when the index can't be used.
        """
        asked = similar_number(query.root)
        if asked is None and query.sort != FOR_YOU:
            return ()
        alike = None if asked is None else self._resolve(asked)
        paper = None if alike == number else self._read_paper(number)
        return () if paper is None else ties(paper, self._telling(alike, marks))

    def _telling(self, alike: int | None, marks: StateSets) -> Weights:
        latest = self._snapshot
        kept = None if latest is None else latest.related.kept(alike, marks)
        if kept is not None:
            return kept
        with self._opened() as snapshot:
            return snapshot.related.telling(alike, snapshot.marks(marks))

    def status(self) -> IndexStatus:
        """How large the index is."""
        with self._opened() as snapshot:
            documents = int(np.count_nonzero(snapshot.columns.alive))
            return IndexStatus(documents, self._folder.size(), VERSION, snapshot.segments)

    def verify(self, numbers: Collection[int]) -> Verification:
        """How the papers in the index differ from those that should be in it.

        Every byte of its files is checked: raises `SearchIndexError` when one is not as it was.
        """
        with self._opened() as snapshot:
            for segment in snapshot.columns.segments:
                segment.file.check()
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
                self._note_damage()
                raise SearchIndexError(_DAMAGED, REBUILD_HINT) from error

    def _note_damage(self) -> None:
        """Keep in mind that the latest commit can't be read, though it could be opened."""
        with self._turn:
            self._problem, self._stamp = _DAMAGED, self._folder.stamp()

    def _reopen_at(self, stamp: Stamp | None) -> None:
        """Open the latest commit, again if another commit took its files away meanwhile."""
        self._reopen()
        self._stamp, found = stamp, self._folder.stamp()
        if self._problem and found != stamp:
            self._reopen_at(found)

    def _reopen(self) -> None:
        """Open the latest commit. One that can't be used leaves an earlier one in use."""
        try:
            latest = self._folder.open(self._snapshot_of)
        except UnusableIndexError as reason:
            self._problem = str(reason)
            return
        if self._snapshot is not None:
            self._snapshot.close()
        self._snapshot, self._problem = latest, None

    def _snapshot_of(self, reader: IndexReader) -> Snapshot:
        return Snapshot(reader, self._read_paper, self._resolve)
