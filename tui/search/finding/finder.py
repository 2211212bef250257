"""One search of one generation of an index: what is found, in which order, what is said of it."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import shorten

import numpy as np

from tui.search.evaluation.evaluator import Matches
from tui.search.evaluation.marks import Marks
from tui.search.evaluation.order import ordered
from tui.search.evaluation.segments import Mask
from tui.search.finding.facets import FacetCounter
from tui.search.finding.suggest import Adviser
from tui.search.finding.widening import Widener
from tui.search.language.query import FOR_YOU, Query, without_fields
from tui.search.language.ticks import ticked
from tui.search.likeness.related import similar_value
from tui.search.results import Facets, Hits
from tui.search.snapshot import Cancelled, Snapshot

_LONGEST_TITLE = 80

_NO_BOOKMARKS = "No bookmarks yet to go by: newest first."
_NO_TASTE = "Nothing sets your bookmarks apart yet: newest first."


@dataclass(frozen=True, slots=True)
class Finder:
    """Searches with the marks of one moment."""

    snapshot: Snapshot
    marks: Marks
    cancelled: Cancelled | None

    def find(self, query: Query, *, order: str | None, facets: bool, widen: bool) -> Hits:
        """The papers of ``query``; see `SearchIndex.search`."""
        exact = self.snapshot.matches(query.root, self.marks, self.cancelled)
        missed = not exact.mask.any()
        widener = Widener(self.snapshot, self.marks, self.cancelled)
        widened = widener.widened(query) if missed and widen else None
        matches, ran = (widened.matches, widened.query) if widened else (exact, query)
        matches, sort, remark = self._in_order(matches, query.sort or order)
        documents = ordered(matches, self.snapshot.columns, sort)
        adviser = Adviser(self.snapshot, self.marks, self.cancelled)
        return Hits(
            total=len(documents),
            ids=array("q", self.snapshot.columns.numbers[documents].tobytes()),
            scores=array("d", matches.scores[documents].tobytes()),
            facets=self._facets(ran, matches.mask) if facets else {},
            suggestions=adviser.suggestions(query) if missed else (),
            loosenings=adviser.loosenings(query) if missed and not widened else (),
            notice=" ".join(
                filter(None, [self._likeness(query), widened.notice if widened else "", remark])
            ),
            widened=widened.query if widened else None,
        )

    def _likeness(self, query: Query) -> str:
        """Which paper others are to be like: the query only has its number."""
        asked = similar_value(query.root)
        if asked is None:
            return ""
        title = self.snapshot.related.title_of(asked)
        if title is None:
            return f"There is no paper “{asked}” that others could be like."
        return f"Papers like “{shorten(title, _LONGEST_TITLE, placeholder=' …')}”."

    def _in_order(self, matches: Matches, sort: str | None) -> tuple[Matches, str | None, str]:
        """The matches scored as their order asks for, that order, and what is to say about it.

        Bookmarked and archived papers are decided about: for you they come last.
        """
        if sort != FOR_YOU:
            return matches, sort, ""
        if not self.marks.state("bookmarked").any():
            return matches, "newest", _NO_BOOKMARKS
        if not self.snapshot.related.telling(None, self.marks):
            return matches, "newest", _NO_TASTE
        liked = self.snapshot.related.liked_tree(self.marks)
        scores = self.snapshot.evaluator.run(liked, self.cancelled).scores
        decided = self.marks.state("bookmarked") | self.marks.state("archived")
        return Matches(matches.mask, np.where(matches.mask & ~decided, scores, 0.0)), sort, ""

    def _facets(self, query: Query, result: Mask) -> Facets:
        def without(fields: Sequence[str]) -> Mask:
            rest = without_fields(query.root, fields)
            if rest == query.root:
                return result
            return self.snapshot.mask(rest, self.marks, self.cancelled)

        return FacetCounter(self.snapshot, self.marks, ticked(query.text)).count(result, without)
