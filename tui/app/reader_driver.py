"""How the reader writes to its terminal: it knows what has arrived there, and when it is gone."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from io import TextIOWrapper
from typing import Any, TextIO, cast

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver


class _Milestone(str):
    """Nothing to write, but something to call once all before it is written."""

    reached: Callable[[], None]


class _Output:
    """The terminal as a file; once it is gone, what is written to it goes nowhere.

    Textual's writing thread would end otherwise, and with it, soon after, the event loop.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, text: str) -> int:
        """Write a text, or tell that those before it are written."""
        if isinstance(text, _Milestone):
            self.flush()
            text.reached()
            return 0
        try:
            return self._file.write(text)
        except OSError:
            return len(text)

    def flush(self) -> None:
        """Have the terminal take what was written."""
        try:
            self._file.flush()
        except OSError:
            return

    def fileno(self) -> int:
        """The number of the terminal's file."""
        return self._file.fileno()


class ReaderDriver(LinuxDriver):
    """Textual's driver for Linux and macOS, for a reader that waits for its frames."""

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._file = cast(TextIOWrapper, _Output(cast(TextIO, sys.__stderr__)))

    async def taken(self) -> None:
        """Return once the terminal has been given all that was drawn, if it is drawn on at all."""
        writer = self._writer_thread
        if writer is None or not writer.is_alive():
            return
        reached = asyncio.Event()
        milestone = _Milestone()
        loop = asyncio.get_running_loop()
        milestone.reached = lambda: _tell(loop, reached)
        self.write(milestone)
        await reached.wait()

    def run_input_thread(self) -> None:
        """Read keys until the reader ends; a terminal that is gone ends it."""
        try:
            super().run_input_thread()
        except OSError:
            os.kill(os.getpid(), signal.SIGHUP)


def _tell(loop: asyncio.AbstractEventLoop, reached: asyncio.Event) -> None:
    """Set an event of the loop from another thread; nobody waits once the loop is closed."""
    if not loop.is_closed():
        loop.call_soon_threadsafe(reached.set)
