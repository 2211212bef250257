"""Whether words of a text are those that a clause asks for, told word by word."""

import fnmatch
import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from tui.search.analysis import Token, fold, tokenize
from tui.search.language.query import Text

WordTest = Callable[[Token], bool]

_REMEMBERED = 4_096


def word_tests(text: Text, *, stemmed: bool = True) -> list[WordTest]:
    """A test for each word of ``text``, which neighbouring tokens must pass in this order.

    In fields that are not ``stemmed`` a word is only found as it is.
    """
    if text.kind == "wildcard":
        return [_spelled_like(fold(text.words))]
    tokens = list(tokenize(text.words))
    tests = [_same_word(token, stemmed=stemmed) for token in tokens]
    last = tokens[-1].surface if tokens else ""
    if text.kind == "prefix":
        return [_beginning_with(last)]
    if text.kind == "fuzzy":
        return [_nearly(last)]
    if tokens and text.completing:
        tests[-1] = _either(tests[-1], _beginning_with(last))
    return tests


def runs(tokens: Sequence[Token], tests: Sequence[WordTest]) -> Iterator[Sequence[Token]]:
    """The runs of neighbouring tokens that pass ``tests``, at least one, one by one."""
    first, *others = tests
    for start, token in enumerate(tokens):
        if not first(token):
            continue
        followers = tokens[start + 1 : start + len(tests)]
        if len(followers) == len(others) and all(map(_passes, others, followers)):
            yield tokens[start : start + len(tests)]


def most_edits(word: str) -> int:
    """How many letters of a fuzzy word may be wrong."""
    return 1 if len(word) <= 5 else 2


def wildcard_expression(pattern: str) -> re.Pattern[str]:
    """The regular expression of a pattern, built so that it can't backtrack without end."""
    return re.compile(fnmatch.translate(pattern.replace("[", "[[]")))


def edit_distance(first: str, second: str, most: int) -> int:
    """Letters to insert, delete, replace or swap with their neighbour; ``most + 1`` if more.

    The restricted Damerau–Levenshtein distance: no letter is edited twice.
    """
    if abs(len(first) - len(second)) > most:
        return most + 1
    above: list[int] = []
    row = list(range(len(second) + 1))
    for index, letter in enumerate(first):
        before = first[index - 1] if index else ""
        above, row = row, _next_row(letter, before, second, row, above)
        if min(row) > most and min(above) > most:
            return most + 1
    return min(row[-1], most + 1)


def _next_row(letter: str, before: str, word: str, row: list[int], above: list[int]) -> list[int]:
    """The distances of one letter more; ``before`` is the letter before it."""
    longer = [row[0] + 1]
    for index, other in enumerate(word):
        cost = min(row[index + 1] + 1, longer[index] + 1, row[index] + (letter != other))
        if index and above and letter == word[index - 1] and before == other:
            cost = min(cost, above[index - 1] + 1)
        longer.append(cost)
    return longer


def _passes(test: WordTest, token: Token) -> bool:
    return test(token)


def _same_word(word: Token, *, stemmed: bool) -> WordTest:
    if stemmed:
        return lambda token: token.stem == word.stem
    return lambda token: token.surface == word.surface


def _beginning_with(prefix: str) -> WordTest:
    return lambda token: token.surface.startswith(prefix)


def _either(first: WordTest, second: WordTest) -> WordTest:
    return lambda token: first(token) or second(token)


def _spelled_like(pattern: str) -> WordTest:
    spelled = wildcard_expression(pattern).fullmatch
    return _remembering(lambda surface: spelled(surface) is not None)


def _nearly(word: str) -> WordTest:
    most = most_edits(word)
    return _remembering(lambda surface: edit_distance(word, surface, most) <= most)


def _remembering(passes: Callable[[str], bool]) -> WordTest:
    """A test of surfaces that is not repeated for a word met lately."""
    remembered = lru_cache(_REMEMBERED)(passes)
    return lambda token: remembered(token.surface)
