"""One generation of an index, opened: its searcher, its columns and what was read from them."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from whoosh.reading import IndexReader
from whoosh.searching import Searcher

from tui.search.engine import Query
from tui.search.evaluation.columns import Columns
from tui.search.evaluation.compiler import Compiler
from tui.search.evaluation.counting import Categories, Values
from tui.search.evaluation.evaluator import Evaluator, Matches
from tui.search.evaluation.marks import Marks
from tui.search.evaluation.segments import Mask, segments_of
from tui.search.evaluation.weighting import LivingBM25F
from tui.search.language.query import Node
from tui.search.likeness.related import ReadPaper, Related, Resolve
from tui.search.results import StateSets

Cancelled = Callable[[], bool]


class Snapshot:
    """Answers from one generation. Not for several threads at once. Close it when done."""

    def __init__(self, reader: IndexReader, read_paper: ReadPaper, resolve: Resolve) -> None:
        self.searcher = Searcher(reader, weighting=LivingBM25F())
        try:
            self.columns = Columns(segments_of(self.reader))
        except BaseException:
            self.close()
            raise
        self.evaluator = Evaluator(self.columns, self.searcher)
        self.related = Related(read_paper, resolve, self.reader, self.columns, self.evaluator)
        self._values: dict[str, Values] = {}
        self._marks = Marks(StateSets(), self.columns)

    def close(self) -> None:
        """Give the files back."""
        searcher: Any = self.searcher
        searcher.close()

    @property
    def reader(self) -> IndexReader:
        """What reads the terms and postings of this generation."""
        return self.searcher.reader()

    @property
    def segments(self) -> int:
        """How many segments the index has."""
        return len(self.columns.segments)

    def marks(self, sets: StateSets) -> Marks:
        """The masks of ``sets``; the same object gives the same masks without work."""
        if self._marks.sets is not sets:
            self._marks = Marks(sets, self.columns)
        return self._marks

    def matches(
        self, node: Node | None, marks: Marks, cancelled: Cancelled | None = None
    ) -> Matches:
        """The exact matches of a query's root."""
        return self.evaluator.run(self._tree(node, marks), cancelled)

    def mask(self, node: Node | None, marks: Marks, cancelled: Cancelled | None = None) -> Mask:
        """The documents that match a query's root, for when their scores don't matter."""
        return self.evaluator.mask(self._tree(node, marks), cancelled)

    def _tree(self, node: Node | None, marks: Marks) -> Query:
        return Compiler(self.columns, marks, self.related.similar_tree).tree(node)

    @cached_property
    def categories(self) -> Categories:
        """The categories of all papers."""
        return Categories(self.values("cat"), self.values("cat_value"))

    def values(self, field: str) -> Values:
        """All values of a multi-valued field, read once."""
        if field not in self._values:
            self._values[field] = Values(self.columns, field)
        return self._values[field]
