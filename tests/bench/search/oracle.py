"""Whether papertui's answers are exactly those of stock Whoosh scoring every document.

Whoosh's own answer to a whole tree can't be the measure: its limited search skips true hits, a
``Not`` inside an ``And`` adds 1 to a score, and the score of a prefix depends on how many words it
has. So stock Whoosh scores each term and each phrase by itself, over all documents and over an
index that its own writer made; what is more than a word is plain arithmetic over dictionaries.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whoosh.index import open_dir
from whoosh.scoring import BM25F

from tests.bench.search.corpus import Corpus
from tests.bench.search.engines.own import Own
from tests.bench.search.engines.stock import NUMBER
from tests.bench.search.marks import marks_of
from tests.bench.search.questions import Question
from tui.search import engine as trees
from tui.search.evaluation.compiler import text_tree
from tui.search.language.query import (
    And,
    DateRange,
    Exact,
    Node,
    Not,
    NumberRange,
    Or,
    State,
    Text,
)  # fmt: skip
from tui.search.results import StateSets
from tui.search.schema import exact_value

COMPARED = 200
"""How many of the best papers must be the same, in the same order."""

_NEAR = 1e-4
_DECIMALS = 6

Scores = Mapping[int, float]
"""How well each matching paper matches, by paper number."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A question that was answered differently, and how."""

    text: str
    what: str


@dataclass(frozen=True, slots=True)
class _Facts:
    day: int
    year: int
    upvotes: int


def differences(folder: Path, corpus: Corpus, questions: Sequence[Question]) -> list[Difference]:
    """The questions to which papertui's total or best papers are not the right ones."""
    oracle = Oracle(folder / "whoosh", corpus, marks_of(corpus.size))
    own = Own(folder / "papertui")
    own.open()
    found = []
    for question in questions:
        hits = own.hits(question.query)
        scores = oracle.scores(question.query.root)
        what = _difference(hits.total, hits.ids, hits.scores, oracle.best(scores), scores)
        if what:
            found.append(Difference(question.text, what))
    own.close()
    oracle.close()
    return found


class Oracle:
    """Answers without haste, from an index of stock Whoosh and the papers themselves."""

    def __init__(self, stock: Path, corpus: Corpus, marks: StateSets) -> None:
        self._searcher: Any = open_dir(str(stock)).searcher(weighting=BM25F())
        self._numbers = _numbers_of(self._searcher.reader())
        self._facts = {
            number: _Facts(
                paper.day.toordinal() if paper.day else 0,
                paper.day.year if paper.day else 0,
                -1 if paper.upvotes is None else paper.upvotes,
            )
            for number, paper in corpus.papers()
        }
        self._marks = marks
        self._leaves: dict[str, Scores] = {}

    def close(self) -> None:
        """Give the files of the index back."""
        self._searcher.close()

    def best(self, scores: Scores) -> list[int]:
        """The papers in order: by score, then by day, newest first, then by number."""
        return sorted(scores, key=lambda n: (-round(scores[n], _DECIMALS), -self._facts[n].day, n))

    def scores(self, node: Node | None) -> Scores:
        """Which papers match a query's root, and how well."""
        match node:
            case And():
                return _all_of([self.scores(child) for child in node.children])
            case Or():
                return _any_of([self.scores(child) for child in node.children])
            case Not():
                unwanted = self.scores(node.child)
                return {number: 0.0 for number in self._facts if number not in unwanted}
            case Text():
                return self._in_index(text_tree(node))
            case Exact():
                return self._in_index(trees.Term(node.field, exact_value(node.value)))
            case DateRange() | NumberRange():
                return self._between(node)
            case State():
                return self._in_state(node.name)
            case _:
                return dict.fromkeys(self._facts, 0.0)

    def _in_index(self, tree: trees.Query) -> Scores:
        match tree:
            case trees.Or():
                return _any_of([self._in_index(child) for child in tree.subqueries])
            case trees.Term() | trees.Phrase() | trees.Prefix():
                return self._leaf(tree)
            case _:
                raise ValueError(f"No measure for {tree!r}.")

    def _leaf(self, leaf: Any) -> Scores:
        key = repr(leaf)
        if key not in self._leaves:
            read = self._begun if isinstance(leaf, trees.Prefix) else self._scored
            self._leaves[key] = read(leaf)
        return self._leaves[key]

    def _scored(self, leaf: Any) -> Scores:
        found = self._searcher.search(leaf, limit=None).items()
        return {self._numbers[document]: score for document, score in found}

    def _begun(self, leaf: Any) -> Scores:
        """A prefix finds what any word finds that begins so; its score is its boost."""
        reader = self._searcher.reader()
        documents: set[int] = set()
        for term in reader.expand_prefix(leaf.fieldname, leaf.text):
            documents.update(reader.postings(leaf.fieldname, term).all_ids())
        return {self._numbers[document]: leaf.boost for document in documents}

    def _between(self, node: DateRange | NumberRange) -> Scores:
        name = "day" if isinstance(node, DateRange) else node.field
        low, high = (
            bound if bound is None or isinstance(bound, int) else bound.toordinal()
            for bound in (node.low, node.high)
        )
        least = 0 if name == "upvotes" else 1
        low = least if low is None else max(low, least)
        values = ((number, getattr(facts, name)) for number, facts in self._facts.items())
        return {n: 0.0 for n, value in values if low <= value and (high is None or value <= high)}

    def _in_state(self, name: str) -> Scores:
        marks = self._marks
        marked = {
            "read": marks.read, "unread": marks.read, "bookmarked": marks.bookmarked,
            "archived": marks.archived, "inbox": marks.archived,
        }[name]  # fmt: skip
        wanted = name not in ("unread", "inbox")
        return {number: 0.0 for number in self._facts if (number in marked) is wanted}


def _difference(
    total: int, ids: Sequence[int], scores: Sequence[float], best: Sequence[int], right: Scores
) -> str:
    if total != len(best):
        return f"{total} papers instead of {len(best)}"
    for place, expected in enumerate(best[:COMPARED]):
        if ids[place] != expected:
            return f"place {place + 1} is paper {ids[place]} instead of {expected}"
        if abs(scores[place] - right[expected]) > _NEAR:
            return f"paper {expected} scores {scores[place]:.6f} instead of {right[expected]:.6f}"
    return ""


def _all_of(parts: Sequence[Scores]) -> Scores:
    common = set(parts[0]).intersection(*parts[1:])
    return {number: sum(part[number] for part in parts) for number in common}


def _any_of(parts: Sequence[Scores]) -> Scores:
    total: dict[int, float] = {}
    for part in parts:
        for number, score in part.items():
            total[number] = total.get(number, 0.0) + score
    return total


def _numbers_of(reader: Any) -> list[int]:
    """The paper number of each document."""
    leaves = [reader] if reader.is_atomic() else [leaf for leaf, _ in reader.leaf_readers()]
    return [int(number) for leaf in leaves for number in leaf.column_reader(NUMBER)]
