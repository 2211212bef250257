"""A request every few seconds, one at a time, over all processes of one user."""

import contextlib
import os
from collections.abc import Mapping
from io import FileIO
from pathlib import Path

from tui.errors import PapertuiError
from tui.lock import lock
from tui.paths import make_private
from tui.sources.http.patience import LOOK_EVERY, Clock, Patience

PACES: Mapping[str, float] = {"arxiv": 3.0}
"""Seconds between two requests of a pace (https://info.arxiv.org/help/api/tou.html)."""

_LONGEST_TIME = 40


class Turn:
    """The right to send one request. It ends when it is closed, or with its process.

    The time is noted when it begins too: a process that is killed can't note its end.
    """

    def __init__(self, file: FileIO, clock: Clock) -> None:
        self._file = file
        self._clock = clock
        with contextlib.suppress(OSError):
            _write_time(file, clock.now())

    def close(self) -> None:
        """Note the time, from which on the next one waits, and let it begin to."""
        with self._file, contextlib.suppress(OSError):
            _write_time(self._file, self._clock.now())


class Paces:
    """Hands out the turns of each pace. A pace is a file in ``folder`` that processes lock.

    Without locks only the time in the file keeps them apart.
    """

    def __init__(self, folder: Path, seconds: Mapping[str, float], clock: Clock) -> None:
        self._folder = folder
        self._seconds = seconds
        self._clock = clock

    def turn(self, pace: str, patience: Patience) -> Turn:
        """The next turn of ``pace``, when it is due.

        Raises FetchCancelled, and PapertuiError if the file can't be written or locked.
        """
        with contextlib.ExitStack() as undo:
            file = undo.enter_context(self._opened(pace))
            self._lock(file, patience)
            self._wait(file, self._seconds[pace], patience)
            undo.pop_all()
        return Turn(file, self._clock)

    def _opened(self, pace: str) -> FileIO:
        path = self._folder / f"{pace}.turn"
        make_private(self._folder)
        try:
            return FileIO(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+")
        except OSError as error:
            raise _unusable(path, error) from error

    def _lock(self, file: FileIO, patience: Patience) -> None:
        try:
            while not lock(file.fileno()):
                patience.pause(LOOK_EVERY)
        except OSError as error:
            raise _unusable(self._folder, error) from error

    def _wait(self, file: FileIO, seconds: float, patience: Patience) -> None:
        # A clock that was set back must not hold anybody up for longer than the pace.
        left = min(seconds, _read_time(file) + seconds - self._clock.now())
        if left > 0:
            patience.wait(left, f"one request every {seconds:g} s")


def _read_time(file: FileIO) -> float:
    """The time in the file; the beginning of time if there is none."""
    try:
        file.seek(0)
        return float(file.read(_LONGEST_TIME) or 0)
    except (OSError, ValueError):
        return 0.0


def _write_time(file: FileIO, seconds: float) -> None:
    file.seek(0)
    file.truncate()
    file.write(f"{seconds:.6f}".encode())


def _unusable(path: Path, error: OSError) -> PapertuiError:
    reason = error.strerror or type(error).__name__
    return PapertuiError(f"{path} can't be used: {reason}.", "Check the cache folder.")
