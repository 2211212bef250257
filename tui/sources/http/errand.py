"""A piece of work that can be walked away from, although nothing can break it off.

Looking up a name may take half a minute, and a server may send one byte at a time: the work runs in
a thread of its own, and who wants it looks up from time to time.
"""

import threading
from collections.abc import Callable
from types import TracebackType
from typing import Generic, TypeVar

from tui.sources.http.patience import LOOK_EVERY

T = TypeVar("T")


class Errand(Generic[T]):
    """Runs ``work`` in a thread; the process may end without it.

    ``work`` is given a function that tells whether it was given up.
    """

    def __init__(self, work: Callable[[Callable[[], bool]], T]) -> None:
        self._work = work
        self._outcome: list[T] = []
        self._error: BaseException | None = None
        self._done = threading.Event()
        self._given_up = threading.Event()

    def result(self, look: Callable[[], None]) -> T:
        """What the work gives or raises. ``look`` is called until then; raising gives it up."""
        threading.Thread(target=self._run, name="papertui-fetch", daemon=True).start()
        try:
            while not self._done.wait(LOOK_EVERY):
                look()
        finally:
            self._given_up.set()
        if self._error is not None:
            raise self._error
        return self._outcome[0]

    def _run(self) -> None:
        with self:
            self._outcome.append(self._work(self._given_up.is_set))

    def __enter__(self) -> None:
        """Whatever goes wrong from here on is for who waits."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        self._error = error
        self._done.set()
        return True
