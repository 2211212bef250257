"""Changes one after the other: each once the one before was seen, and none lost at the end."""

import asyncio
import threading
from collections.abc import Callable

import pytest

from tui.app.write_queue import WriteQueue

_PATIENCE = 5.0


class Screen:
    """Sees what was done once it is told to."""

    def __init__(self) -> None:
        self.opened = asyncio.Event()
        self.opened.set()

    async def until_seen(self) -> None:
        await self.opened.wait()


class Changes:
    """Changes by name: what was made, and what was told of it."""

    def __init__(self, queue: WriteQueue) -> None:
        self.made: list[str] = []
        self.told: list[str] = []
        self.slow = 0
        self._queue = queue

    def put(self, name: str, before: Callable[[], object] = lambda: None) -> None:
        def make() -> str:
            before()
            self.made.append(name)
            return name

        self._queue.put(make, self._tell, self._count_slow)

    def _tell(self, made: "asyncio.Future[str]") -> None:
        error = made.exception()
        self.told.append(made.result() if error is None else repr(error))

    def _count_slow(self) -> None:
        self.slow += 1


def fail() -> None:
    raise OSError


def fail_at_the_end(_: object) -> None:
    raise OSError


def never() -> None:
    raise AssertionError("It did not take that long.")


async def test_changes_are_made_in_order() -> None:
    queue = WriteQueue(Screen().until_seen)
    changes = Changes(queue)
    for name in "abc":
        changes.put(name)
    assert queue.busy
    assert await queue.finish(_PATIENCE)
    assert changes.made == changes.told == ["a", "b", "c"]
    assert not queue.busy
    changes.put("d")
    assert await queue.finish(_PATIENCE)
    assert changes.told[-1] == "d"
    assert queue.close(_PATIENCE, never) == []


async def test_the_next_change_waits_until_the_one_before_is_seen() -> None:
    screen = Screen()
    queue = WriteQueue(screen.until_seen)
    changes = Changes(queue)
    screen.opened.clear()
    changes.put("a")
    changes.put("b")
    assert not await queue.finish(0.05)
    assert changes.made == ["a"]
    screen.opened.set()
    assert await queue.finish(_PATIENCE)
    assert changes.made == ["a", "b"]
    queue.close(_PATIENCE, never)


async def test_a_failure_is_told_and_the_next_change_made() -> None:
    queue = WriteQueue(Screen().until_seen)
    changes = Changes(queue)
    changes.put("a", fail)
    changes.put("b")
    assert await queue.finish(_PATIENCE)
    assert changes.told == ["OSError()", "b"]
    queue.close(_PATIENCE, never)


async def test_a_change_that_takes_long_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.app.write_queue._SLOW_SECONDS", 0.01)
    queue = WriteQueue(Screen().until_seen)
    changes = Changes(queue)
    gate = threading.Event()
    changes.put("a", gate.wait)
    while changes.slow < 2:
        await asyncio.sleep(0)
    gate.set()
    assert await queue.finish(_PATIENCE)
    assert changes.told == ["a"]
    queue.close(_PATIENCE, never)


async def test_what_waits_for_all_changes_is_called_once_after_the_last() -> None:
    queue = WriteQueue(Screen().until_seen)
    changes = Changes(queue)
    seen: list[list[str]] = []

    def look() -> None:
        seen.append(list(changes.told))

    for name in "ab":
        changes.put(name)
        queue.when_done(look)
    assert await queue.finish(_PATIENCE)
    assert seen == [["a", "b"]]
    queue.when_done(look)
    assert len(seen) == 2
    queue.close(_PATIENCE, never)


async def test_what_still_waits_at_the_end_is_made_unseen() -> None:
    screen = Screen()
    queue = WriteQueue(screen.until_seen)
    changes = Changes(queue)
    screen.opened.clear()
    for name in "abc":
        changes.put(name)
    await queue.finish(0.02)
    assert queue.close(_PATIENCE, never) == []
    assert changes.made == ["a", "b", "c"]
    assert queue.close(_PATIENCE, never) == []


async def test_what_fails_in_being_told_keeps_no_change_from_being_made() -> None:
    queue = WriteQueue(Screen().until_seen)
    changes = Changes(queue)
    queue.put(int, fail_at_the_end, fail)
    queue.when_done(fail)
    changes.put("a")
    assert await queue.finish(None)
    assert changes.told == ["a"]
    queue.put(int, lambda _: None, fail)
    queue.when_done(fail)
    assert await queue.finish(None)
    queue.close(_PATIENCE, never)


async def test_the_end_has_what_waits_fail_and_counts_what_was_not_made() -> None:
    queue = WriteQueue(Screen().until_seen)
    changes = Changes(queue)
    gate = threading.Event()

    def fail_once_given_up() -> None:
        gate.wait()
        fail()

    changes.put("a", fail_once_given_up)
    changes.put("b")
    await queue.finish(0.02)
    assert queue.close(0.02, gate.set) == ["The log says why."]
    assert changes.made == ["b"]


async def test_a_failure_at_the_end_is_counted() -> None:
    screen = Screen()
    queue = WriteQueue(screen.until_seen)
    changes = Changes(queue)
    screen.opened.clear()
    changes.put("a")
    changes.put("b", fail)
    await queue.finish(0.02)
    assert queue.close(_PATIENCE, never) == ["The log says why."]


async def test_what_needs_no_frame_goes_between_the_changes() -> None:
    queue = WriteQueue(Screen().until_seen)
    changes = Changes(queue)
    assert await asyncio.wrap_future(queue.submit(lambda: 7)) == 7
    changes.put("a")
    assert await queue.finish(_PATIENCE)
    queue.close(_PATIENCE, never)
    with pytest.raises(RuntimeError):
        queue.submit(int)
