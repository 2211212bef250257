"""tantivy, through its own Python binding, which only this benchmark needs."""

import importlib
import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from tests.bench.search.corpus import Numbered
from tests.bench.search.engines.engine import TOP, Answer, Engine, InexpressibleError
from tests.bench.search.questions import Question
from tui.search.analysis import tokenize
from tui.search.evaluation.compiler import WEIGHTS
from tui.search.language.query import And, DateRange, Exact, Node, Not, NumberRange, Or, Text

_STEMMED = ("title", "abstract")
_WORDS = ("author", "keyword", "org", "comment")
_NUMBERS = ("number", "day", "year", "upvotes")


class Tantivy(Engine):
    """tantivy with its default writer, its English stemmer and columns for the numbers."""

    name = "tantivy"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._tantivy: Any = importlib.import_module("tantivy")
        self._index: Any = self._tantivy.Index(self._schema(), path=str(folder))
        self._searcher: Any = None

    def build(self, batches: Iterable[Sequence[Numbered]]) -> None:
        writer = self._index.writer()
        for batch in batches:
            self._write(writer, batch)
        writer.commit()
        writer.wait_merging_threads()

    def add(self, papers: Sequence[Numbered]) -> None:
        self.build([papers])

    def open(self) -> None:
        self._index.reload()
        self._searcher = self._index.searcher()

    def close(self) -> None:
        self._searcher = None

    def prepare(self, question: Question) -> Any:
        root = question.query.root
        return self._tantivy.Query.all_query() if root is None else self._query(root)

    def answer(self, prepared: Any) -> Answer:
        result = self._searcher.search(prepared, limit=TOP, count=True)
        addresses = [address for _, address in result.hits]
        return Answer(result.count, self._searcher.fast_field_values("number", addresses))

    def paper_count(self) -> int:
        return int(self._searcher.num_docs)

    def _schema(self) -> Any:
        builder = self._tantivy.SchemaBuilder()
        for name in _STEMMED:
            builder.add_text_field(name, tokenizer_name="en_stem")
        for name in _WORDS:
            builder.add_text_field(name)
        builder.add_text_field("cat", tokenizer_name="raw", index_option="basic")
        for name in _NUMBERS:
            builder.add_integer_field(name, indexed=True, fast=True)
        return builder.build()

    def _write(self, writer: Any, papers: Sequence[Numbered]) -> None:
        for numbered in papers:
            document = self._tantivy.Document()
            document.extend(_fields(numbered), None)
            writer.add_document(document)

    def _query(self, node: Node) -> Any:
        query, occur = self._tantivy.Query, self._tantivy.Occur
        match node:
            case And():
                return query.boolean_query([self._clause(child) for child in node.children])
            case Or():
                return query.boolean_query([(occur.Should, self._query(n)) for n in node.children])
            case Text(kind="word" | "phrase" | "prefix"):
                return self._text(node)
            case Exact(field="cat"):
                term = query.term_query(self._index.schema, "cat", node.value.lower())
                return query.const_score_query(term, 0.0)
            case DateRange():
                return self._range("day", _ordinal(node.low), _ordinal(node.high))
            case NumberRange(field="year" | "upvotes"):
                return self._range(node.field, node.low, node.high)
            case _:
                raise InexpressibleError

    def _clause(self, node: Node) -> tuple[Any, Any]:
        occur = self._tantivy.Occur
        if isinstance(node, Not):
            return occur.MustNot, self._query(node.child)
        return occur.Must, self._query(node)

    def _text(self, text: Text) -> Any:
        weights = WEIGHTS if text.field is None else {text.field: 1.0}
        query, should = self._tantivy.Query, self._tantivy.Occur.Should
        return query.boolean_query(
            [
                (should, query.boost_query(found, weight))
                for field, weight in weights.items()
                for found in self._in_field(text, field)
            ]
        )

    def _in_field(self, text: Text, field: str) -> list[Any]:
        *_, last = (token.surface for token in tokenize(text.words))
        found = []
        if text.kind != "prefix":
            quoted = '"{}"'.format(text.words.replace('"', " "))
            found.append(self._index.parse_query(quoted, [field]))
        if text.kind == "prefix" or text.completing:
            pattern = f"{re.escape(last)}.*"
            found.append(self._tantivy.Query.regex_query(self._index.schema, field, pattern))
        return found

    def _range(self, field: str, low: int | None, high: int | None) -> Any:
        query, integer = self._tantivy.Query, self._tantivy.FieldType.Integer
        within = query.range_query(self._index.schema, field, integer, low, high)
        return query.const_score_query(within, 0.0)


def _ordinal(day: date | None) -> int | None:
    return None if day is None else day.toordinal()


def _fields(numbered: Numbered) -> dict[str, Any]:
    number, paper = numbered
    fields = {
        "number": number,
        "title": paper.title,
        "abstract": paper.abstract,
        "author": [author.name for author in paper.authors],
        "keyword": list(paper.keywords),
        "org": paper.organization,
        "comment": paper.comment,
        "cat": [category.lower() for category in paper.categories],
        "upvotes": paper.upvotes,
    }
    if paper.day is not None:
        fields |= {"day": paper.day.toordinal(), "year": paper.day.year}
    return {name: value for name, value in fields.items() if value not in (None, [])}
