"""The order of titles."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

Texts = tuple[bytes, NDArray[np.uint32]]
"""Strings one behind the other, and where each begins."""

Ranks = NDArray[np.int64]

_WORD: Final = 8
"""So many bytes are compared at once, as one number."""


def title_ranks(parts: Sequence[Texts]) -> Ranks:
    """The place of each string in the order of their bytes (int64); equal ones share a place.

    The strings of all ``parts`` are numbered through. Those that begin alike are told apart further
    on, so that of most but a few bytes are compared.
    """
    text, starts, ends = _together(parts)
    ranks = np.zeros(len(starts), np.int64)
    tied = np.arange(len(starts))
    depth = 0
    while len(tied):
        ranks[tied] = _refined(ranks[tied], _words(text, starts[tied] + depth, ends[tied]))
        depth += _WORD
        tied = _still_tied(tied, ranks, ends > starts + depth)
    return ranks


def _together(parts: Sequence[Texts]) -> tuple[NDArray[np.uint8], Ranks, Ranks]:
    """All bytes, one at least, and where each string begins and ends in them."""
    text = np.frombuffer(b"".join([*(text for text, _ in parts), b"\0"]), np.uint8)
    offsets = np.cumsum([0, *(len(text) for text, _ in parts)])
    bounds = [
        starts.astype(np.int64) + offset
        for (_, starts), offset in zip(parts, offsets[:-1], strict=True)
    ]
    none = np.empty(0, np.int64)
    starts = np.concatenate([none, *(bound[:-1] for bound in bounds)])
    ends = np.concatenate([none, *(bound[1:] for bound in bounds)])
    return text, starts, ends


def _words(text: NDArray[np.uint8], starts: Ranks, ends: Ranks) -> NDArray[np.uint64]:
    """The bytes from ``starts`` on as numbers in the same order, with zeros behind ``ends``."""
    places = starts[:, np.newaxis] + np.arange(_WORD)
    letters = text.take(places, mode="clip")
    letters[places >= ends[:, np.newaxis]] = 0
    return letters.view(">u8").ravel().astype(np.uint64)


def _refined(ranks: Ranks, words: NDArray[np.uint64]) -> Ranks:
    """Ranks that tell apart, by ``words``, those who share one."""
    order = np.lexsort((words, ranks))
    ranks, words = ranks[order], words[order]
    places = np.arange(len(order))
    another = np.diff(ranks, prepend=-1) != 0
    differs = another | np.append(True, words[1:] != words[:-1])
    first_of_rank = np.maximum.accumulate(np.where(another, places, 0))
    first_alike = np.maximum.accumulate(np.where(differs, places, 0))
    refined = np.empty_like(ranks)
    refined[order] = ranks + first_alike - first_of_rank
    return refined


def _still_tied(tied: Ranks, ranks: Ranks, goes_on: NDArray[np.bool_]) -> Ranks:
    """Those who share a rank with others of whom some go on."""
    own = ranks[tied]
    shared = np.bincount(own, minlength=len(ranks)) > 1
    open_ranks = np.zeros(len(ranks), np.bool_)
    open_ranks[own[goes_on[tied]]] = True
    return tied[(shared & open_ranks)[own]]
