"""Groups of different sizes that stand one behind the other in one array."""

import numpy as np
from numpy.typing import NDArray

Indices = NDArray[np.intp]


def indices_of(starts: Indices, counts: Indices) -> Indices:
    """The indices of the elements of groups of ``counts`` elements that begin at ``starts``."""
    before = np.cumsum(counts) - counts
    return np.repeat(starts - before, counts) + np.arange(int(counts.sum()))


def places_in(ordered: NDArray[np.generic], wanted: NDArray[np.generic]) -> tuple[Indices, Indices]:
    """Which of ``wanted`` are in ``ordered``, an ascending array, and where there: indices."""
    if not len(ordered):
        return np.empty(0, np.intp), np.empty(0, np.intp)
    places = np.minimum(np.searchsorted(ordered, wanted), len(ordered) - 1)
    found = np.flatnonzero(ordered[places] == wanted)
    return found, places[found]
