"""Arrays kept for when they are asked for again, up to a number of bytes."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Final

from numpy.typing import NDArray

Arrays = tuple[NDArray[Any], ...]

_COST_OF_ONE: Final = 500
"""Bytes that anything kept takes beside its arrays."""


class Kept:
    """What was made lately, at most ``most`` bytes of it. Views of other arrays count nothing."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._size = 0
        self._entries: OrderedDict[Hashable, Arrays] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], Arrays]) -> Arrays:
        """What ``make`` gave for ``key`` before, or gives now."""
        if key in self._entries:
            self._entries.move_to_end(key)
            return self._entries[key]
        made = make()
        self._entries[key] = made
        self._size += _size(made)
        while self._size > self._most and len(self._entries) > 1:
            self._size -= _size(self._entries.popitem(last=False)[1])
        return made

    def __contains__(self, key: Hashable) -> bool:
        return key in self._entries


def _size(arrays: Arrays) -> int:
    return _COST_OF_ONE + sum(array.nbytes for array in arrays if array.base is None)
