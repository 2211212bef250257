"""The order in which the papers of a result are shown."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from tui.search.evaluation.columns import Columns
from tui.search.evaluation.evaluator import Matches
from tui.search.evaluation.segments import Mask, Places

_DECIMALS: Final = 6
"""Scores that agree to so many decimals differ by the rounding of sums only: they are ties."""

_FEW: Final = 1 << 11
"""So many documents are sorted faster by comparing them than digit by digit."""

_DIGIT_BITS: Final = 16

Keys = NDArray[np.int64]


def ordered(matches: Matches, columns: Columns, sort: str | None) -> Places:
    """The matching documents: by ``sort``, then list day, then paper number.

    Without a sort they stand by relevance, which for a query without words is newest first.
    """
    documents = _newest_first(matches.mask, columns)
    keys = _keys(documents, matches, columns, sort)
    return documents if keys is None else documents[_descending(keys)]


def _newest_first(mask: Mask, columns: Columns) -> Places:
    count = np.count_nonzero(mask)
    if count == columns.living:
        return columns.newest_first
    if count < _FEW:
        return columns.newest_first[np.sort(columns.places_by_age[np.flatnonzero(mask)])]
    newest = columns.newest_first
    return newest[np.flatnonzero(mask[newest])]


def _keys(
    documents: Places, matches: Matches, columns: Columns, sort: str | None
) -> NDArray[Any] | None:
    """What the documents are to be sorted by, the greatest first; ``None`` if they are in order."""
    match sort:
        case "newest":
            return None
        case "upvotes":
            return columns.upvotes[documents].astype(np.int64)
        case "stars":
            return columns.stars[documents].astype(np.int64)
        case "title":
            return -columns.title_ranks[documents]
        case _ if matches.scored:
            return np.rint(matches.scores[documents] * 10**_DECIMALS).astype(np.int64)
        case _:
            return None


def _descending(keys: Keys) -> Places:
    """The indices that put ``keys`` in descending order, equal ones staying as they stand."""
    if len(keys) < _FEW:
        return np.argsort(-keys, kind="stable")
    rest = keys.max() - keys
    # NumPy sorts integers of two bytes by counting, which is stable, so that keys can be sorted
    # by one digit after the other, the last one first.
    order = np.argsort(rest.astype(np.uint16), kind="stable")
    for shift in range(_DIGIT_BITS, int(rest.max()).bit_length(), _DIGIT_BITS):
        digits = (rest >> shift).astype(np.uint16)
        order = order[np.argsort(digits[order], kind="stable")]
    return order
