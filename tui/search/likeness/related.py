"""Papers like one paper, and papers like those that are bookmarked rather than archived."""

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from whoosh.reading import IndexReader

from tui.papers.paper import Paper
from tui.search.engine import And, Or, Query, Term, nothing
from tui.search.evaluation.columns import Columns
from tui.search.evaluation.compiler import paper_number
from tui.search.evaluation.evaluator import Among, Evaluator
from tui.search.evaluation.marks import Marks
from tui.search.evaluation.segments import Mask
from tui.search.language.query import And as AllOf
from tui.search.language.query import Exact, Node
from tui.search.language.query import Or as AnyOf
from tui.search.likeness.telling import TELLING_FIELDS, Weigher, Weights, preferred
from tui.search.results import StateSets

ReadPaper = Callable[[int], Paper | None]

Resolve = Callable[[int], int]
"""Gives the number that a paper has now, for one that it has or had before it was united."""

_MOST_TERMS_OF_ONE: Final = 20
_MOST_TERMS_OF_MANY: Final = 40
_LEAST_SHARED: Final = 3

_MOST_WEIGHED: Final = 512
"""The words of so many papers are kept: more than bookmarks and archived papers are gone by."""

_MOST_READ: Final = 100
"""How many bookmarked and archived papers are gone by, the newest: more would cost reading time
and tell of what the reader liked long ago."""


class Related:
    """What makes papers alike, in one generation of an index; kept as long as that.

    Trees are not for several threads at once; what is ``kept`` may be looked up by any.
    """

    def __init__(
        self,
        read_paper: ReadPaper,
        resolve: Resolve,
        reader: IndexReader,
        columns: Columns,
        evaluator: Evaluator,
    ) -> None:
        self._read_paper = read_paper
        self._resolve = resolve
        self._columns = columns
        self._evaluator = evaluator
        self._weigher = Weigher(reader, columns.segments)
        self._weights: dict[int, Weights] = {}
        self._liked: tuple[StateSets, Weights] | None = None

    def title_of(self, value: str) -> str | None:
        """The title of the paper with the number that ``value`` is; ``None`` if there is none."""
        number = paper_number(value)
        paper = None if number is None else self._read_paper(number)
        return None if paper is None else paper.title

    def similar_tree(self, number: int) -> Query:
        """The tree of the papers that share at least three telling words with the numbered one.

        Two or one where that paper has but few; itself it never finds.
        """
        itself = self._resolve(number)
        trees = [_anywhere(*term) for term in self._words_of(itself).items()]
        if not trees:
            return nothing
        alike = self._evaluator.kept_mask(("similar", itself), lambda: self._sharing(trees, itself))
        return And([Among(alike), Or(trees)])

    def liked_tree(self, marks: Marks) -> Query:
        """The tree whose scores tell how much papers are like the bookmarked ones."""
        return Or([_anywhere(*term) for term in self._liked_words(marks).items()])

    def telling(self, number: int | None, marks: Marks) -> Weights:
        """The words by which papers are like the numbered one, or like the bookmarked ones.

        Best first; none where the paper is not known, or where there are no bookmarks.
        """
        return self._liked_words(marks) if number is None else self._words_of(number)

    def kept(self, number: int | None, sets: StateSets) -> Weights | None:
        """What ``telling`` gives, if that is known without asking the index."""
        if number is not None:
            weights = self._weights.get(number)
            return None if weights is None else _most_telling(weights)
        liked = self._liked
        return liked[1] if liked is not None and liked[0] is sets else None

    def _words_of(self, number: int) -> Weights:
        return _most_telling(self._weights_of(number))

    def _liked_words(self, marks: Marks) -> Weights:
        if self._liked is None or self._liked[0] is not marks.sets:
            bookmarked = marks.state("bookmarked")
            archived = marks.state("archived") & ~bookmarked
            words = preferred(self._newest(bookmarked), self._newest(archived), _MOST_TERMS_OF_MANY)
            self._liked = marks.sets, words
        return self._liked[1]

    def _sharing(self, trees: Sequence[Query], number: int) -> Mask:
        """The papers that enough of ``trees`` find, but for the numbered one."""
        shared = np.zeros(self._columns.size, np.uint8)
        for tree in trees:
            shared += self._evaluator.mask(tree)
        least = min(_LEAST_SHARED, max(1, len(trees) // 2))
        itself = self._columns.mask_of_numbers(np.array([number], np.int64))
        return (shared >= least) & ~itself

    def _newest(self, mask: Mask) -> list[Weights]:
        newest = self._columns.newest_first
        documents = newest[mask[newest]][:_MOST_READ]
        return [self._weights_of(number) for number in self._columns.numbers[documents].tolist()]

    def _weights_of(self, number: int) -> Weights:
        weights = self._weights.get(number)
        if weights is None:
            paper = self._read_paper(number)
            weights = {} if paper is None else self._weigher.weights(paper)
            self._weights[number] = weights
            if len(self._weights) > _MOST_WEIGHED:
                del self._weights[next(iter(self._weights))]
        return weights


def similar_number(node: Node | None) -> int | None:
    """The number of the first paper that ``node`` asks for papers like."""
    value = similar_value(node)
    return None if value is None else paper_number(value)


def similar_value(node: Node | None) -> str | None:
    """What stands behind the first ``similar:`` of ``node``."""
    match node:
        case Exact(field="similar", value=value):
            return value
        case AllOf() | AnyOf():
            values = map(similar_value, node.children)
            return next((value for value in values if value is not None), None)
        case _:
            return None


def _most_telling(weights: Weights) -> Weights:
    return preferred([weights], [], _MOST_TERMS_OF_ONE)


def _anywhere(stem: str, weight: float) -> Query:
    return Or(
        [Term(field, stem, boost=weight * counts) for field, counts in TELLING_FIELDS.items()]
    )
