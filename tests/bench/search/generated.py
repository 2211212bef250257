"""Papers that nobody wrote, for a machine without the real ones: the same ones every time."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import Any

USUAL_SIZE = 20_000

_VOCABULARY = 120_000
_SYLLABLES = tuple(consonant + vowel for consonant in "bcdfglmnprstvz" for vowel in "aeiou")
_ENDINGS = ("", "", "n", "r", "s", "tion", "ing", "al")
_CATEGORIES = ("cs.CL", "cs.LG", "cs.CV", "cs.AI", "stat.ML", "math.ST", "eess.AS", "quant-ph")
_FIRST_DAY = date(2022, 1, 1)
_DAYS = 1_200


def generated_records(size: int) -> Iterator[dict[str, Any]]:
    """``size`` records in the shape of ``tui.papers.record``.

    The word of rank r is drawn in proportion to 1/r, which is Zipf's law for natural language.
    """
    random = Random(20250311)
    words = _words(random)
    weights = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))

    def text(fewest: int, most: int) -> str:
        count = random.randint(fewest, most)
        return " ".join(random.choices(words, cum_weights=weights, k=count))

    for serial in range(size):
        yield {
            "arxiv_id": f"22{serial // 100_000 + 1:02d}.{serial % 100_000:05d}",
            "title": text(5, 13).capitalize(),
            "abstract": f"{text(80, 200)}.",
            "authors": [text(2, 2).title() for _ in range(random.randint(1, 6))],
            "categories": random.sample(_CATEGORIES, random.randint(0, 3)),
            "listed_on": str(_FIRST_DAY + timedelta(days=serial * _DAYS // size)),
        }


def _words(random: Random) -> list[str]:
    """Distinct words, the common ones short."""
    words: dict[str, None] = {}
    while len(words) < _VOCABULARY:
        syllables = 1 + min(4, len(words).bit_length() // 4)
        word = "".join(random.choices(_SYLLABLES, k=random.randint(syllables, syllables + 1)))
        words[word + random.choice(_ENDINGS)] = None
    return list(words)
