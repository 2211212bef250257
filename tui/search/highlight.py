"""Where in a displayed text the words of a query stand."""

from collections.abc import Iterable
from dataclasses import dataclass

from tui.search.analysis import tokenize
from tui.search.language.query import Query, Text, positive_text
from tui.search.matching import WordTest, runs, word_tests

DEFAULT_FIELDS = ("title", "abstract", "author", "keyword")
"""The fields in which a word without a field is looked for."""

STEMMED_FIELDS = ("title", "abstract", "note")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Sought:
    """What is sought in one field: single words, as a set because most queries are just that,
    and runs of neighbouring words."""

    words: frozenset[str]
    tests: tuple[list[WordTest], ...]


class Highlighter:
    """Finds the words that made a paper match ``query``; what the query excludes is not found."""

    def __init__(self, query: Query) -> None:
        self._clauses = positive_text(query.root)
        self._sought: dict[str, _Sought] = {}

    def spans(self, text: str, field: str) -> list[Span]:
        """The places in ``text``, shown for ``field``, sorted and without overlaps."""
        sought = self._sought_in(field)
        if not (sought.words or sought.tests):
            return []
        tokens = list(tokenize(text))
        stemmed = field in STEMMED_FIELDS
        found = [
            (token.start, token.end)
            for token in tokens
            if (token.stem if stemmed else token.surface) in sought.words
        ]
        for tests in sought.tests:
            found += [(run[0].start, run[-1].end) for run in runs(tokens, tests)]
        return _merged(found)

    def _sought_in(self, field: str) -> _Sought:
        if field not in self._sought:
            clauses = [clause for clause in self._clauses if _applies(clause, field)]
            self._sought[field] = _seek(clauses, stemmed=field in STEMMED_FIELDS)
        return self._sought[field]


def _applies(clause: Text, field: str) -> bool:
    return field in DEFAULT_FIELDS if clause.field is None else clause.field == field


def _seek(clauses: Iterable[Text], *, stemmed: bool) -> _Sought:
    words: set[str] = set()
    tests: list[list[WordTest]] = []
    for clause in clauses:
        tokens = list(tokenize(clause.words))
        if clause.kind in ("word", "phrase") and len(tokens) == 1 and not clause.completing:
            words.add(tokens[0].stem if stemmed else tokens[0].surface)
        else:
            tests.append(word_tests(clause, stemmed=stemmed))
    return _Sought(frozenset(words), tuple(tests))


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
