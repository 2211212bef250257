"""The terminal asked how wide it draws characters, by the cursor's place after each of them."""

import contextlib
import os
import re
import select
import sys
import time
from collections.abc import Iterator, Sequence

_PATIENCE_SECONDS = 0.3
_ASK_FOR_CURSOR = "\x1b[6n"
_CLEAR_LINE = "\r\x1b[K"
# CPR, "cursor position report": ECMA-48, 8.3.14.
_REPORT = re.compile(rb"\x1b\[\d+;(\d+)R")


def drawn_widths(texts: Sequence[str]) -> list[int] | None:
    """How many cells the terminal gives each text; None where it does not answer, or is none.

    It takes 0.3 seconds at most, and leaves the line empty and the terminal as it was. Nobody is
    asked in the background, where that would stop the process, nor where somebody types already.
    """
    if not _can_be_asked():
        return None
    question = "".join(f"\r{text}{_ASK_FOR_CURSOR}" for text in texts)
    try:
        keyboard = sys.stdin.fileno()
        with _unheard(keyboard):
            if _is_typed_to(keyboard):
                return None
            os.write(sys.stdout.fileno(), f"{question}{_CLEAR_LINE}".encode())
            columns = _answers(keyboard, len(texts))
    except (ImportError, OSError):
        return None
    return [column - 1 for column in columns] if len(columns) == len(texts) else None


def _can_be_asked() -> bool:
    """Whether there is a terminal that may know, and is ours to ask."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()) or os.environ.get("TERM") == "dumb":
        return False
    try:
        return os.tcgetpgrp(sys.stdin.fileno()) == os.getpgrp()
    except (AttributeError, OSError):
        # A terminal, or a system, that keeps nobody in the background.
        return True


def _is_typed_to(keyboard: int) -> bool:
    return bool(select.select([keyboard], [], [], 0)[0])


def _answers(keyboard: int, count: int) -> list[int]:
    """The columns that the terminal reports, as many as come in time."""
    heard = b""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while len(found := _REPORT.findall(heard)) < count:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([keyboard], [], [], left)[0]:
            break
        heard += os.read(keyboard, 1_024)
    return [int(column) for column in found]


@contextlib.contextmanager
def _unheard(keyboard: int) -> Iterator[None]:
    """Have what the terminal sends come at once, and not be shown as if it were typed."""
    import termios
    import tty

    before = termios.tcgetattr(keyboard)
    tty.setcbreak(keyboard, termios.TCSADRAIN)
    try:
        yield
    finally:
        termios.tcsetattr(keyboard, termios.TCSADRAIN, before)
