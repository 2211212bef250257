"""One generation of an index, opened: its searcher, its columns and what was read from them."""

from collections.abc import Callable
from typing import Any

import numpy as np
from whoosh.reading import IndexReader
from whoosh.scoring import BM25F
from whoosh.searching import Searcher

from tui.papers.paper import Paper
from tui.search.columns import Columns, Values, leaf_readers, read_values
from tui.search.compile import Compiler
from tui.search.engine import Index, Query, nothing
from tui.search.evaluate import Evaluator, Matches
from tui.search.marks import Marks
from tui.search.query import Node
from tui.search.related import shared_words, similar_tree
from tui.search.results import StateSets

ReadPaper = Callable[[int], Paper | None]
Cancelled = Callable[[], bool]


class Snapshot:
    """Answers from one generation. Not for several threads at once. Close it when done."""

    def __init__(self, index: Index, read_paper: ReadPaper) -> None:
        self._read_paper = read_paper
        self.searcher = Searcher(index.reader(), weighting=BM25F(), fromindex=index)
        try:
            self.columns = Columns(self.reader)
        except BaseException:
            self.close()
            raise
        self.evaluator = Evaluator(self.searcher, self.columns.alive)
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
        return len(leaf_readers(self.reader))

    def marks(self, sets: StateSets) -> Marks:
        """The masks of ``sets``; the same object gives the same masks without work."""
        if self._marks.sets is not sets:
            self._marks = Marks(sets, self.columns)
        return self._marks

    def matches(
        self, node: Node | None, marks: Marks, cancelled: Cancelled | None = None
    ) -> Matches:
        """The exact matches of a query's root."""
        compiler = Compiler(self.columns, marks, self.similar_to)
        return self.evaluator.run(compiler.tree(node), cancelled)

    def similar_to(self, number: int) -> Query:
        """The tree that finds papers like one; nothing when that paper isn't known."""
        paper = self._read_paper(number)
        if paper is None:
            return nothing
        itself = self.columns.mask_of_numbers(np.array([number], np.int64))
        return similar_tree(paper, itself, self.evaluator, self.reader)

    def shared_words(self, paper: Paper, other: Paper) -> tuple[str, ...]:
        """The telling words of ``paper`` that ``other`` has too, best first."""
        return shared_words(paper, other, self.reader)

    def values(self, field: str) -> Values:
        """All values of a multi-valued field, read once."""
        if field not in self._values:
            self._values[field] = read_values(self.reader, field)
        return self._values[field]
