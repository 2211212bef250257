"""Finding papers: the index searched with the marks of the moment."""

import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tui.config import Settings
from tui.errors import SearchIndexError
from tui.library.indexing import Indexing, never_cancelled
from tui.paths import Paths

if TYPE_CHECKING:
    from array import array

    from tui.search.highlight import Highlighter
    from tui.search.language.query import Query
    from tui.search.results import Facets, Hits, StateSets


_WORDS = re.compile(r"\s*\w+(\s+\w+)*\s*")
_FEW_OF = 10
"""Of more than so many papers seen while typing one with the word itself is hardly any."""


@dataclass(frozen=True, slots=True)
class WayOut:
    """A query that finds something where another found nothing, and why it might be meant."""

    reason: str
    text: str
    count: int


@dataclass(frozen=True, slots=True)
class Results:
    """What a query found: ``ids`` (typecode ``q``) in order, ``scores`` beside them.

    ``papers`` is the number of papers searched, ``order`` the order that was asked for. ``notice``
    is a sentence where these are not quite the papers asked for, or not in that order; ``widened``
    tells that they are those of misspelled words put right. So many papers are ``waiting`` to be
    indexed, and can't be found yet.
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
    widened: bool
    notice: str
    waiting: int


class Searching(Indexing):
    """Searches the index with the marks of the moment."""

    def __init__(self, paths: Paths, settings: Settings) -> None:
        super().__init__(paths, settings)
        self._marks_lock = threading.Lock()
        self._marks: tuple[int, StateSets] | None = None

    def search(
        self,
        text: str,
        *,
        typing: bool = False,
        facets: bool = True,
        widen: bool = True,
        cancelled: Callable[[], bool] | None = None,
    ) -> Results | None:
        """What a query finds; ``None`` when it was cancelled.

        With ``typing`` the last word is taken for the beginning of one. With ``widen``, words that
        find nothing are taken for misspelled ones, and the results' notice says so.
        """
        from tui.search.highlight import Highlighter
        from tui.search.language import parse
        from tui.search.results import SearchCancelled

        started = time.perf_counter()
        query = parse(text, typing=typing)
        order = query.sort or self._order_of(query)

        def search() -> "Hits":
            return self._index.search(
                query, self._state(), order=order, facets=facets, widen=widen, cancelled=cancelled
            )

        try:
            hits, remark = self._with_a_sound_index(search, cancelled)
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
            highlighter=Highlighter(hits.widened or query),
            ways_out=(*_ways_out(hits), *self._in_notes(text, hits)),
            widened=hits.widened is not None,
            notice=" ".join(filter(None, [remark, hits.notice])),
            waiting=self._papers.unindexed_count(),
        )

    def _in_notes(self, text: str, hits: "Hits") -> list[WayOut]:
        """The person's own notes as a way out, where words are found nowhere else but there."""
        from tui.search.language import parse

        state = self._state()
        if hits.total or not state.notes or not _WORDS.fullmatch(text):
            return []
        asked = " ".join(f"note:{word}" for word in text.split())
        found = self._index.search(parse(asked), state, order="newest", facets=False, widen=False)
        return [WayOut("In your notes", asked, found.total)] if found.total else []

    def _with_a_sound_index(
        self, search: "Callable[[], Hits]", cancelled: Callable[[], bool] | None
    ) -> "tuple[Hits, str]":
        """What a search finds, the index being made anew where it must be, and what to say then."""
        try:
            return search(), ""
        except SearchIndexError:
            if self._index.problem is None:
                raise
        notice = self.catch_up(cancelled=cancelled or never_cancelled).notice
        return search(), notice

    def ties(self, query: "Query", paper_id: int) -> tuple[str, ...]:
        """The phrases that tie a paper to what ``query`` asks papers to be like, best first.

        At most four, such as *sparse attention*; none for a query that has neither ``similar:`` nor
        the order ``for-you``.
        """
        asked = replace(query, sort=query.sort or self._order_of(query))
        # Those read last, to search or to count: the telling words of other marks may not be known.
        marks = self._marks[1] if self._marks else self._state()
        return self._index.ties(asked, paper_id, marks)

    def _order_of(self, query: "Query") -> str:
        """The order of a query that names none: by relevance where there is something to rank."""
        from tui.search.language.query import positive_text

        ranks = positive_text(query.root) or _asks_for_similar(query)
        return "relevance" if ranks else self.settings.sort

    def search_finished(
        self, text: str, *, cancelled: Callable[[], bool] | None = None
    ) -> Results | None:
        """What a query finds that the person has done typing.

        The papers seen while typing stay: where hardly any of them has the last word itself, it
        gets the ``*`` that says so, if one can be put there. Only where nothing was seen either are
        words taken for misspelled ones.
        """
        exact = self.search(text, cancelled=cancelled)
        if exact is None or not _can_grow(text):
            return exact
        seen = self.search(text, typing=True, widen=False, cancelled=cancelled)
        if seen is None or seen.total <= _FEW_OF * (0 if exact.widened else exact.total):
            return None if seen is None else exact
        completed = self.search(f"{text}*", widen=False, cancelled=cancelled)
        return seen if completed is not None and not completed.total else completed

    def _state(self) -> "StateSets":
        """The marks as the search wants them, fetched again only when one of them changed."""
        from tui.search.results import StateSets

        with self._marks_lock:
            version = self._triage.version()
            if self._marks is None or self._marks[0] != version:
                marks = self._triage.marks()
                sets = StateSets(
                    marks.bookmarked, marks.read, marks.archived, marks.tags, marks.notes
                )
                self._marks = version, sets
            return self._marks[1]


def _asks_for_similar(query: "Query") -> bool:
    from tui.search.language.query import Exact, leaves

    return any(isinstance(leaf, Exact) and leaf.field == "similar" for leaf in leaves(query.root))


def _can_grow(text: str) -> bool:
    """Whether the last word of a query could be the beginning of a longer one."""
    from tui.search.language import parse
    from tui.search.language.query import positive_text

    return any(part.completing for part in positive_text(parse(text, typing=True).root))


def _ways_out(hits: "Hits") -> tuple[WayOut, ...]:
    meant = [
        WayOut(f"Did you mean “{s.replacement}”", s.query_text, s.count) for s in hits.suggestions
    ]
    looser = [WayOut(f"Without {x.dropped}", x.query_text, x.count) for x in hits.loosenings]
    return (*meant, *looser)
