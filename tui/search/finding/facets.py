"""How many papers of a result each value of the filter pane has."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Final

import numpy as np

from tui.search.evaluation.compiler import text_tree
from tui.search.evaluation.counting import commonest
from tui.search.evaluation.marks import Marks
from tui.search.evaluation.segments import Mask
from tui.search.language.query import Text
from tui.search.language.ticks import Tick
from tui.search.results import FacetCount, Facets
from tui.search.schema import exact_value
from tui.search.snapshot import Snapshot

FIELDS_OF: Final = {
    "source": ("source",),
    "year": ("year",),
    "topic": ("cat", "keyword"),
    "tag": ("tag",),
}
"""The sections whose ticks widen the result: each is counted as if it had no tick of its own."""

_STATUS: Final = ("inbox", "unread", "bookmarked", "archived", "read")
_LINKS: Final = ("code", "project", "pdf", "model", "dataset", "space", "note", "tag")
_LINKS_SHOWN_WHEN_THERE: Final = frozenset({"model", "dataset", "space"})
_MOST_TOPICS: Final = 30
_MOST_REMEMBERED: Final = 1 << 12
_LONGEST_TOPIC: Final = 80
"""Characters of a keyword that is listed; a longer one is no topic, and slow to look for."""

MaskWithout = Callable[[Sequence[str]], Mask]
"""The result as it is without the top-level clauses on some fields."""

Counted = tuple[FacetCount, ...]

_folded: Final = lru_cache(_MOST_REMEMBERED)(exact_value)


class FacetCounter:
    """Counts the sections of one query's result.

    ``ticked`` are the values ticked or excluded, which are shown even when no paper has them.
    """

    def __init__(self, snapshot: Snapshot, marks: Marks, ticked: Iterable[Tick]) -> None:
        self._snapshot = snapshot
        self._marks = marks
        self._ticked = tuple(ticked)

    def count(self, result: Mask, without: MaskWithout) -> Facets:
        """The counts of every section under ``result``, a mask of the whole query's papers."""
        within = {section: without(fields) for section, fields in FIELDS_OF.items()}
        return {
            "status": self._status(result),
            "links": self._links(result),
            "source": self._sources(within["source"]),
            "year": self._years(within["year"]),
            "topic": self._topics(within["topic"]),
            "tag": self._tags(within["tag"]),
        }

    def _status(self, result: Mask) -> Counted:
        return tuple(
            FacetCount(Tick("is", name), _size(result & self._marks.state(name)))
            for name in _STATUS
        )

    def _links(self, result: Mask) -> Counted:
        masks = {name: self._having(name) for name in _LINKS}
        return tuple(
            FacetCount(Tick("has", name), _size(result & mask))
            for name, mask in masks.items()
            if name not in _LINKS_SHOWN_WHEN_THERE or mask.any()
        )

    def _having(self, name: str) -> Mask:
        match name:
            case "note":
                return self._marks.noted
            case "tag":
                return self._marks.tagged
            case _:
                return self._snapshot.columns.having(name)

    def _sources(self, result: Mask) -> Counted:
        values = self._snapshot.values("source")
        counts = dict(zip(values.names, values.counts(result).tolist(), strict=True))
        return self._section("source", counts, by_count=True)

    def _years(self, result: Mask) -> Counted:
        counts = self._snapshot.columns.counts_by_year(result)
        years = {str(year): count for year, count in counts.items()}
        return self._section("year", years, by_count=False)

    def _tags(self, result: Mask) -> Counted:
        documents = {tag: self._marks.tag_documents(tag) for tag in self._marks.sets.tags}
        counts = {tag: _size(result[tagged]) for tag, tagged in documents.items()}
        return self._section("tag", counts, by_count=True)

    def _section(self, field: str, counts: dict[str, int], *, by_count: bool) -> Counted:
        """Values that occur or are ticked: most papers first, or the greatest value first."""
        rows = self._rows(field, counts)
        if by_count:
            return tuple(sorted(rows, key=_by_count))
        return tuple(sorted(rows, key=_by_number, reverse=True))

    def _rows(self, field: str, counts: dict[str, int]) -> list[FacetCount]:
        ticked = self._ticked_of(field)
        known = {_folded(value) for value in counts}
        rows = [
            FacetCount(Tick(field, value), count)
            for value, count in counts.items()
            if count or _folded(value) in ticked
        ]
        absent = (tick for tick in self._ticked if tick.field == field)
        rows += [FacetCount(tick, 0) for tick in absent if _folded(tick.value) not in known]
        return rows

    def _ticked_of(self, field: str) -> set[str]:
        return {_folded(tick.value) for tick in self._ticked if tick.field == field}

    def _topics(self, result: Mask) -> Counted:
        rows = sorted(self._categories(result) + self._keywords(result), key=_by_count)
        ticked = {(tick.field, _folded(tick.value)) for tick in self._ticked}
        kept = [row for row in rows if (row.tick.field, _folded(row.tick.value)) in ticked]
        others = [row for row in rows if row not in kept][: max(0, _MOST_TOPICS - len(kept))]
        return tuple(sorted(kept + others, key=_by_count))

    def _categories(self, result: Mask) -> list[FacetCount]:
        """The commonest categories as they are written, each with the papers of all below it."""
        categories = self._snapshot.categories
        names, counts = categories.names, categories.counts(result)
        shown = commonest(counts, _MOST_TOPICS) + categories.places_of(self._ticked_of("cat"))
        return self._rows("cat", {names[place]: int(counts[place]) for place in shown})

    def _keywords(self, result: Mask) -> list[FacetCount]:
        """The commonest keywords, counted as their ticks find them: as phrases within keywords."""
        values = self._snapshot.values("keyword_value")
        found = map(values.name, commonest(values.counts(result), _MOST_TOPICS))
        names = [name for name in found if len(name) <= _LONGEST_TOPIC]
        names += [tick.value for tick in self._ticked if tick.field == "keyword"]
        return self._rows("keyword", {name: self._with_keyword(name, result) for name in names})

    def _with_keyword(self, keyword: str, result: Mask) -> int:
        tree = text_tree(Text(keyword, "keyword", "phrase"))
        return _size(result[self._snapshot.evaluator.documents(tree)])


def _size(mask: Mask) -> int:
    return int(np.count_nonzero(mask))


def _by_number(row: FacetCount) -> tuple[int, str]:
    """Numbers by size; what is written into a query need not be one."""
    value = row.tick.value
    return (int(value) if value.isascii() and value.isdigit() and len(value) < 9 else 0), value


def _by_count(row: FacetCount) -> tuple[int, str]:
    return -row.count, row.tick.value
