"""The marks, words and phrases that the text of a query is made of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from tui.search.language.query import FIELDS, QUOTES

_ALIASES = {"arxiv": "id"}
_FIELD_NAMES = {name: name for name in FIELDS} | _ALIASES

_PIECE = re.compile(
    rf"(?P<open>\()|(?P<close>\))"
    rf"|[{QUOTES}](?P<phrase>(?:\\.|[^{QUOTES}])*)(?P<closing>[{QUOTES}])?"
    rf"|(?P<run>[^\s(){QUOTES}]+)",
    re.DOTALL,
)
_ESCAPE = re.compile(rf"\\([\\{QUOTES}])")
LABEL = re.compile(r"([A-Za-z]+):")


class Mark(Enum):
    """What a lexeme is."""

    OPEN = auto()
    CLOSE = auto()
    MINUS = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    FIELD = auto()
    WORD = auto()
    PHRASE = auto()


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A piece of a query's text.

    ``value`` is a field's name, a word as typed, or what is between a phrase's quotation marks;
    ``closed`` is false for a phrase that lacks its second one.
    """

    mark: Mark
    start: int
    end: int
    value: str = ""
    closed: bool = True


_OPERATORS = {"AND": Mark.AND, "OR": Mark.OR, "NOT": Mark.NOT}


def lex(text: str) -> Iterator[Lexeme]:
    """The lexemes of ``text``, in order; white space is between them. Never raises."""
    for piece in _PIECE.finditer(text):
        start, end = piece.span()
        match piece.lastgroup:
            case "open":
                yield Lexeme(Mark.OPEN, start, end)
            case "close":
                yield Lexeme(Mark.CLOSE, start, end)
            case "run":
                yield from _lex_run(piece["run"], start, attached=text[end : end + 1])
            case _:
                words = " ".join(_ESCAPE.sub(r"\1", piece["phrase"]).split())
                yield Lexeme(Mark.PHRASE, start, end, words, closed=bool(piece["closing"]))


def _lex_run(run: str, start: int, attached: str) -> Iterator[Lexeme]:
    """The lexemes of a run without spaces; ``attached`` is the character right behind it."""
    word = run.lstrip("-")
    negates = len(word) < len(run) and (word or attached in (*QUOTES, "("))
    if not negates:
        yield from _lex_word(run, start)
        return
    word_start = start + len(run) - len(word)
    if (len(run) - len(word)) % 2:
        yield Lexeme(Mark.MINUS, start, word_start)
    if word:
        yield from _lex_word(word, word_start)


def _lex_word(word: str, start: int) -> Iterator[Lexeme]:
    end = start + len(word)
    label = LABEL.match(word)
    field = _FIELD_NAMES.get(label[1].lower()) if label else None
    if word in _OPERATORS:
        yield Lexeme(_OPERATORS[word], start, end)
    elif label is None or field is None:
        yield Lexeme(Mark.WORD, start, end, word)
    else:
        yield Lexeme(Mark.FIELD, start, start + label.end(), field)
        if label.end() < len(word):
            yield Lexeme(Mark.WORD, start + label.end(), end, word[label.end() :])
