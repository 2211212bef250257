"""Ctrl-C as a wish to stop, so that what was done until then can be kept."""

import os
import signal
import threading
from types import FrameType
from typing import Self

_PATIENCE_SECONDS = 0.5


class Interrupt:
    """Inside, the first Ctrl-C only makes this true when called; the second one interrupts.

    So does the first one where nobody calls for a moment, since it waits for something to read.
    """

    def __init__(self) -> None:
        self._wanted = False
        self._is_known = False
        self._insisting = threading.Timer(_PATIENCE_SECONDS, self._insist)
        self._insisting.daemon = True

    def __enter__(self) -> Self:
        self._before = signal.signal(signal.SIGINT, self._note)
        return self

    def __exit__(self, *_: object) -> None:
        self._insisting.cancel()
        signal.signal(signal.SIGINT, self._before)

    def __call__(self) -> bool:
        """Whether Ctrl-C was pressed."""
        self._is_known = self._wanted
        return self._wanted

    def _note(self, _signal: int, _frame: FrameType | None) -> None:
        if self._wanted:
            raise KeyboardInterrupt
        self._wanted = True
        self._insisting.start()

    def _insist(self) -> None:
        if not self._is_known:
            _interrupt_main_thread()


def _interrupt_main_thread() -> None:
    main = threading.main_thread().ident
    if hasattr(signal, "pthread_kill") and main is not None:
        signal.pthread_kill(main, signal.SIGINT)
    else:
        os.kill(os.getpid(), signal.SIGINT)
