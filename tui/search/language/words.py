"""What one typed word asks for: itself, or a pattern told by ``*``, ``?`` and ``~``."""

import re

from tui.search.analysis import tokenize
from tui.search.language.query import Text

_FUZZY = re.compile(r"~[12]?$")
# Everything but the ASCII punctuation at which the analysis splits words.
_LETTER = r"[^\x00-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]"
# A ? at the end of a word ends a question, and in front of one it belongs to an address.
_PATTERN = re.compile(rf"\*|(?<={_LETTER})\?+(?={_LETTER})")
_PIECE = re.compile(rf"(?:{_LETTER}|[*?])+")
_OPERATORS = ("AND", "OR", "NOT")


def read_word(word: str, field: str | None = None, *, completing: bool = False) -> list[Text]:
    """The clauses that ``word`` asks for in ``field``; none when there is nothing to search.

    ``long-rang*`` asks for ``long`` and for ``rang*``, so that a pattern is always one token.
    """
    bare = _FUZZY.sub("", word)
    if _PATTERN.search(bare):
        pieces = [_read_pattern(piece, field) for piece in _PIECE.findall(bare)]
    elif bare != word:
        *begin, last = _PIECE.findall(bare) or [""]
        pieces = [_plain(piece, field) for piece in begin] + [_read_fuzzy(last, field)]
    else:
        pieces = [Text(word, field, completing=completing)]
    return [text for text in pieces if _has_word(text.words)]


def _read_pattern(piece: str, field: str | None) -> Text:
    piece = re.sub(r"\*+", "*", piece.strip("?"))
    begin = piece.removesuffix("*")
    if not _is_one_word(re.sub(r"[*?]", "", piece)):
        return Text(" ".join(re.split(r"[*?]+", piece)).strip(), field, "phrase")
    if not re.search(r"[*?]", begin):
        return _plain(begin, field) if begin == piece else Text(begin, field, "prefix")
    return Text(piece, field, "wildcard")


def _read_fuzzy(piece: str, field: str | None) -> Text:
    return Text(piece, field, "fuzzy") if _is_one_word(piece) else Text(piece, field, "phrase")


def _plain(piece: str, field: str | None) -> Text:
    return Text(piece.lower() if piece in _OPERATORS else piece, field)


def _has_word(text: str) -> bool:
    return next(tokenize(text), None) is not None


def _is_one_word(text: str) -> bool:
    return len(list(tokenize(text))) == 1
