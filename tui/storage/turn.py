"""Writing in turn: one transaction at a time, whichever thread or process makes it.

SQLite's own way of waiting looks again in growing pauses of up to 100 ms. Beside a process that
writes one transaction after the other it hardly ever finds the moment between two of them.
"""

import sqlite3
import time
from collections.abc import Callable
from typing import TypeVar

# In seconds.
_LOOK_AGAIN = 0.001
_REST = 0.002
_LONG = 0.02
_CROWDED = 1.0

_Result = TypeVar("_Result")

# Primary result codes: https://www.sqlite.org/rescode.html
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL)


def unheard() -> None:
    """For who needn't know of others."""


def patiently(
    attempt: Callable[[], _Result], wait_seconds: float, meeting: Callable[[], None] = unheard
) -> _Result:
    """What ``attempt`` gives, once no other connection is in its way.

    Calls ``meeting()`` when one is. Raises SQLite's error when one still is after
    ``wait_seconds``.
    """
    deadline = time.monotonic() + wait_seconds
    while True:
        try:
            return attempt()
        except sqlite3.OperationalError as error:
            if not is_busy(error) or time.monotonic() > deadline:
                raise
        meeting()
        time.sleep(_LOOK_AGAIN)


class Courtesy:
    """Has one that writes much pause a moment now and then, so that others get their turn.

    The pause is longer than others take to look again. As long as others are met, there is one
    before each transaction, so that they take turns.
    """

    def __init__(self) -> None:
        self._busy_for = 0.0
        self._free_since = 0.0
        self._met_others = -_CROWDED

    def rest(self) -> None:
        """Return when it is polite to begin a transaction."""
        now = time.monotonic()
        owed = _REST - (now - self._free_since)
        if owed <= 0:
            self._busy_for = 0.0
        elif self._busy_for > _LONG or now - self._met_others < _CROWDED:
            self._busy_for = 0.0
            time.sleep(owed)

    def meet(self) -> None:
        """Remember that others are writing."""
        self._met_others = time.monotonic()

    def note(self, begun: float) -> None:
        """Remember a transaction that began at a ``time.monotonic()`` and has just ended."""
        self._free_since = time.monotonic()
        self._busy_for += self._free_since - begun


def is_busy(error: sqlite3.Error) -> bool:
    """Whether it says that another connection was in the way."""
    code = getattr(error, "sqlite_errorcode", None)
    return code is not None and code & 0xFF in _BUSY
