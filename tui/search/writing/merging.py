"""Which segments are worth merging: a search visits each, so there should be few."""

from collections.abc import Sequence
from typing import Final

_MOST: Final = 8
"""Segments of an index that is being filled."""

_ALIKE: Final = 10
"""A segment at most so many times as large as all smaller ones together is merged with them."""

_MOST_DELETED: Final = 1 / 3
"""A segment of which a larger share is deleted is written anew."""


def crowded(sizes: Sequence[int]) -> list[int]:
    """The places of the segments to merge while many more are to come: each size is a multiple of
    the one below it, so that a paper is moved a few times only, however many there will be."""
    if len(sizes) <= _MOST:
        return []
    ascending = sorted(range(len(sizes)), key=sizes.__getitem__)
    together = ascending[:2]
    total = sum(sizes[place] for place in together)
    for place in ascending[2:]:
        if sizes[place] > total:
            break
        together.append(place)
        total += sizes[place]
    return sorted(together)


def settled(sizes: Sequence[int], deleted: Sequence[int]) -> list[int]:
    """The places of the segments to merge when no more are to come for now.

    ``sizes`` count the living documents. Afterwards each segment is more than ten times as
    large as all smaller ones together, so that a day's papers don't move all others.
    """
    ascending = sorted(range(len(sizes)), key=sizes.__getitem__)
    together = [
        place
        for place, count in enumerate(deleted)
        if count > (sizes[place] + count) * _MOST_DELETED
    ]
    total = 0
    for rank, place in enumerate(ascending):
        if rank and sizes[place] <= total * _ALIKE:
            together = sorted({*together, *ascending[: rank + 1]})
        total += sizes[place]
    return together
