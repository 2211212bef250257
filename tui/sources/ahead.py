"""Work done ahead of who wants its results, in threads that nobody has to wait for."""

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, wait
from queue import SimpleQueue
from threading import Thread
from types import TracebackType
from typing import Generic, Self, TypeVar

from tui.sources.http import FetchCancelled

Job = TypeVar("Job")
Result = TypeVar("Result")

_AHEAD_PER_THREAD = 4
_LOOK_EVERY = 0.1
"""Seconds between two looks whether the results are still wanted."""


def ahead(
    work: Callable[[Job], Result],
    jobs: Iterable[Job],
    *,
    threads: int,
    cancelled: Callable[[], bool],
) -> Generator[Result, None, None]:
    """What ``work`` makes of each job, in their order, a few of them made ahead of time.

    What ``work`` raises is raised in its place; FetchCancelled as soon as ``cancelled()`` is true,
    whatever the threads are waiting for. They are daemons: none keeps the process from ending.
    """
    orders: SimpleQueue[tuple[Job, Future[Result]] | None] = SimpleQueue()
    for _ in range(threads):
        Thread(target=_serve, args=(work, orders), daemon=True).start()
    begun: deque[Future[Result]] = deque()
    try:
        for job in jobs:
            begun.append(Future())
            orders.put((job, begun[-1]))
            if len(begun) >= threads * _AHEAD_PER_THREAD:
                yield _awaited(begun.popleft(), cancelled)
        while begun:
            yield _awaited(begun.popleft(), cancelled)
    finally:
        for future in begun:
            future.cancel()
        for _ in range(threads):
            orders.put(None)


def _awaited(future: "Future[Result]", cancelled: Callable[[], bool]) -> Result:
    while not cancelled():
        if wait([future], timeout=_LOOK_EVERY).done:
            return future.result()
    raise FetchCancelled("Stopped.")


def _serve(
    work: Callable[[Job], Result], orders: "SimpleQueue[tuple[Job, Future[Result]] | None]"
) -> None:
    while order := orders.get():
        job, future = order
        if future.set_running_or_notify_cancel():
            with _Delivery(future):
                future.set_result(work(job))


class _Delivery(Generic[Result]):
    """Hands whatever is raised inside to who waits for the result."""

    def __init__(self, future: "Future[Result]") -> None:
        self._future = future

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        if error is not None:
            self._future.set_exception(error)
        return True
