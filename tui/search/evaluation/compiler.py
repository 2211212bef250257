"""A query as a Whoosh query tree: text as terms, everything else as masks over documents."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date
from typing import Final

import numpy as np

from tui.papers.identity import arxiv_id_in, normalize_doi
from tui.search import engine as trees
from tui.search.analysis import fold, tokenize
from tui.search.evaluation.columns import Columns
from tui.search.evaluation.constants import Near
from tui.search.evaluation.evaluator import Among
from tui.search.evaluation.marks import Marks
from tui.search.evaluation.segments import Mask
from tui.search.language.query import (
    And,
    DateRange,
    Exact,
    Has,
    Node,
    Not,
    NumberRange,
    Or,
    State,
    Text,
)
from tui.search.matching import most_edits
from tui.search.schema import WORDS_OF, exact_value

WEIGHTS: Final = {"title": 2.0, "keyword": 1.5, "author": 1.5, "abstract": 1.0}
"""The fields a plain word is looked for in, and how much finding it there counts."""

_BEGUN: Final = 0.1
"""What a word counts that only begins like the one being typed: less than any word that is it."""

_MOST: Final = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Compiler:
    """Turns nodes into trees for one generation of an index and one state of the marks."""

    columns: Columns
    marks: Marks
    similar: Callable[[int], trees.Query]

    def tree(self, node: Node | None) -> trees.Query:
        """The Whoosh tree of ``node``; every document for ``None``."""
        match node:
            case And():
                return trees.And([self.tree(child) for child in node.children])
            case Or():
                return trees.Or([self.tree(child) for child in node.children])
            case Not():
                return trees.Not(self.tree(node.child))
            case Text(field="note"):
                return Among(self.marks.note(node))
            case Text():
                return text_tree(node)
            case Exact():
                return self._exact(node)
            case NumberRange() | DateRange() | State() | Has():
                return Among(self._mask(node))
            case _:
                return trees.every()

    def _mask(self, node: NumberRange | DateRange | State | Has) -> Mask:
        match node:
            case NumberRange():
                return self._within(node)
            case DateRange():
                return self._on_days(node.low or date.min, node.high or date.max)
            case State():
                return self.marks.state(node.name)
            case Has():
                return self._having(node.name)

    def _on_days(self, first: date, last: date) -> Mask:
        days = self.columns.days
        return (days >= first.toordinal()) & (days <= last.toordinal())

    def _within(self, node: NumberRange) -> Mask:
        if node.field == "year":
            return self._in_years(node.low, node.high)
        numbers = self.columns.stars if node.field == "stars" else self.columns.upvotes
        low = 0 if node.low is None else min(max(node.low, 0), _MOST)
        high = _MOST if node.high is None else max(min(node.high, _MOST), -1)
        return (numbers >= low) & (numbers <= high)

    def _in_years(self, low: int | None, high: int | None) -> Mask:
        first = max(MINYEAR if low is None else low, MINYEAR)
        last = min(MAXYEAR if high is None else high, MAXYEAR)
        if first > last:
            return np.zeros(self.columns.size, np.bool_)
        return self._on_days(date(first, 1, 1), date(last, 12, 31))

    def _having(self, name: str) -> Mask:
        if name == "note":
            return self.marks.noted
        return self.marks.tagged if name == "tag" else self.columns.having(name)

    def _exact(self, node: Exact) -> trees.Query:
        match node.field:
            case "tag":
                return Among(self.marks.tag(node.value))
            case "similar":
                number = paper_number(node.value)
                return Among(self._numbered(number)) if number is None else self.similar(number)
            case "id":
                return self._identified(node.value)
            case field:
                return trees.Term(field, exact_value(node.value))

    def _identified(self, value: str) -> trees.Query:
        """By arXiv id, DOI, or the paper's number in the library."""
        identifier = trees.Term(
            "identifier", exact_value(arxiv_id_in(value) or normalize_doi(value) or value)
        )
        number = paper_number(value)
        if number is None:
            return identifier
        return trees.Or([identifier, Among(self._numbered(number))])

    def _numbered(self, number: int | None) -> Mask:
        wanted = [] if number is None else [number]
        return self.columns.mask_of_numbers(np.array(wanted, np.int64))


def text_tree(text: Text) -> trees.Query:
    """The tree of ``text`` in its field, or in any of those a plain word is looked for in."""
    if text.field is not None:
        return _in_field(text, text.field, 1.0)
    found = [_in_field(text, field, weight) for field, weight in WEIGHTS.items()]
    arxiv_id = arxiv_id_in(text.words) if text.kind == "word" else None
    if arxiv_id is not None:
        found.append(trees.Term("identifier", exact_value(arxiv_id)))
    return trees.Or(found)


def _in_field(text: Text, field: str, weight: float) -> trees.Query:
    words = WORDS_OF.get(field, field)
    if text.kind == "wildcard":
        return trees.Wildcard(words, fold(text.words), boost=weight)
    tokens = list(tokenize(text.words))
    if not tokens:
        return trees.nothing
    last = tokens[-1].surface
    if text.kind == "fuzzy":
        return Near(words, last, most_edits(last), boost=weight)
    terms = [token.stem if field in WORDS_OF else token.surface for token in tokens]
    if text.kind == "prefix":
        return _begun(terms[:-1], last, field, weight)
    whole = _run_of(terms, field, weight)
    if not text.completing:
        return whole
    return trees.Or([whole, _begun(terms[:-1], last, field, weight * _BEGUN)])


def _begun(terms: list[str], last: str, field: str, weight: float) -> trees.Query:
    """Terms next to each other and a word that begins like the last, which may be elsewhere."""
    begun = trees.Prefix(WORDS_OF.get(field, field), last, boost=weight)
    return trees.And([_run_of(terms, field, weight), begun]) if terms else begun


def _run_of(terms: list[str], field: str, weight: float) -> trees.Query:
    """One term, or several next to each other."""
    if len(terms) == 1:
        return trees.Term(field, terms[0], boost=weight)
    return trees.Phrase(field, terms, boost=weight)


def paper_number(value: str) -> int | None:
    """The number of a paper that ``value`` is; ``None`` if it can't be one."""
    plain = value.isascii() and value.isdigit() and len(value) <= 18
    return int(value) if plain else None
