"""Ctrl-C as a wish to stop, so that what was done until then can be kept."""

import signal
from types import FrameType
from typing import Self


class Interrupt:
    """Inside, the first Ctrl-C only makes this true when called; the second one interrupts."""

    def __init__(self) -> None:
        self._wanted = False

    def __enter__(self) -> Self:
        self._before = signal.signal(signal.SIGINT, self._note)
        return self

    def __exit__(self, *_: object) -> None:
        signal.signal(signal.SIGINT, self._before)

    def __call__(self) -> bool:
        """Whether Ctrl-C was pressed."""
        return self._wanted

    def _note(self, _signal: int, _frame: FrameType | None) -> None:
        if self._wanted:
            raise KeyboardInterrupt
        self._wanted = True
