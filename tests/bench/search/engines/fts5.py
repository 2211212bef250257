"""SQLite FTS5, set up as for a search while typing: short prefixes indexed, no text kept twice."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.search.corpus import Numbered
from tests.bench.search.engines.engine import TOP, Answer, Engine, InexpressibleError
from tests.bench.search.questions import Question
from tui.search.evaluation.compiler import WEIGHTS
from tui.search.language.query import (
    And,
    DateRange,
    Exact,
    Node,
    Not,
    NumberRange,
    Or,
    Text,
    conjuncts,
)  # fmt: skip

_COLUMNS = ("title", "abstract", "author", "keyword", "org", "comment", "cat")
_WEIGHTS = ", ".join(str(WEIGHTS.get(column, 1.0)) for column in _COLUMNS)
_CREATE = f"""
    CREATE VIRTUAL TABLE papers USING fts5({", ".join(_COLUMNS)}, content='', prefix='1 2 3',
        tokenize='porter unicode61 remove_diacritics 2');
    INSERT INTO papers(papers, rank) VALUES('rank', 'bm25({_WEIGHTS})');
    CREATE TABLE facts(number INTEGER PRIMARY KEY, day INTEGER, year INTEGER, upvotes INTEGER);
"""
_INSERT = f"""
    INSERT INTO papers(rowid, {", ".join(_COLUMNS)}) VALUES(?{", ?" * len(_COLUMNS)})
"""


@dataclass(frozen=True, slots=True)
class _Statement:
    condition: str
    values: tuple[str | int, ...]


class Fts5(Engine):
    """Two statements a question: the number of matches, and the best of them."""

    name = "fts5"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._connection: sqlite3.Connection | None = None

    def build(self, batches: Iterable[Sequence[Numbered]]) -> None:
        self._opened.executescript(_CREATE)
        for batch in batches:
            self.add(batch)

    def add(self, papers: Sequence[Numbered]) -> None:
        with self._opened as connection:
            connection.executemany(_INSERT, map(_columns, papers))
            connection.executemany("INSERT INTO facts VALUES(?, ?, ?, ?)", map(_facts, papers))

    def open(self) -> None:
        self._opened.execute("SELECT 1")

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def prepare(self, question: Question) -> _Statement:
        parts = conjuncts(question.query.root)
        ranges = [part for part in parts if isinstance(part, DateRange | NumberRange)]
        words = [part for part in parts if part not in ranges]
        condition = " AND ".join(["papers MATCH ?", *(_between(part) for part in ranges)])
        return _Statement(condition, (_conjunction(words), *_bounds(ranges)))

    def answer(self, prepared: _Statement) -> Answer:
        joined = "JOIN facts ON number = papers.rowid" if len(prepared.values) > 1 else ""
        found = f"FROM papers {joined} WHERE {prepared.condition}"
        execute = self._opened.execute
        (total,) = execute(f"SELECT count(*) {found}", prepared.values).fetchone()
        top = execute(
            f"SELECT papers.rowid {found} ORDER BY rank LIMIT {TOP}", prepared.values
        ).fetchall()
        return Answer(total, [number for (number,) in top])

    def paper_count(self) -> int:
        (count,) = self._opened.execute("SELECT count(*) FROM facts").fetchone()
        return int(count)

    @property
    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = sqlite3.connect(self.folder / "papers.sqlite3")
        return self._connection


def _columns(numbered: Numbered) -> tuple[str | int, ...]:
    number, paper = numbered
    return (
        number,
        paper.title,
        paper.abstract or "",
        " ".join(author.name for author in paper.authors),
        " ".join(paper.keywords),
        paper.organization or "",
        paper.comment or "",
        " ".join(map(_category, paper.categories)),
    )


def _facts(numbered: Numbered) -> tuple[int | None, ...]:
    number, paper = numbered
    day = paper.day
    if day is None:
        return number, None, None, paper.upvotes
    return number, day.toordinal(), day.year, paper.upvotes


def _category(name: str) -> str:
    """One token, whatever stands in it."""
    return "".join(filter(str.isalnum, name)).lower()


def _conjunction(nodes: Sequence[Node]) -> str:
    """An FTS5 expression for all of ``nodes``, one of which at least must be wanted."""
    wanted = [_expression(node) for node in nodes if not isinstance(node, Not)]
    unwanted = [_expression(node.child) for node in nodes if isinstance(node, Not)]
    if not wanted:
        raise InexpressibleError
    return " NOT ".join([f"({' AND '.join(wanted)})", *unwanted])


def _expression(node: Node) -> str:
    match node:
        case And():
            return f"({_conjunction(node.children)})"
        case Or():
            return f"({' OR '.join(map(_expression, node.children))})"
        case Text(kind="word" | "phrase" | "prefix"):
            columns = " ".join(WEIGHTS) if node.field is None else node.field
            begun = "*" if node.completing or node.kind == "prefix" else ""
            return f'({{{columns}}} : "{_without_quotes(node.words)}"{begun})'
        case Exact(field="cat"):
            return f'(cat : "{_category(node.value)}")'
        case _:
            raise InexpressibleError


def _without_quotes(words: str) -> str:
    return words.replace('"', " ")


def _between(node: DateRange | NumberRange) -> str:
    column = "day" if isinstance(node, DateRange) else node.field
    return f"{column} BETWEEN ? AND ?"


def _bounds(nodes: Iterable[DateRange | NumberRange]) -> Iterator[int]:
    for node in nodes:
        for bound, open_end in ((node.low, 0), (node.high, 2**31)):
            match bound:
                case None:
                    yield open_end
                case int():
                    yield bound
                case day:
                    yield day.toordinal()
