"""Marks as a diligent reader has them, always on the same papers."""

from functools import lru_cache
from random import Random

from tui.search.results import StateSets

_READ = 0.30
_BOOKMARKED = 0.03
_ARCHIVED = 0.10


@lru_cache(maxsize=2)
def marks_of(size: int) -> StateSets:
    """The marks on a library of so many papers, each kind drawn by itself."""
    random = Random(size)

    def drawn(share: float) -> frozenset[int]:
        return frozenset(random.sample(range(1, size + 1), int(size * share)))

    return StateSets(bookmarked=drawn(_BOOKMARKED), read=drawn(_READ), archived=drawn(_ARCHIVED))
