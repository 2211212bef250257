"""When what has changed can be seen."""

import asyncio
import sys
from contextlib import suppress
from typing import Any

from textual.app import App

from tui.app.keyboard import flushed

_LONGEST_WAIT = 1.0


async def until_seen(app: App[Any]) -> None:
    """Return once the terminal has the frame with all that has changed by now.

    A terminal that takes nothing is waited for a second.
    """
    with suppress(TimeoutError):
        async with asyncio.timeout(_LONGEST_WAIT):
            if app.is_running:
                await _until_drawn(app)
                await _until_taken(app)


async def _until_drawn(app: App[Any]) -> None:
    for widget in [widget for screen in app.screen_stack for widget in screen.query("*")]:
        # A widget that is to be drawn anew has a message that makes it say so to its screen.
        if widget.message_queue_size:
            await flushed(widget)
    refreshed = asyncio.Event()
    if app.screen.call_after_refresh(refreshed.set):
        await refreshed.wait()


async def _until_taken(app: App[Any]) -> None:
    if sys.platform != "win32":
        from tui.app.reader_driver import ReaderDriver

        if isinstance(app._driver, ReaderDriver):
            await app._driver.taken()
