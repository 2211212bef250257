"""A line that counts while something takes long."""

import sys
import time
from typing import Self

from tui.cli.output import complain, is_terminal

_PATIENCE_SECONDS = 0.4
_TO_LINE_START_AND_CLEAR = "\r\x1b[K"


class Progress:
    """Counts on standard error, if that is a terminal, once the work has taken a moment."""

    def __init__(self, deed: str) -> None:
        self._deed = deed
        self._begun = time.monotonic()
        self._shown = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown:
            self._write("")

    def __call__(self, done: int, total: int | None = None) -> None:
        """Show how much is done, and of how much when that is known."""
        if is_terminal(sys.stderr) and time.monotonic() - self._begun >= _PATIENCE_SECONDS:
            self._shown = True
            self._write(f"{self._deed}: {done:,}" + (f" of {total:,}" if total else ""))

    def interject(self, text: str) -> None:
        """Write a line that stays above the count."""
        if self._shown:
            self._write("")
        complain(text)

    def _write(self, text: str) -> None:
        sys.stderr.write(_TO_LINE_START_AND_CLEAR + text)
        sys.stderr.flush()
