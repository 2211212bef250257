"""What counts as a word: the one analysis that indexing, searching and highlighting share."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

MAX_TOKEN = 64
"""Longer words are cut to this many characters; their offsets still span the whole word."""


class Token(NamedTuple):
    """One word of a text: its stem, its folded surface, and where it stands in the text."""

    stem: str
    surface: str
    start: int
    end: int


# A run of letters and digits of any script, or C++, C#, F#; the ++ of a longer name such as
# PointNet++ is a word of its own, so that the name without it is found too.
_RUN = re.compile(
    r"[a-zA-Z](?:\+\+|#)|[a-zA-Z0-9\u0080-\U0010ffff]+|(?<=[a-zA-Z0-9\u0080-\U0010ffff])\+\+"
)

# What `_is_possessive` says of a run that is nothing but an s.
_POSSESSIVE = re.compile(r"(?<=[^\W_])'s(?![a-zA-Z0-9\u0080-\U0010ffff#]|\+\+)")

# A word within a run, told by the roles of its characters: see `_role`.
_WORD = re.compile("WJ*|L[LJ]*")

_UNDECOMPOSED = {
    "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i",
    "ŧ": "t", "ŋ": "n",
}  # fmt: skip

_WITHOUT_SPACES = (
    ("\u1100", "\u11ff"),  # jamo
    ("\u3005", "\u3007"),  # iteration mark, zero
    ("\u3041", "\u312f"),  # kana, bopomofo
    ("\u31a0", "\u31ff"),
    ("\u3400", "\u9fff"),  # Han
    ("\uac00", "\ud7af"),  # Hangul syllables
    ("\uf900", "\ufaff"),
    ("\U00020000", "\U0003ffff"),
)


def tokenize(text: str) -> Iterator[Token]:
    """The words of ``text`` in order, with offsets into ``text`` as it is.

    Words are split at everything that is neither letter, digit nor combining mark; a possessive
    ``'s`` is left out; each character of a script without spaces (Han, kana, Hangul) is a word.
    """
    for run in _RUN.finditer(text):
        letters = run[0]
        start, end = run.span()
        if not letters.isascii():
            yield from _tokens_of_any_script(letters, start)
        elif letters != "s" or not _is_possessive(text, start):
            surface = letters.lower()[:MAX_TOKEN]
            yield Token(stem(surface), surface, start, end)


def runs(text: str) -> list[str]:
    """The runs of letters and digits in ``text``: what `words_of` makes of each are its words.

    They are the words of `tokenize`, in order, for when each distinct run is analysed only once.
    """
    if "'s" in text:
        text = _POSSESSIVE.sub("'", text)
    found: list[str] = _RUN.findall(text)
    return found


def words_of(run: str) -> list[str]:
    """The folded words of one of `runs`."""
    if run.isascii():
        return [run.lower()[:MAX_TOKEN]]
    return [token.surface for token in _tokens_of_any_script(run, 0)]


@lru_cache(maxsize=1 << 16)
def stem(surface: str) -> str:
    """The Porter stem of an English word; anything but three or more of a to z stays as it is."""
    if len(surface) < 3 or not (surface.isascii() and surface.isalpha()):
        return surface
    from whoosh.lang import porter

    porter_stem: Callable[[str], str] = porter.stem
    return porter_stem(surface)


def fold(text: str) -> str:
    """``text`` in lower case and without accents, as surfaces are; punctuation stays."""
    return text.translate(_FOLDS)


def _tokens_of_any_script(run: str, offset: int) -> Iterator[Token]:
    for word in _WORD.finditer(run.translate(_ROLES)):
        start, end = word.span()
        surface = fold(run[start:end])[:MAX_TOKEN]
        if surface != "s" or not _is_possessive(run, start):
            yield Token(stem(surface), surface, offset + start, offset + end)


def _is_possessive(text: str, start: int) -> bool:
    return start > 1 and text[start - 1] in "'’" and text[start - 2].isalnum()


def _role(char: str) -> str:
    """``L`` letter or digit, ``W`` a word by itself, ``J`` joins what is before it, ``B`` break."""
    if _is_jamo_tail(char):
        return "J"
    if _stands_alone(char):
        return "W"
    category = unicodedata.category(char)
    if category[0] in "LN":
        return "L" if _folded_letter(char) else "B"
    return "J" if category[0] == "M" or category == "Cf" else "B"


def _is_jamo_tail(char: str) -> bool:
    return "\u1160" <= char <= "\u11ff"


def _stands_alone(char: str) -> bool:
    """Whether it belongs to Han, kana or Hangul, in any width."""
    first = unicodedata.normalize("NFKD", char)[0]
    return any(low <= first <= high for low, high in _WITHOUT_SPACES) and first.isalnum()


def _fold_of(char: str) -> str:
    match _role(char):
        case "B":
            return char
        case "J":
            return char if _is_jamo_tail(char) else ""
        case _:
            return _folded_letter(char)


def _folded_letter(char: str) -> str:
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold())
    return "".join(_UNDECOMPOSED.get(part, part) for part in decomposed if part.isalnum())


class _Table(dict[int, str]):
    """A translation table that works out each character when it first meets it."""

    def __init__(self, translate: Callable[[str], str]) -> None:
        super().__init__()
        self._translate = translate

    def __missing__(self, code: int) -> str:
        translated = self[code] = self._translate(chr(code))
        return translated


_ROLES = _Table(_role)
_FOLDS = _Table(_fold_of)
