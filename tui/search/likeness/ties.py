"""Why a paper is like others: the phrases in it that tie it to them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from tui.papers.paper import Paper
from tui.search.analysis import Token
from tui.search.likeness.telling import Weights, words_by_field

_MOST_PHRASES: Final = 4
_MOST_WORDS: Final = 3

_JOINT: Final = re.compile(r"[\s\u2010-\u2013-]*")
"""What may stand between two words of one phrase: blanks and hyphens."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    text: str
    stems: frozenset[str]
    weight: float


def ties(paper: Paper, telling: Weights) -> tuple[str, ...]:
    """The phrases of neighbouring ``telling`` words in a paper, best first, at most four.

    They are as written there, in lower case, of three words at most; no word is in two of them.
    """
    if not telling:
        return ()
    told: set[str] = set()
    chosen: list[str] = []
    for phrase in sorted(_phrases(paper, telling), key=lambda phrase: -phrase.weight):
        if told.isdisjoint(phrase.stems):
            told |= phrase.stems
            chosen.append(phrase.text)
    return tuple(chosen[:_MOST_PHRASES])


def _phrases(paper: Paper, telling: Weights) -> Iterator[_Phrase]:
    """Every phrase of telling words, the parts of longer ones too."""
    for text, tokens in words_by_field(paper):
        for run in _runs(text, tokens, telling):
            for words in _parts(run):
                yield _phrase(text, words, telling)


def _runs(text: str, tokens: Sequence[Token], telling: Weights) -> Iterator[list[Token]]:
    """The longest runs of telling words with nothing but blanks and hyphens between them."""
    run: list[Token] = []
    for token in tokens:
        if token.stem not in telling:
            continue
        if run and not _JOINT.fullmatch(text, run[-1].end, token.start):
            yield run
            run = []
        run.append(token)
    if run:
        yield run


def _parts(run: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Every part of a run that is short enough and says no word twice."""
    for length, start in product(range(1, _MOST_WORDS + 1), range(len(run))):
        part = run[start : start + length]
        if len({word.stem for word in part}) == length:
            yield part


def _phrase(text: str, words: Sequence[Token], telling: Weights) -> _Phrase:
    written = " ".join(text[words[0].start : words[-1].end].lower().split())
    stems = frozenset(word.stem for word in words)
    return _Phrase(written, stems, sum(sorted(map(telling.__getitem__, stems))))
