"""Papers like one paper, and papers like those that are bookmarked rather than archived."""

from collections.abc import Callable
from typing import Final

import numpy as np
from whoosh.reading import IndexReader

from tui.papers.paper import Paper
from tui.search.engine import And, Or, Query, Term, nothing
from tui.search.evaluation.columns import Columns, Mask
from tui.search.evaluation.evaluator import Among, Evaluator
from tui.search.evaluation.marks import Marks
from tui.search.language.query import And as AllOf
from tui.search.language.query import Exact, Node
from tui.search.language.query import Or as AnyOf
from tui.search.likeness.telling import TELLING_FIELDS, Weigher, Weights, preferred
from tui.search.results import StateSets

ReadPaper = Callable[[int], Paper | None]

_MOST_TERMS_OF_ONE: Final = 20
_MOST_TERMS_OF_MANY: Final = 40
_LEAST_SHARED: Final = 3

_MOST_READ: Final = 100
"""How many bookmarked and archived papers are gone by, the newest: more would cost reading time
and tell of what the reader liked long ago."""


class Related:
    """What makes papers alike, in one generation of an index; kept as long as that.

    Trees are not for several threads at once; what is ``kept`` may be looked up by any.
    """

    def __init__(
        self, read_paper: ReadPaper, reader: IndexReader, columns: Columns, evaluator: Evaluator
    ) -> None:
        self._read_paper = read_paper
        self._columns = columns
        self._evaluator = evaluator
        self._weigher = Weigher(reader)
        self._weights: dict[int, Weights] = {}
        self._similar: dict[int, Query] = {}
        self._liked: tuple[StateSets, Weights] | None = None

    def similar_tree(self, number: int) -> Query:
        """The tree of the papers that share at least three telling words with the numbered one.

        Two or one where that paper has but few; itself it never finds.
        """
        if number not in self._similar:
            self._similar[number] = self._tree_of_similar(number)
        return self._similar[number]

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
            return self._words_of(number) if number in self._weights else None
        liked = self._liked
        return liked[1] if liked is not None and liked[0] is sets else None

    def _words_of(self, number: int) -> Weights:
        return preferred([self._weights_of(number)], [], _MOST_TERMS_OF_ONE)

    def _liked_words(self, marks: Marks) -> Weights:
        if self._liked is None or self._liked[0] is not marks.sets:
            bookmarked = marks.state("bookmarked")
            archived = marks.state("archived") & ~bookmarked
            words = preferred(self._newest(bookmarked), self._newest(archived), _MOST_TERMS_OF_MANY)
            self._liked = marks.sets, words
        return self._liked[1]

    def _tree_of_similar(self, number: int) -> Query:
        trees = [_anywhere(*term) for term in self._words_of(number).items()]
        if not trees:
            return nothing
        shared = np.zeros(self._columns.size, np.uint8)
        for tree in trees:
            shared += self._evaluator.mask(tree)
        least = min(_LEAST_SHARED, max(1, len(trees) // 2))
        itself = self._columns.mask_of_numbers(np.array([number], np.int64))
        return And([Among((shared >= least) & ~itself), Or(trees)])

    def _newest(self, mask: Mask) -> list[Weights]:
        newest = self._columns.newest_first
        documents = newest[mask[newest]][:_MOST_READ]
        return [self._weights_of(number) for number in self._columns.numbers[documents].tolist()]

    def _weights_of(self, number: int) -> Weights:
        if number not in self._weights:
            paper = self._read_paper(number)
            self._weights[number] = {} if paper is None else self._weigher.weights(paper)
        return self._weights[number]


def similar_number(node: Node | None) -> int | None:
    """The number of the first paper that ``node`` asks for papers like."""
    match node:
        case Exact(field="similar", value=value) if _is_number(value):
            return int(value)
        case AllOf() | AnyOf():
            numbers = map(similar_number, node.children)
            return next((number for number in numbers if number is not None), None)
        case _:
            return None


def _is_number(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) <= 18


def _anywhere(stem: str, weight: float) -> Query:
    return Or(
        [Term(field, stem, boost=weight * counts) for field, counts in TELLING_FIELDS.items()]
    )
