"""papertui's index, through the door that the library uses."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.bench.search.corpus import Numbered
from tests.bench.search.engines.engine import TOP, Answer, Engine
from tests.bench.search.marks import marks_of
from tests.bench.search.questions import Question
from tests.ledger import FileLedger
from tui.search.index import SearchIndex
from tui.search.language import parse
from tui.search.language.query import Query
from tui.search.results import Hits


class Own(Engine):
    """``tui.search``, with marks on a share of the papers."""

    name = "papertui"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._index = SearchIndex(folder, FileLedger(folder))
        self._marks = marks_of(0)

    def build(self, batches: Iterable[Sequence[Numbered]]) -> None:
        self._index.clear()
        for batch in batches:
            self._index.update(batch)
        with self._index.writing() as writer:
            writer.settle()

    def add(self, papers: Sequence[Numbered]) -> None:
        self._index.update(papers)

    def open(self) -> None:
        self._index.refresh()
        self._marks = marks_of(self.paper_count())

    def close(self) -> None:
        self._index.close()

    def prepare(self, question: Question) -> Query:
        return question.query

    def answer(self, prepared: Query) -> Answer:
        hits = self.hits(prepared)
        return Answer(hits.total, hits.ids[:TOP])

    def hits(self, query: Query, *, facets: bool = False) -> Hits:
        """All that a search gives."""
        return self._index.search(query, self._marks, facets=facets)

    def first_papers(self, text: str, count: int) -> Sequence[int]:
        """The numbers of the best papers, as a person sees them who made a typo or none."""
        hits = self._index.search(parse(text), self._marks, facets=False, widen=True)
        return hits.ids[:count]

    def paper_count(self) -> int:
        return self._index.status().documents
