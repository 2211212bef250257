"""The library: the one door through which the reader and the command line go.

It puts the rooms together (papers from sources into storage, from storage into the index, from the
index onto the screen) and holds no logic of its own.
"""

import threading
import time
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from tui.export import FORMATS as EXPORT_FORMATS
from tui.export import Format as ExportFormat
from tui.export.snippet import SNIPPETS
from tui.papers.paper import Entry, Paper, Triage, TriageChange
from tui.paths import Paths, atomic_write
from tui.search.editing import date_of as day_of
from tui.search.editing import with_date as with_day
from tui.search.editing import with_similar as similar_query
from tui.search.editing import with_sort
from tui.search.highlight import Highlighter
from tui.search.language import parse
from tui.search.query import Exact, Problem, Query, leaves, positive_text
from tui.search.results import FacetCount, Facets, IndexStatus, SearchCancelled, Verification
from tui.search.ticks import Tick
from tui.search.ticks import clear as without_ticks
from tui.search.ticks import exclude as excluded
from tui.search.ticks import ticked as ticked_values
from tui.search.ticks import toggle as toggled
from tui.storage.database import Database
from tui.storage.history import Step, Undone
from tui.storage.paper_store import PaperStore
from tui.storage.search_store import SavedSearch, SearchStore
from tui.storage.session_store import MetaStore, SessionStore
from tui.storage.triage_store import TriageCounts, TriageStore

if TYPE_CHECKING:
    from tui.search.index import SearchIndex
    from tui.search.results import Hits, StateSets
    from tui.sources.detect import FileFormat
    from tui.sources.item import Found, Skipped

__all__ = [
    "EXPORT_FORMATS", "SNIPPETS", "SORT_WORDS", "CatchUp", "ExportFormat", "FacetCount", "Facets",
    "ImportReport", "IndexStatus", "Library", "Mark", "Problem", "Query", "Results",
    "SavedSearch", "Step", "Tick", "TriageCounts", "Undone", "Verification", "WayOut",
    "day_of", "excluded", "parse", "similar_query", "ticked_values", "toggled",
    "with_day", "with_sort", "without_ticks",
]  # fmt: skip

Mark = Literal["bookmarked", "read", "archived"]
"""What can be set and taken back on a paper by one key."""

SORT_WORDS: Mapping[str, str] = {
    "relevance": "relevance",
    "newest": "newest first",
    "upvotes": "upvotes",
    "stars": "stars of the code",
    "title": "title",
}

_MARK_WORDS: Mapping[Mark, tuple[str, str]] = {
    "bookmarked": ("bookmarked", "took the bookmark from"),
    "read": ("marked as read", "marked as unread"),
    "archived": ("archived", "moved back to the inbox"),
}
_MARK_CHANGES: Mapping[Mark, Callable[[bool], TriageChange]] = {
    "bookmarked": lambda value: TriageChange(bookmarked=value),
    "read": lambda value: TriageChange(read=value),
    "archived": lambda value: TriageChange(archived=value),
}
_INDEX_BATCH = 10_000
_ADD_BATCH = 2000


@dataclass(frozen=True, slots=True)
class WayOut:
    """A query that finds something where another found nothing, and why it might be meant."""

    reason: str
    text: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Results:
    """What a query found: ``ids`` (typecode ``q``) in order, ``scores`` beside them.

    ``papers`` is the number of papers searched, ``order`` the order that was used.
    """

    query: Query
    total: int
    papers: int
    ids: "array[int]"
    scores: "array[float]"
    facets: Facets
    order: str
    took_ms: float
    highlighter: Highlighter
    ways_out: tuple[WayOut, ...]


@dataclass(frozen=True, slots=True)
class CatchUp:
    """How many papers were indexed, and a sentence when the whole index had to be made anew."""

    indexed: int
    notice: str = ""


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


