"""Changes one after the other, in the order of the keys, away from the event loop."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for_threads
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from tui.errors import PapertuiError
from tui.log import log_failure

T = TypeVar("T")
_LOG = logging.getLogger("papertui.reader")
_SLOW_SECONDS = 0.5
_SECONDS_TO_GIVE_UP = 1.0


@dataclass(frozen=True, slots=True)
class _Change:
    """Something to be done in the thread, what to do with its outcome, and while it takes long."""

    make: Callable[[], object]
    end: Callable[["asyncio.Future[Any]"], None]
    slow: Callable[[], None]


class WriteQueue:
    """One thread in which everything is written.

    A change begins once ``until_seen`` has returned after the one before it ended: whatever kills
    the reader, no more than one change was made that was not on the screen.
    """

    def __init__(self, until_seen: Callable[[], Awaitable[None]]) -> None:
        self._until_seen = until_seen
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="papertui-write")
        self._waiting: deque[_Change] = deque()
        self._passing: asyncio.Task[None] | None = None
        self._under_way: Future[object] | None = None
        self._closed = False
        self._when_done: dict[Callable[[], None], None] = {}
        self.slow = False
        """Whether the change under way takes longer than it should."""
        self.failures = 0
        """How many changes could not be made so far."""

    @property
    def waiting(self) -> bool:
        """Whether changes wait for their turn."""
        return bool(self._waiting)

    @property
    def busy(self) -> bool:
        """Whether changes wait for their turn, or the last one to be seen."""
        return bool(self._waiting) or not (self._passing is None or self._passing.done())

    def put(
        self,
        make: Callable[[], T],
        end: Callable[["asyncio.Future[T]"], None],
        slow: Callable[[], None],
    ) -> None:
        """Make a change when it is its turn, then call ``end`` with the future that is done.

        ``slow`` is called again and again while the change takes longer than it should.
        """
        self._waiting.append(_Change(make, end, slow))
        if self._passing is None or self._passing.done():
            self._passing = asyncio.create_task(self._pass())

    def when_done(self, call: Callable[[], None]) -> None:
        """Call something, once, after the last of the changes that wait, or are under way."""
        if self._waiting or self._under_way is not None:
            self._when_done[call] = None
        else:
            call()

    def submit(self, do: Callable[..., T], *values: object) -> "Future[T]":
        """Do something of which nothing is to be seen, after the change that is under way."""
        return self._thread.submit(do, *values)

    async def finish(self, seconds: float | None) -> bool:
        """Wait for all changes to be made and seen; ``False`` when that takes too long.

        ``None`` waits as long as it takes.
        """
        if self._passing is not None:
            await asyncio.wait([self._passing], timeout=seconds)
        return not self.busy

    def close(self, seconds: float, give_up: Callable[[], None]) -> list[str]:
        """Take nothing more, and make at once what still waits; gives why changes were not made.

        ``give_up`` is called when that takes longer than so many ``seconds``. It is to make fail
        what then still waits for others, so that nothing is made that was counted as not made.
        """
        if self._closed:
            return []
        self._closed = True
        if self._passing is not None:
            self._passing.cancel()
        changes = [] if self._under_way is None else [self._under_way]
        changes += [self._thread.submit(change.make) for change in self._waiting]
        self._waiting.clear()
        last = self._thread.submit(lambda: None)
        if wait_for_threads([last], timeout=seconds).not_done:
            give_up()
            wait_for_threads([last], timeout=_SECONDS_TO_GIVE_UP)
        self._thread.shutdown(wait=False, cancel_futures=True)
        return list(filter(None, map(_why_not_made, changes)))

    async def _pass(self) -> None:
        while self._waiting:
            change = self._waiting.popleft()
            self._under_way = self._thread.submit(change.make)
            made = asyncio.wrap_future(self._under_way)
            made.add_done_callback(_look_at)
            while not (await asyncio.wait([made], timeout=_SLOW_SECONDS))[0]:
                self.slow = True
                _call(change.slow)
            self._under_way, self.slow = None, False
            self.failures += made.cancelled() or made.exception() is not None
            _call(partial(change.end, made))
            if not self._waiting:
                self._do_what_is_due()
            await self._until_seen()

    def _do_what_is_due(self) -> None:
        due, self._when_done = self._when_done, {}
        for call in due:
            _call(call)


def _call(call: Callable[[], None]) -> None:
    """Call something; whatever comes of that, the changes behind it are to be made."""
    try:
        call()
    except Exception as error:  # noqa: BLE001 - the changes behind it are the person's too
        log_failure(error)


def _look_at(made: "asyncio.Future[Any]") -> None:
    """Have asyncio not complain of a failure that nobody is there any more to be told of."""
    if not made.cancelled():
        made.exception()


def _why_not_made(change: "Future[object]") -> str:
    """Why a change was not made by now, which is logged too; empty if it was made."""
    if change.cancelled() or not change.done():
        _LOG.error("The reader ended before a change could be made: the library was busy.")
        return "The library was busy."
    error = change.exception()
    if error is None:
        return ""
    log_failure(error)
    return error.message if isinstance(error, PapertuiError) else "The log says why."
