"""How the reader ends: what was typed before is done first, also when its terminal is closed."""

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable
from time import monotonic
from types import FrameType

from tui.app.desk import Desk

_LONGEST = 5.0
"""Seconds for what was typed to be done, should another program keep the library that long."""

_GRACE = 3.0
_MOMENT = 0.2
_OF_A_SIGNAL = 128
"""What shells add to a signal's number to have the exit code."""


class Ending:
    """Ends the reader once, however often it is asked to.

    ``save`` has the reader keep how it stands, ``leave`` ends it with an exit code.
    """

    def __init__(self, desk: Desk, save: Callable[[], None], leave: Callable[[int], None]) -> None:
        self._desk = desk
        self._save = save
        self._leave = leave
        self._task: asyncio.Task[None] | None = None
        self._end_at: float | None = None

    @property
    def seconds_left(self) -> float:
        """For how long what was typed may still take."""
        end_at = monotonic() + _LONGEST if self._end_at is None else self._end_at
        return max(_MOMENT, end_at - monotonic())

    def heed_signals(self) -> None:
        """From now on end in good order when the terminal is closed or the system says so."""
        loop = asyncio.get_running_loop()

        def hear(number: int, _: FrameType | None) -> None:
            code = _OF_A_SIGNAL + number
            # A terminal that takes nothing any more can hold up all else.
            _end_after(_LONGEST + _GRACE, code)
            loop.call_soon_threadsafe(self.begin, code)

        for number in _signals():
            signal.signal(number, hear)

    def ignore_signals(self) -> None:
        """Leave signals to the system again."""
        for number in _signals():
            signal.signal(number, signal.SIG_DFL)

    def give_up(self, code: int) -> None:
        """End soon, whatever waits for the library that another program keeps."""
        _end_after(_GRACE, code)

    def leave(self) -> None:
        """End once all changes are made, however long they wait; keys typed from now on are not.

        When one of them can't be made the reader stays, for the person to see that.
        """
        if self._task is None:
            self._desk.keyboard.close()
            self._task = asyncio.create_task(self._end_when_saved())

    def begin(self, code: int = 0, *, within: float = _LONGEST) -> None:
        """End with an exit code, after doing what was typed as far as the seconds allow."""
        if self._end_at is None:
            self._end_at = monotonic() + within
            if self._task is not None:
                self._task.cancel()
            self._task = asyncio.create_task(self._end(code))

    async def _end_when_saved(self) -> None:
        writes = self._desk.writes
        failures = writes.failures
        while writes.busy:
            await writes.finish(None)
        if writes.failures == failures:
            self._end_at = monotonic() + _LONGEST
            await self._end(0)
        else:
            self._task = None
            self._desk.keyboard.open()

    async def _end(self, code: int) -> None:
        await self._desk.keyboard.finish(self.seconds_left)
        self._desk.closing.set()
        self._save()
        await self._desk.writes.finish(self.seconds_left)
        self._leave(code)


def _signals() -> list[signal.Signals]:
    if sys.platform == "win32":
        return [signal.SIGTERM]
    return [signal.SIGTERM, signal.SIGHUP]


def _end_after(seconds: float, code: int) -> None:
    watchdog = threading.Timer(seconds, os._exit, (code,))
    watchdog.daemon = True
    watchdog.start()
