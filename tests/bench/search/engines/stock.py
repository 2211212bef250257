"""Stock Whoosh: its own codec, writer and search, under papertui's schema and analysis."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from whoosh.columns import NumericColumn
from whoosh.fields import COLUMN
from whoosh.index import create_in, open_dir
from whoosh.scoring import BM25F

from tests.bench.search.corpus import Numbered
from tests.bench.search.engines.engine import TOP, Answer, Engine, InexpressibleError
from tests.bench.search.questions import Question
from tui.search import engine as trees
from tui.search.evaluation.compiler import text_tree
from tui.search.language.query import And, Everything, Exact, Node, Not, Or, Text
from tui.search.schema import document, exact_value, schema

NUMBER = "benchmarked_paper"
"""The column of paper numbers, which is beside papertui's own fields."""


class StockWhoosh(Engine):
    """Whoosh as people use it: one writer, and the best documents with a limit."""

    name = "whoosh"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._searcher: Any = None

    def build(self, batches: Iterable[Sequence[Numbered]]) -> None:
        create: Any = create_in
        fields: Any = schema()
        numbers: Any = NumericColumn
        fields.add(NUMBER, COLUMN(numbers("q")))
        self._write(create(str(self.folder), fields), batches)

    def add(self, papers: Sequence[Numbered]) -> None:
        self._write(open_dir(str(self.folder)), [papers])

    def open(self) -> None:
        self._searcher = open_dir(str(self.folder)).searcher(weighting=BM25F())

    def close(self) -> None:
        if self._searcher is not None:
            self._searcher.close()
            self._searcher = None

    def prepare(self, question: Question) -> trees.Query:
        return stock_tree(question.query.root)

    def answer(self, prepared: trees.Query) -> Answer:
        """Without the total: Whoosh would search once more for it."""
        results = self._searcher.search(prepared, limit=TOP)
        return Answer(None, [document for document, _ in results.items()])

    def paper_count(self) -> int:
        return int(self._searcher.doc_count())

    def _write(self, index: Any, batches: Iterable[Sequence[Numbered]]) -> None:
        writer = index.writer()
        for batch in batches:
            for number, paper in batch:
                writer.add_document(**document(number, paper), **{NUMBER: number})
        writer.commit()


def stock_tree(node: Node | None) -> trees.Query:
    """The tree of ``node`` in Whoosh's own terms; raises `InexpressibleError`.

    Days, numbers and marks are in no field that Whoosh could look into.
    """
    match node:
        case And():
            return trees.And([stock_tree(child) for child in node.children])
        case Or():
            return trees.Or([stock_tree(child) for child in node.children])
        case Not():
            return trees.Not(stock_tree(node.child))
        case Text():
            return text_tree(node)
        case Exact(field="cat"):
            return trees.Term(node.field, exact_value(node.value))
        case None | Everything():
            return trees.every()
        case _:
            raise InexpressibleError
