"""Waiting that can be broken off, and that says for how long and why."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from tui.sources.http.failure import FetchCancelled

LOOK_EVERY = 0.1
"""Seconds between two looks whether the caller still wants it."""


class Clock:
    """The time, and how it is passed. All waiting of the client goes through one of these."""

    def now(self) -> float:
        """Seconds since 1970."""
        return time.time()

    def steady(self) -> float:
        """Seconds since some moment, which nobody sets."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Let ``seconds`` pass."""
        time.sleep(seconds)


@dataclass(frozen=True, slots=True)
class Patience:
    """What a caller puts up with, for as long as it wants ``url``."""

    url: str
    clock: Clock
    waiting: Callable[[float, str], None]
    cancelled: Callable[[], bool]

    def check(self) -> None:
        """Raise FetchCancelled if the caller wants it no longer."""
        if self.cancelled():
            raise FetchCancelled("Stopped.", url=self.url)

    def wait(self, seconds: float, why: str) -> None:
        """Tell ``waiting`` once, then let the time pass. Raises FetchCancelled."""
        self.waiting(seconds, why)
        self.pause(seconds)

    def pause(self, seconds: float) -> None:
        """Let the time pass in silence. Raises FetchCancelled."""
        left = seconds
        while left > 0:
            self.check()
            step = min(left, LOOK_EVERY)
            self.clock.sleep(step)
            left -= step
        self.check()


def in_words(seconds: float) -> str:
    """``40 s``, ``12 minutes``: a time to wait."""
    return f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.0f} minutes"
