"""Papers like one paper: those that share its most telling words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import Final

import numpy as np
from whoosh.reading import IndexReader

from tui.papers.paper import Paper
from tui.papers.text import tex_to_unicode
from tui.search.analysis import Token, tokenize
from tui.search.columns import Mask
from tui.search.engine import And, Or, Query, Term, nothing, reading
from tui.search.evaluate import Among, Evaluator

_MOST_TERMS: Final = 20
_LEAST_SHARED: Final = 3
_FIELDS: Final = {"title": 2.0, "abstract": 1.0}
_NO_MORE_THAN: Final = 0.2
"""A word in more than this share of the papers ties nothing together."""


@dataclass(frozen=True, slots=True)
class TellingTerm:
    """A stem that tells a paper from others, a word it stands for, and its tf·idf."""

    stem: str
    word: str
    weight: float


def telling_terms(paper: Paper, reader: IndexReader) -> list[TellingTerm]:
    """The terms of a paper with the highest tf·idf that some other paper has too, best first."""
    frequencies, words = _terms(paper)
    papers = reader.doc_count_all()
    rated = [
        TellingTerm(stem, words[stem], frequency * log(papers / df))
        for stem, frequency in frequencies.items()
        if 1 < (df := _document_frequency(reader, stem)) <= max(2.0, papers * _NO_MORE_THAN)
    ]
    rated.sort(key=lambda term: (-term.weight, term.stem))
    return rated[:_MOST_TERMS]


def similar_tree(paper: Paper, itself: Mask, evaluator: Evaluator, reader: IndexReader) -> Query:
    """The tree of papers that share at least three telling terms (two if it has but few)."""
    terms = telling_terms(paper, reader)
    if not terms:
        return nothing
    trees = [_anywhere(term) for term in terms]
    shared = np.sum([evaluator.run(tree).mask for tree in trees], axis=0)
    least = min(_LEAST_SHARED, max(1, len(terms) // 2))
    return And([Among((shared >= least) & ~itself), Or(trees)])


def shared_words(paper: Paper, other: Paper, reader: IndexReader) -> tuple[str, ...]:
    """The telling words of ``paper`` that ``other`` has too, best first."""
    theirs = {token.stem for token in _tokens(other)}
    return tuple(term.word for term in telling_terms(paper, reader) if term.stem in theirs)


def _anywhere(term: TellingTerm) -> Query:
    return Or(
        [Term(field, term.stem, boost=weight * term.weight) for field, weight in _FIELDS.items()]
    )


def _terms(paper: Paper) -> tuple[Counter[str], dict[str, str]]:
    frequencies: Counter[str] = Counter()
    words: dict[str, str] = {}
    for token in _tokens(paper):
        if len(token.stem) > 1:
            frequencies[token.stem] += 1
            words.setdefault(token.stem, token.surface)
    return frequencies, words


def _tokens(paper: Paper) -> Sequence[Token]:
    text = f"{tex_to_unicode(paper.title)}\n{tex_to_unicode(paper.abstract or '')}"
    return list(tokenize(text))


def _document_frequency(reader: IndexReader, stem: str) -> int:
    with reading():
        return max(reader.doc_frequency(field, stem) for field in _FIELDS)
