"""The order in which the papers of a result are shown."""

import numpy as np
from numpy.typing import NDArray

from tui.search.columns import Columns, Documents
from tui.search.evaluate import Matches

_DECIMALS = 6
"""Scores that agree to so many decimals differ by the rounding of sums only: they are ties."""


def ordered(matches: Matches, columns: Columns, sort: str | None) -> Documents:
    """The matching documents (int32): by ``sort``, then list day, then paper number.

    Without a sort they stand by relevance, which for a query without words is newest first.
    """
    newest = columns.newest_first
    documents: Documents = newest[matches.mask[newest]]
    key = _key(documents, matches, columns, sort)
    return documents if key is None else documents[np.argsort(key, kind="stable")]


def _key(
    documents: Documents, matches: Matches, columns: Columns, sort: str | None
) -> NDArray[np.float64] | NDArray[np.int32] | None:
    match sort:
        case "newest":
            return None
        case "upvotes":
            return -columns.upvotes[documents]
        case "stars":
            return -columns.stars[documents]
        case "title":
            return columns.title_ranks[documents]
        case _:
            return -np.round(matches.scores[documents], _DECIMALS)
