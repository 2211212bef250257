"""Query tree in, matching documents and exact scores out: the one place that runs Whoosh queries.

Boolean nodes are arithmetic on arrays; a term or phrase is read to its end by Whoosh's own matcher
under BM25F, since Whoosh's limited search skips blocks that hold true hits. Prefixes, wildcards and
fuzzy terms match exactly and score as one constant, their boost.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from whoosh.searching import Searcher

from tui.search.columns import Documents, Mask, lexicon, posted_documents
from tui.search.engine import And, Every, Not, Or, Prefix, Query, Wildcard, reading
from tui.search.results import SearchCancelled
from tui.search.vocabulary import Vocabulary

_MOST_KEPT: Final = 4_000_000
"""How many postings of terms read before are kept, at 12 bytes each."""


@dataclass(frozen=True, slots=True)
class Matches:
    """Which documents match (bool) and how well (float64, 0 where they don't)."""

    mask: Mask
    scores: NDArray[np.float64]


class Among(Query):
    """The documents of a mask, unscored: a filter that no index knows about."""

    def __init__(self, mask: Mask) -> None:
        self.mask = mask


class Near(Query):
    """Documents with a word of ``fieldname`` at most ``most`` edits away from ``text``."""

    def __init__(self, fieldname: str, text: str, most: int, boost: float = 1.0) -> None:
        self.fieldname = fieldname
        self.text = text
        self.most = most
        self.boost = boost

    def __repr__(self) -> str:
        return f"Near({self.fieldname!r}, {self.text!r}, {self.most}, boost={self.boost})"


@dataclass(frozen=True, slots=True)
class _Postings:
    documents: Documents
    scores: NDArray[np.float64]


class Evaluator:
    """Runs query trees over one generation of an index. Not for several threads at once."""

    def __init__(self, searcher: Searcher, alive: Mask) -> None:
        self._searcher = searcher
        self._alive = alive
        self._vocabularies: dict[str, Vocabulary] = {}
        self._kept: OrderedDict[str, _Postings] = OrderedDict()
        self._kept_count = 0
        self._cancelled: Callable[[], bool] | None = None

    def run(self, tree: Query, cancelled: Callable[[], bool] | None = None) -> Matches:
        """The exact matches of ``tree``. Raises `SearchCancelled` once ``cancelled()`` is true."""
        self._cancelled = cancelled
        return self._matches(tree)

    def vocabulary(self, field: str) -> Vocabulary:
        """The words of a field."""
        if field not in self._vocabularies:
            self._vocabularies[field] = Vocabulary(lexicon(self._searcher.reader(), field))
        return self._vocabularies[field]

    def _matches(self, tree: Query) -> Matches:
        self._stop_if_cancelled()
        match tree:
            case Among():
                return self._unscored(tree.mask & self._alive)
            case Every():
                return self._unscored(self._alive)
            case Not():
                return self._unscored(self._alive & ~self._matches(tree.query).mask)
            case And():
                return _both([self._matches(child) for child in tree.subqueries])
            case Or():
                return _either([self._matches(child) for child in tree.subqueries])
            case _:
                return self._dense(self._postings(tree))

    def _postings(self, leaf: Query) -> _Postings:
        key = repr(leaf)
        if key not in self._kept:
            self._keep(key, self._read(leaf))
        self._kept.move_to_end(key)
        return self._kept[key]

    def _keep(self, key: str, postings: _Postings) -> None:
        self._kept[key] = postings
        self._kept_count += len(postings.documents)
        while self._kept_count > _MOST_KEPT and len(self._kept) > 1:
            self._kept_count -= len(self._kept.popitem(last=False)[1].documents)

    def _read(self, leaf: Query) -> _Postings:
        match leaf:
            case Prefix():
                return self._any_of(leaf, self.vocabulary(leaf.fieldname).beginning(leaf.text))
            case Wildcard():
                return self._any_of(leaf, self.vocabulary(leaf.fieldname).like(leaf.text))
            case Near():
                near = self.vocabulary(leaf.fieldname).near(leaf.text, leaf.most)
                return self._any_of(leaf, [word for _, word in near])
            case _:
                return self._scored_by_whoosh(leaf)

    def _any_of(self, leaf: Any, words: Iterable[str]) -> _Postings:
        reader = self._searcher.reader()
        mask = np.zeros(len(self._alive), np.bool_)
        for word in words:
            self._stop_if_cancelled()
            mask[posted_documents(reader, leaf.fieldname, word)] = True
        documents = np.flatnonzero(mask).astype(np.int32)
        return _Postings(documents, np.full(len(documents), leaf.boost))

    def _scored_by_whoosh(self, leaf: Query) -> _Postings:
        whole: Any = self._searcher
        context = whole.context(limit=None)
        documents: list[int] = []
        scores: list[float] = []
        with reading():
            for searcher, offset in whole.leaf_searchers():
                matcher = leaf.matcher(searcher, context)
                while matcher.is_active():
                    documents.append(matcher.id() + offset)
                    scores.append(matcher.score())
                    matcher.next()
        return _Postings(np.array(documents, np.int32), np.array(scores, np.float64))

    def _unscored(self, mask: Mask) -> Matches:
        return Matches(mask, np.zeros(len(mask)))

    def _dense(self, postings: _Postings) -> Matches:
        mask = np.zeros(len(self._alive), np.bool_)
        mask[postings.documents] = True
        scores = np.zeros(len(mask))
        scores[postings.documents] = postings.scores
        return Matches(mask, scores)

    def _stop_if_cancelled(self) -> None:
        if self._cancelled is not None and self._cancelled():
            raise SearchCancelled


def _both(parts: list[Matches]) -> Matches:
    mask = np.logical_and.reduce([part.mask for part in parts])
    return Matches(mask, np.where(mask, _sum(parts), 0.0))


def _either(parts: list[Matches]) -> Matches:
    return Matches(np.logical_or.reduce([part.mask for part in parts]), _sum(parts))


def _sum(parts: list[Matches]) -> NDArray[np.float64]:
    total = np.zeros(len(parts[0].scores))
    for part in parts:
        total += part.scores
    return total