class Library:
    """Papers, triage, searches and their index under one set of paths. Threads may share it."""

    def __init__(self, paths: Paths, *, default_sort: str = "newest") -> None:
        """Open the library, making it and bringing in the starter papers when it is new.

        Raises StorageError when the database can't be used.
        """
        self.paths = paths
        self._default_sort = default_sort
        self._database = Database(paths.database)
        self._papers = PaperStore(self._database)
        self._triage = TriageStore(self._database)
        self._searches = SearchStore(self._database)
        self._session = SessionStore(self._database)
        self._meta = MetaStore(self._database)
        self._marks_lock = threading.Lock()
        self._marks: tuple[int, StateSets] | None = None
        if self._papers.is_empty() and self._meta.get("starter") is None:
            self._bring_in_starter_papers()

    def close(self) -> None:
        """Let go of the database and the index."""
        if "_index" in self.__dict__:
            self._index.close()
        self._database.close()

    def __enter__(self) -> "Library":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Papers coming in

    def _bring_in_starter_papers(self) -> None:
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
        for item in items:
            if isinstance(item, Skipped):
                report.skipped.append((item.where, item.reason))
                continue
            batch.append(item)
            if len(batch) == _ADD_BATCH:
                self._store(batch, report, progress)
        self._store(batch, report, progress)

    def _store(
        self,
        batch: list["Found"],
        report: ImportReport,
        progress: Callable[[int], None] | None,
    ) -> None:
        """Store a batch with the triage that came with it, and empty it."""
        added = self._papers.add(found.paper for found in batch)
        report.new += added.new
        report.merged += added.merged
        report.unchanged += added.unchanged
        carried = [
            (paper_id, _as_change(found.triage))
            for paper_id, found in zip(added.ids, batch, strict=True)
            if found.triage not in (None, Triage())
        ]
        if carried:
            self._triage.apply_each(carried, f"import the triage of {_papers(len(carried))}")
        batch.clear()
        if progress is not None:
            progress(report.found)

    # Papers going out

    def entries(self, ids: Sequence[int]) -> list[Entry]:
        """The papers in the order asked for; those that don't exist are left out."""
        return self._papers.get(ids)

    def find(self, reference: str) -> list[int]:
        """The papers that a number, an arXiv id or link, a DOI or a whole title means."""
        return self._papers.find(reference)

    def newest_ids(self) -> "array[int]":
        """All papers, newest first, without the index."""
        return self._papers.all_ids()

    def bookmarked_ids(self) -> list[int]:
        """The bookmarked papers, newest first."""
        bookmarked = self._triage.marks().bookmarked
        return [paper_id for paper_id in self._papers.all_ids() if paper_id in bookmarked]

    def list_days(self) -> list[date]:
        """The days that papers were listed on, newest first."""
        return self._papers.list_days()

    def counts(self) -> TriageCounts:
        """How many papers there are in each state."""
        return self._triage.counts()

    def export(self, ids: Sequence[int], format: str) -> str:
        """The papers as text in one of ``EXPORT_FORMATS``."""
        return EXPORT_FORMATS[format].render(self.entries(ids))

    def export_to(self, path: Path, ids: Sequence[int], format: str, *, replace: bool) -> Path:
        """Write the papers to a file, whole or not at all; gives the path written."""
        atomic_write(path, self.export(ids, format), replace=replace)
        return path

    # Searching

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
            self._index.update(papers, gone)
            self._papers.mark_indexed(waiting)
            done += len(waiting)
            if progress is not None:
                progress(done, max(total, done))
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

    def index_status(self) -> IndexStatus:
        """How large the index is."""
        return self._index.status()

    def unindexed_count(self) -> int:
        """How many papers wait to be indexed."""
        return self._papers.unindexed_count()

    def verify_index(self) -> Verification:
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
        started = time.perf_counter()
        query = parse(text, typing=typing)
        order = query.sort or self._order_of(query)
        try:
            hits = self._index.search(
                replace(query, sort=order), self._state(), facets=facets, cancelled=cancelled
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

    def _order_of(self, query: Query) -> str:
        """The order of a query that names none: by relevance where there is something to rank."""
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

    # Triage

    def triage(self, ids: Sequence[int], change: TriageChange, label: str) -> Step | None:
        """Make a change to papers as one step that can be undone; ``None`` if all was so before."""
        return self._triage.apply(ids, change, label)

    def toggle(self, mark: Mark, ids: Sequence[int]) -> Step | None:
        """Set a mark on papers, or take it from them when all of them have it."""
        marked = getattr(self._triage.marks(), mark)
        value = not all(paper_id in marked for paper_id in ids)
        label = f"{_MARK_WORDS[mark][0 if value else 1]} {_papers(len(ids))}"
        return self._triage.apply(ids, _MARK_CHANGES[mark](value), label)

    def undo(self) -> Undone | None:
        """Take back the newest step that stands."""
        return self._triage.undo()

    def redo(self) -> Undone | None:
        """Make the step again that was taken back last."""
        return self._triage.redo()

    def history(self, limit: int) -> list[Step]:
        """The steps, newest first."""
        return self._triage.history(limit)

    def known_tags(self) -> list[str]:
        """The tags in use, the most used first."""
        counts = self._triage.tag_counts()
        return sorted(counts, key=lambda tag: (-counts[tag], tag))

    # Searches kept, and how the reader was left

    def saved_searches(self) -> list[SavedSearch]:
        """The saved searches in their order."""
        return self._searches.saved()

    def save_search(self, name: str, text: str) -> Step | None:
        """Keep a query under a name, instead of the one that had the name before."""
        return self._searches.save(name, text)

    def remove_saved_search(self, name: str) -> Step | None:
        """Forget a saved search."""
        return self._searches.remove(name)

    def remember_search(self, text: str) -> list[str]:
        """Put a query at the front of the recent ones, and give those."""
        self._searches.remember(text)
        return self.recent_searches()

    def recent_searches(self) -> list[str]:
        """The queries searched for lately, newest first."""
        return self._searches.recent()

    def session(self) -> dict[str, str]:
        """How the reader was left."""
        return self._session.load()

    def save_session(self, values: Mapping[str, str]) -> None:
        """Keep how the reader stands."""
        self._session.save(values)

    # Health

    def damage(self) -> list[str]:
        """What SQLite finds wrong with the database."""
        return self._database.damage()


def _asks_for_similar(query: Query) -> bool:
    return any(isinstance(leaf, Exact) and leaf.field == "similar" for leaf in leaves(query.root))


def _can_grow(text: str) -> bool:
    return any(part.completing for part in positive_text(parse(text, typing=True).root))


def _papers(count: int) -> str:
    return "1 paper" if count == 1 else f"{count:,} papers"


def _as_change(triage: Triage | None) -> TriageChange:
    """The change that adds what ``triage`` has and takes nothing away."""
    assert triage is not None
    return TriageChange(
        bookmarked=triage.bookmarked or None,
        read=triage.read or None,
        archived=triage.archived or None,
        add_tags=triage.tags,
        note=triage.note,
    )


def _ways_out(hits: "Hits") -> tuple[WayOut, ...]:
    meant = [WayOut(f"Did you mean “{s.replacement}”", s.query_text) for s in hits.suggestions]
    looser = [WayOut(f"Without {x.dropped}", x.query_text, x.count) for x in hits.loosenings]
    return (*meant, *looser)
