"""Finding papers: the index kept up with storage, and searched with the marks of the moment."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from tui.library.stores import Stores
from tui.papers.paper import Paper
from tui.paths import Paths

if TYPE_CHECKING:
    from array import array

    from tui.search.highlight import Highlighter
    from tui.search.index import SearchIndex
    from tui.search.query import Query
    from tui.search.results import Facets, Hits, IndexStatus, StateSets, Verification

_INDEX_BATCH = 10_000


@dataclass(frozen=True, slots=True)
class WayOut:
    """A query that finds something where another found nothing, and why it might be meant."""

    reason: str
    text: str
    count: int


@dataclass(frozen=True, slots=True)
class Results:
    """What a query found: ``ids`` (typecode ``q``) in order, ``scores`` beside them.

    ``papers`` is the number of papers searched, ``order`` the order that was used.
    """

    query: "Query"
    total: int
    papers: int
    ids: "array[int]"
    scores: "array[float]"
    facets: "Facets"
    order: str
    took_ms: float
    highlighter: "Highlighter"
    ways_out: tuple[WayOut, ...]


@dataclass(frozen=True, slots=True)
class CatchUp:
    """How many papers were indexed, and a sentence when the whole index had to be made anew."""

    indexed: int
    notice: str = ""


class Searching(Stores):
    """The index is opened when it is first needed, which is after the first frame."""

    def __init__(self, paths: Paths, default_sort: str) -> None:
        super().__init__(paths)
        self._default_sort = default_sort
        self._marks_lock = threading.Lock()
        self._marks: tuple[int, StateSets] | None = None

    def close(self) -> None:
        """Let go of index and database."""
        if "_index" in self.__dict__:
            self._index.close()
        super().close()

    @cached_property
    def _index(self) -> "SearchIndex":
        from tui.search.index import SearchIndex

        return SearchIndex(self.paths.index_folder, self._paper)

    def _paper(self, paper_id: int) -> Paper | None:
        return next((entry.paper for entry in self._papers.get([paper_id])), None)

    def catch_up(
        self,
        *,
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> CatchUp:
        """Index what is stored and not indexed yet; what was done before a cancel is kept.

        ``progress`` hears how many papers are done and how many there were to do.
        """
        notice = self._prepare_index()
        total, done = self._papers.unindexed_count(), 0
        while not cancelled() and (waiting := self._papers.unindexed(_INDEX_BATCH)):
            ids = [paper_id for paper_id, _ in waiting]
            papers = self._papers.papers(ids)
            gone = set(ids).difference(paper_id for paper_id, _ in papers)
            before = done

            def tell(so_far: int, _of: int, before: int = before) -> None:
                if progress is not None:
                    progress(before + so_far, max(total, before + so_far))

            updated = self._index.update(papers, gone, progress=tell, cancelled=cancelled)
            indexed = {*updated, *gone}
            self._papers.mark_indexed(pair for pair in waiting if pair[0] in indexed)
            done += len(indexed)
            tell(len(indexed), len(waiting))
        return CatchUp(done, notice)

    def _prepare_index(self) -> str:
        problem = self._index.problem
        if problem is None:
            return ""
        fresh = not self.paths.index_folder.exists()
        self.rebuild_index()
        return "" if fresh else f"{problem} It is made anew."

    def rebuild_index(self) -> None:
        """Empty the index; the next catch-up fills it from storage."""
        self._papers.mark_all_unindexed()
        self._index.clear()

    def index_status(self) -> "IndexStatus":
        """How large the index is."""
        return self._index.status()

    def unindexed_count(self) -> int:
        """How many papers wait to be indexed."""
        return self._papers.unindexed_count()

    def verify_index(self) -> "Verification":
        """Papers that the index lacks, and those it should not have."""
        return self._index.verify(self._papers.all_ids())

    def search(
        self,
        text: str,
        *,
        typing: bool = False,
        facets: bool = True,
        cancelled: Callable[[], bool] | None = None,
    ) -> Results | None:
        """What a query finds; ``None`` when it was cancelled.

        With ``typing`` the last word is taken for the beginning of one.
        """
        from tui.search.highlight import Highlighter
        from tui.search.language import parse
        from tui.search.results import SearchCancelled

        started = time.perf_counter()
        query = parse(text, typing=typing)
        order = query.sort or self._order_of(query)
        try:
            hits = self._index.search(
                query, self._state(), order=order, facets=facets, cancelled=cancelled
            )
        except SearchCancelled:
            return None
        return Results(
            query=query,
            total=hits.total,
            papers=self._papers.count(),
            ids=hits.ids,
            scores=hits.scores,
            facets=hits.facets,
            order=order,
            took_ms=(time.perf_counter() - started) * 1e3,
            highlighter=Highlighter(query),
            ways_out=_ways_out(hits),
        )

    def _order_of(self, query: "Query") -> str:
        """The order of a query that names none: by relevance where there is something to rank."""
        from tui.search.query import positive_text

        ranks = positive_text(query.root) or _asks_for_similar(query)
        return "relevance" if ranks else self._default_sort

    def search_finished(
        self, text: str, *, cancelled: Callable[[], bool] | None = None
    ) -> Results | None:
        """What a query finds that the person has done typing.

        Where the last word finds nothing by itself but begins words that do, it gets the ``*`` that
        says so: the papers seen while typing stay, and the text says why they are there.
        """
        results = self.search(text, cancelled=cancelled)
        if results is None or results.total:
            return results
        completed = self.search(f"{text}*", cancelled=cancelled) if _can_grow(text) else None
        return completed if completed and completed.total else results

    def _state(self) -> "StateSets":
        """The marks as the search wants them, fetched again only when something changed."""
        from tui.search.results import StateSets

        with self._marks_lock:
            version = self._database.data_version()
            if self._marks is None or self._marks[0] != version:
                marks = self._triage.marks()
                sets = StateSets(
                    marks.bookmarked, marks.read, marks.archived, marks.tags, marks.notes
                )
                self._marks = version, sets
            return self._marks[1]


def _asks_for_similar(query: "Query") -> bool:
    from tui.search.query import Exact, leaves

    return any(isinstance(leaf, Exact) and leaf.field == "similar" for leaf in leaves(query.root))


def _can_grow(text: str) -> bool:
    """Whether the last word of a query could be the beginning of a longer one."""
    from tui.search.language import parse
    from tui.search.query import positive_text

    return any(part.completing for part in positive_text(parse(text, typing=True).root))


def _ways_out(hits: "Hits") -> tuple[WayOut, ...]:
    meant = [
        WayOut(f"Did you mean “{s.replacement}”", s.query_text, s.count) for s in hits.suggestions
    ]
    looser = [WayOut(f"Without {x.dropped}", x.query_text, x.count) for x in hits.loosenings]
    return (*meant, *looser)
