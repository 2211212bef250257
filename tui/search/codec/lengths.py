"""The lengths of fields as Whoosh scores with them: rounded, so that each fits a byte."""

from bisect import bisect_left
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tui.search.arrays.array_file import Array
from tui.search.engine import LENGTHS_KEPT

_KEPT: Final = np.array(LENGTHS_KEPT, np.int32)
_LONGEST: Final = len(LENGTHS_KEPT) - 1


def rounded(lengths: Array) -> NDArray[np.int32]:
    """Each length rounded up to one that Whoosh keeps, or down to the longest (int32)."""
    return _KEPT[np.searchsorted(_KEPT[:_LONGEST], lengths)]


def rounded_length(length: int) -> int:
    """One length rounded in the same way."""
    return LENGTHS_KEPT[bisect_left(LENGTHS_KEPT, length, hi=_LONGEST)]
