"""Query tree in, matching documents and exact scores out: the one place that runs Whoosh queries.

First comes which documents match, as masks; then what these score, from the posting lists of the
terms they have. Scores are those of Whoosh searching without a limit: its limited search skips
blocks that hold true hits. Prefixes, wildcards and fuzzy terms match exactly and score as one
constant, their boost; negations and filters score nothing. Nodes that are not known here are read
to their end by Whoosh's own matcher.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from whoosh.searching import Searcher

from tui.search.engine import (
    And,
    AndMaybe,
    Every,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Term,
    Wildcard,
    reading,
)
from tui.search.evaluation.columns import Columns
from tui.search.evaluation.constants import Constants, Near
from tui.search.evaluation.kept import Arrays, Kept
from tui.search.evaluation.postings import FieldPostings, Scored
from tui.search.evaluation.segments import Mask, Places
from tui.search.evaluation.vocabulary import Vocabulary
from tui.search.evaluation.weighting import Scores
from tui.search.results import SearchCancelled

_MOST_KEPT: Final = 48 << 20
"""So many bytes of scores and masks that were worked out before are kept."""


@dataclass(frozen=True, slots=True)
class Matches:
    """Which documents match (bool) and how well (float64; of no meaning where they don't).

    ``scored`` is false where all score the same.
    """

    mask: Mask
    scores: Scores
    scored: bool = True


class Among(Query):
    """The documents of a mask, unscored: a filter that no index knows about."""

    def __init__(self, mask: Mask) -> None:
        self.mask = mask


@dataclass(frozen=True, slots=True)
class _Share:
    """A leaf whose score, times ``factor``, is added to documents, to those of ``scope`` only."""

    leaf: Any
    factor: float
    scope: Mask | None


_CONSTANT: Final = (Prefix, Wildcard, Near)
_BITS: Final = 8


class Evaluator:
    """Runs query trees over one generation of an index. Not for several threads at once.

    Masks that it gives may be shared: they are not to be written to.
    """

    def __init__(self, columns: Columns, searcher: Searcher) -> None:
        self._columns = columns
        self._searcher = searcher
        self._fields: dict[str, FieldPostings] = {}
        self._kept = Kept(_MOST_KEPT)
        self._constants = Constants(columns, self._kept)
        self._cancelled: Callable[[], bool] | None = None

    def run(self, tree: Query, cancelled: Callable[[], bool] | None = None) -> Matches:
        """The exact matches of ``tree``. Raises `SearchCancelled` once ``cancelled()`` is true."""
        mask = self.mask(tree, cancelled)
        shares = list(self._shares(tree, 1.0, None, certain=True))
        if not shares:
            return Matches(mask, self._no_scores, scored=False)
        return Matches(mask, self._scores(shares, mask))

    def mask(self, tree: Query, cancelled: Callable[[], bool] | None = None) -> Mask:
        """The documents that match ``tree``. Raises `SearchCancelled` as `run` does."""
        self._cancelled = cancelled
        mask = self._matching(tree)
        return mask if self._is_whole else mask & self._columns.alive

    def documents(self, leaf: Query) -> Places:
        """The documents of a term or phrase, the deleted included, ascending."""
        match leaf:
            case Term():
                # NumPy takes indices of its own type three times as fast, converting included.
                return self._field(leaf.fieldname).documents(leaf.text).astype(np.intp)
            case Phrase(slop=1):
                return self._field(leaf.fieldname).phrase_documents(leaf.words).astype(np.intp)
            case _:
                return self._by_whoosh(leaf)[0]

    def kept_mask(self, key: Hashable, make: Callable[[], Mask]) -> Mask:
        """The mask that ``make`` gives for ``key``, kept as long as there is room for it."""
        mask: Mask = self._kept.get(key, lambda: (make(),))[0]
        return mask

    def vocabulary(self, field: str) -> Vocabulary:
        """The words of a field, those of deleted documents included."""
        return self._constants.vocabulary(field)

    @property
    def _is_whole(self) -> bool:
        return self._columns.living == self._columns.size

    @cached_property
    def _no_scores(self) -> Scores:
        return np.zeros(self._columns.size)

    def _matching(self, tree: Query) -> Mask:
        self._stop_if_cancelled()
        match tree:
            case Among():
                return tree.mask
            case Every(fieldname=None):
                return self._columns.alive
            case Not():
                return ~self._matching(tree.query)
            case And():
                return self._matching_all(tree.subqueries)
            case AndMaybe():
                return self._matching(tree.a)
            case _ if isinstance(tree, _CONSTANT):
                return self._constants.mask(tree)
            case _:
                mask = np.zeros(self._columns.size, np.bool_)
                self._mark(tree, mask)
                return mask

    def _matching_all(self, trees: Sequence[Query]) -> Mask:
        masks = (self._matching(tree) for tree in trees)
        mask = next(masks, np.zeros(self._columns.size, np.bool_))
        for other in masks:
            mask = mask & other
        return mask

    def _mark(self, tree: Query, mask: Mask) -> None:
        """Set ``mask`` where ``tree`` matches."""
        match tree:
            case Or():
                for child in tree.subqueries:
                    self._mark(child, mask)
            case And() | Not() | AndMaybe() | Every() | Among() | Prefix() | Wildcard() | Near():
                mask |= self._matching(tree)
            case _:
                self._stop_if_cancelled()
                mask[self.documents(tree)] = True

    def _shares(
        self, tree: Query, factor: float, scope: Mask | None, *, certain: bool
    ) -> Iterator[_Share]:
        """The leaves of ``tree`` that add to scores.

        ``certain`` if all documents that are scored match it.
        """
        match tree:
            case Among() | Not() | Every(fieldname=None):
                return
            case And():
                scope = scope if certain else self._within(tree, scope)
                for child in tree.subqueries:
                    yield from self._shares(child, factor * tree.boost, scope, certain=True)
            case Or():
                certain = certain and len(tree.subqueries) == 1
                for child in tree.subqueries:
                    yield from self._shares(child, factor * tree.boost, scope, certain=certain)
            case AndMaybe():
                scope = scope if certain else self._within(tree, scope)
                yield from self._shares(tree.a, factor, scope, certain=True)
                yield from self._shares(tree.b, factor, scope, certain=False)
            case _:
                yield _Share(tree, factor, scope)

    def _within(self, tree: Query, scope: Mask | None) -> Mask:
        mask = self._matching(tree)
        return mask if scope is None else mask & scope

    def _scores(self, shares: Sequence[_Share], mask: Mask) -> Scores:
        total = np.zeros(len(mask))
        wanted = np.flatnonzero(mask)
        constant = [share for share in shares if isinstance(share.leaf, _CONSTANT)]
        for share in shares:
            if not isinstance(share.leaf, _CONSTANT):
                documents, scores = self._of_share(share, wanted)
                total[documents] += scores
        for start in range(0, len(constant), _BITS):
            total += self._of_constants(constant[start : start + _BITS])
        return total

    def _of_constants(self, shares: Sequence[_Share]) -> Scores:
        """What up to `_BITS` constants add to each document, looked up by a bit for each."""
        bits = np.zeros(self._columns.size, np.uint8)
        sums = np.zeros(1)
        for bit, share in enumerate(shares):
            scored = self._constants.mask(share.leaf)
            scored = scored if share.scope is None else scored & share.scope
            bits |= scored.view(np.uint8) << np.uint8(bit)
            sums = np.concatenate([sums, sums + share.leaf.boost * share.factor])
        return sums[bits]

    def _of_share(self, share: _Share, wanted: Places) -> Scored:
        """What a term or phrase adds to the ``wanted`` documents, and maybe to some others."""
        self._stop_if_cancelled()
        factor, leaf = share.factor, share.leaf
        match leaf:
            case Term():
                documents, scores = self._field(leaf.fieldname).scores(leaf.text, wanted)
                factor *= leaf.boost
            case Phrase(slop=1):
                documents, scores = self._field(leaf.fieldname).phrase_scores(leaf.words, wanted)
                factor *= leaf.boost
            case _:
                documents, scores = self._by_whoosh(leaf)
        if share.scope is not None:
            within = np.flatnonzero(share.scope[documents])
            documents, scores = documents[within], scores[within]
        return documents, scores if factor == 1 else scores * factor

    def _field(self, name: str) -> FieldPostings:
        if name not in self._fields:
            self._fields[name] = FieldPostings(self._columns, name, self._kept)
        return self._fields[name]

    def _by_whoosh(self, leaf: Query) -> Scored:
        documents, scores = self._kept.get(repr(leaf), lambda: self._read_by_whoosh(leaf))
        return documents, scores

    def _read_by_whoosh(self, leaf: Query) -> Arrays:
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
        return np.array(documents, np.intp), np.array(scores, np.float64)

    def _stop_if_cancelled(self) -> None:
        if self._cancelled is not None and self._cancelled():
            raise SearchCancelled
