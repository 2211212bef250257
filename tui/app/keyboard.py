"""Keys one at a time and in the order typed, however fast they come.

Textual hands a key to whatever has the focus when the key is read. Keys that arrive together, as
over a slow line, then all go to the same pane: those typed after ``/`` would be taken for commands.
Here a key is looked at only when what the one before it set off has happened.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from time import monotonic
from typing import Protocol

from textual import events
from textual.app import App
from textual.message_pump import MessagePump

_ROUNDS = 8
_LONGEST_WAIT = 0.25
_LOOK_AGAIN = 0.01

Typed = events.Key | events.Paste
Forward = Callable[[Typed], Awaitable[None]]


class Release(Protocol):
    """Lets keys go that were held; with ``drop`` those typed meanwhile are forgotten."""

    def __call__(self, *, drop: bool = False) -> None:
        """Do so; once is enough."""


class Keyboard:
    """Passes keys on through ``forward``, unless they are held until something is on the screen."""

    def __init__(self, app: App[None], forward: Forward) -> None:
        self._app = app
        self._forward = forward
        self._waiting: deque[Typed] = deque()
        self._holds = 0
        self._passing: asyncio.Task[None] | None = None
        self._closed = False
        self._last_key_at = monotonic()

    def take(self, key: Typed) -> None:
        """Pass on a key, or what is pasted, once those before it were dealt with and let go."""
        self._last_key_at = monotonic()
        if not self._closed:
            self._waiting.append(key)
            self._go_on()

    def hold(self, *, at_most: float | None = None) -> Release:
        """Hold keys until the function given back is called, which is to happen in any case.

        Where it may not, what was typed is dropped after ``at_most`` seconds.
        """
        self._holds += 1
        pending = True

        def release(*, drop: bool = False) -> None:
            nonlocal pending
            if pending:
                pending = False
                self._holds -= 1
                if drop:
                    self._waiting.clear()
                self._go_on()
            if timer is not None:
                timer.stop()

        timer = None
        if at_most is not None:
            timer = self._app.set_timer(at_most, lambda: release(drop=True))
        return release

    @property
    def busy(self) -> bool:
        """Whether keys wait to be passed on, or the last one to be dealt with."""
        return bool(self._waiting) or not (self._passing is None or self._passing.done())

    @property
    def idle_seconds(self) -> float:
        """How long ago the last key was typed."""
        return monotonic() - self._last_key_at

    async def finish(self, seconds: float) -> None:
        """Wait for all keys to be dealt with, or for so long at most; then take no more."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while self.busy:
                    await asyncio.sleep(_LOOK_AGAIN)
        self.close()

    def close(self) -> None:
        """Take no more keys, and drop those that wait."""
        self._closed = True
        self._waiting.clear()

    def open(self) -> None:
        """Take keys again."""
        self._closed = False

    def _go_on(self) -> None:
        if self._waiting and (self._passing is None or self._passing.done()):
            self._passing = asyncio.create_task(self._pass_on())

    async def _pass_on(self) -> None:
        while self._waiting and not self._holds:
            heard_by = self._app.focused or self._app.screen
            await self._forward(self._waiting.popleft())
            await _settled(heard_by.ancestors_with_self)


async def _settled(pumps: Sequence[MessagePump]) -> None:
    """Wait until a widget and all around it have dealt with their messages, the inner ones first.

    A key that a widget does not want goes up to the application, whose action sends messages down
    again: it takes more than one round.
    """
    for _ in range(_ROUNDS):
        for pump in pumps:
            await flushed(pump)
        if not any(pump.message_queue_size for pump in pumps):
            return


async def flushed(pump: MessagePump) -> None:
    """Wait until a pump has dealt with what it has been sent so far."""
    done = asyncio.Event()
    if pump.is_running and pump.call_later(done.set):
        try:
            await asyncio.wait_for(done.wait(), _LONGEST_WAIT)
        except TimeoutError:
            return
