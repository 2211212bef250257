"""Copies of a corpus with words respelled, so that the vocabulary grows as a real one does.

By Heaps' law n papers hold about K·n^β distinct words, β being near 0.5. A plain copy would bring
no new word, random noise far too many, and both would spare the index what growth really costs:
a longer dictionary, most of it words of one or two papers, beside lists of common words that grow
with the number of papers. So β is measured on the corpus itself, by its words and those of its
first half, and each copy respells just so many of its rarest words that the law goes on. Common
words stay as they are. A new spelling keeps how the word begins, so that prefixes find as much.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from zlib import crc32

_WORD = re.compile(r"[a-zA-Z]{4,}")
_SYLLABLES = ("ba", "de", "fi", "go", "hu", "ka", "le", "mi", "no", "pu", "ra", "se", "ti", "vo")


@dataclass(frozen=True)
class Vocabulary:
    """In how many records each lower-case word of four or more letters is, and Heaps' β."""

    frequencies: Counter[str]
    exponent: float


def vocabulary_of(records: Iterable[dict[str, Any]], size: int) -> Vocabulary:
    """The vocabulary of ``size`` records."""
    frequencies: Counter[str] = Counter()
    halfway = 1
    for count, record in enumerate(records, start=1):
        frequencies.update(set(_WORD.findall(_text(record).lower())))
        if count == size // 2:
            halfway = max(1, len(frequencies))
    return Vocabulary(frequencies, math.log2(max(1, len(frequencies)) / halfway))


class Respelling:
    """Respells the rarest words of each copy, always the same ones."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._size = len(vocabulary.frequencies)
        self._exponent = vocabulary.exponent
        self._rare = {word for word, count in vocabulary.frequencies.items() if count == 1}

    def respelled(self, record: dict[str, Any], copy: int) -> dict[str, Any]:
        """The record of a paper as copy number ``copy`` (1, 2, …) has it."""
        share = self._share(copy)

        def respell(found: re.Match[str]) -> str:
            word = found[0].lower()
            chosen = word in self._rare and crc32(f"{copy}{word}".encode()) < share * 2**32
            return _derived(found[0], copy) if chosen else found[0]

        return record | {
            "title": _WORD.sub(respell, record["title"]),
            "abstract": _WORD.sub(respell, record.get("abstract") or ""),
            "authors": [_WORD.sub(respell, name) for name in record.get("authors") or ()],
        }

    def _share(self, copy: int) -> float:
        """How much of the rare words must be new for the law to hold after this copy."""
        grown = math.pow(copy + 1, self._exponent) - math.pow(copy, self._exponent)
        return grown * self._size / max(1, len(self._rare))


def _derived(word: str, copy: int) -> str:
    """Another spelling for each copy, the first half of the word unchanged."""
    middle = (len(word) + 1) // 2
    tens, ones = divmod(copy, len(_SYLLABLES))
    return word[:middle] + _SYLLABLES[ones] + _SYLLABLES[-1] * tens + word[middle:]


def _text(record: dict[str, Any]) -> str:
    texts = (record["title"], record.get("abstract") or "", *(record.get("authors") or ()))
    return " ".join(texts)
