"""The index kept up with storage."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from tui.errors import SearchIndexError
from tui.library.stores import Stores
from tui.papers.paper import Paper
from tui.storage.session_store import MetaStore

if TYPE_CHECKING:
    from tui.search.index import SearchIndex
    from tui.search.results import IndexStatus, Verification
    from tui.search.writing.writer import IndexWriter

_INDEX_BATCH = 10_000
_DIGESTS = "index digests"

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


def never_cancelled() -> bool:
    """For work that nobody stops."""
    return False


@dataclass(frozen=True, slots=True)
class CatchUp:
    """How many papers were indexed, and a sentence when the whole index had to be made anew."""

    indexed: int
    notice: str = ""


class Indexing(Stores):
    """The index is opened when it is first needed, which is after the first frame."""

    def close(self) -> None:
        """Let go of index and database."""
        if "_index" in self.__dict__:
            self._index.close()
        super().close()

    @cached_property
    def _index(self) -> "SearchIndex":
        from tui.search.index import SearchIndex

        ledger = _StoredLedger(self._meta)
        return SearchIndex(self.paths.index_folder, ledger, self._paper, self._papers.resolve)

    def _paper(self, paper_id: int) -> Paper | None:
        return next((entry.paper for entry in self._papers.get([paper_id])), None)

    def catch_up(
        self,
        *,
        progress: Progress | None = None,
        waiting: Callable[[], None] = lambda: None,
        cancelled: Cancelled = never_cancelled,
    ) -> CatchUp:
        """Index what is stored and not indexed yet; what was done before a cancel is kept.

        ``progress`` hears how many papers are done and how many there were to do; ``waiting`` is
        called when another papertui is indexing, which has to be waited for.
        """
        from tui.search.writing.folder import WriterStopped

        notice, done = "", 0
        try:
            notice = self._prepare_index(waiting, cancelled)
            for indexed in self._index_batches(progress, waiting, cancelled):
                done += indexed
        except WriterStopped:
            pass
        except SearchIndexError:
            # What is damaged in a long file shows only when it is read, as it is to be merged.
            if notice or self._index.problem is None:
                raise
            again = self.catch_up(progress=progress, waiting=waiting, cancelled=cancelled)
            return CatchUp(done + again.indexed, again.notice)
        return CatchUp(done, notice)

    def _index_batches(
        self, progress: Progress | None, waiting: Callable[[], None], cancelled: Cancelled
    ) -> Iterator[int]:
        """Index batch after batch; gives how many papers each was."""
        total, done = self._papers.unindexed_count(), 0
        while not cancelled():
            with self._index.writing(waiting=waiting, cancelled=cancelled) as writer:
                tell = _of_the_whole(done, total, progress)
                indexed = self._index_batch(writer, tell, cancelled)
                if not indexed:
                    writer.settle(cancelled)
                    return
            done += indexed
            yield indexed

    def _index_batch(self, writer: "IndexWriter", tell: Progress, cancelled: Cancelled) -> int:
        """Index some of what waits for it; gives how many papers that were.

        They are read while nobody else writes, who might otherwise index what is newer before we
        write what is older.
        """
        waiting = self._papers.unindexed(_INDEX_BATCH)
        if not waiting:
            return 0
        ids = [paper_id for paper_id, _ in waiting]
        papers = self._papers.papers(ids)
        gone = set(ids).difference(paper_id for paper_id, _ in papers)
        updated = writer.update(papers, gone, progress=tell, cancelled=cancelled)
        indexed = {*updated, *gone}
        self._papers.mark_indexed(pair for pair in waiting if pair[0] in indexed)
        tell(len(indexed), len(waiting))
        return len(indexed)

    def _prepare_index(self, waiting: Callable[[], None], cancelled: Cancelled) -> str:
        problem = self._index.problem
        if problem is None:
            return ""
        fresh = not self.paths.index_folder.exists()
        with self._index.writing(waiting=waiting, cancelled=cancelled) as writer:
            # Another papertui may have made it anew while we waited.
            if self._index.problem is not None:
                self._clear(writer)
        return "" if fresh else f"{problem} It is made anew."

    def rebuild_index(self) -> None:
        """Have the next catch-up write every paper anew, from storage.

        Until then an index that can be read still answers for those to come; another is emptied.
        """
        with self._index.writing() as writer:
            if self._index.problem is not None:
                self._clear(writer)
                return
            self._papers.mark_all_unindexed()
            writer.update([], self.verify_index().surplus)

    def _clear(self, writer: "IndexWriter") -> None:
        self._papers.mark_all_unindexed()
        writer.clear()

    def index_status(self) -> "IndexStatus":
        """How large the index is."""
        return self._index.status()

    def unindexed_count(self) -> int:
        """How many papers wait to be indexed."""
        return self._papers.unindexed_count()

    def verify_index(self) -> "Verification":
        """Papers that the index lacks, and those it should not have."""
        return self._index.verify(self._papers.all_ids())


class _StoredLedger:
    """Keeps the digests of the index's table of contents in the database."""

    def __init__(self, meta: MetaStore) -> None:
        self._meta = meta

    def digests(self) -> Collection[str]:
        return (self._meta.get(_DIGESTS) or "").split()

    def record(self, digests: Sequence[str]) -> None:
        self._meta.set(_DIGESTS, " ".join(digests))


def _of_the_whole(before: int, total: int, progress: Progress | None) -> Progress:
    """Tells progress of a batch as that of the whole, of which so many papers were done before."""

    def tell(so_far: int, _of: int) -> None:
        if progress is not None:
            progress(before + so_far, max(total, before + so_far))

    return tell
