"""A real pseudo-terminal around a program: keys go in, the screen is read, repaints are timed."""

import fcntl
import os
import queue
import signal
import struct
import termios
import threading
import time
from collections.abc import Callable, Mapping, Sequence

import pyte
from ptyprocess import PtyProcess

_CURSOR_REPORT = (b"\x1b[6n", b"\x1b[1;1R")
_DEVICE_REPORT = (b"\x1b[c", b"\x1b[?62;c")


class Terminal:
    """A program in a terminal of its own. Times are ``time.perf_counter`` seconds."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 160,
        rows: int = 48,
        env: Mapping[str, str] | None = None,
    ) -> None:
        surroundings = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        surroundings.update({"LC_ALL": "C.UTF-8", **(env or {})})
        for of_another_terminal in ("COLUMNS", "LINES"):
            surroundings.pop(of_another_terminal, None)
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self.started = self.pressed = self.painted = time.perf_counter()
        self.process = PtyProcess.spawn(list(command), dimensions=(rows, columns), env=surroundings)
        self._pieces: queue.SimpleQueue[tuple[float, bytes]] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._collect, daemon=True)
        self._reader.start()

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.isalive():
            self.process.kill(signal.SIGKILL)
        self._reader.join(timeout=5)
        self.process.close(force=True)

    @property
    def text(self) -> str:
        """What is on the screen, a line a row."""
        return "\n".join(self._screen.display)

    def line(self, row: int) -> str:
        """What stands in a row; a character of double width is followed by nothing."""
        cells = self._screen.buffer[row]
        return "".join(cells[column].data for column in range(self._screen.columns))

    def is_bold(self, column: int, row: int) -> bool:
        """Whether what stands there is painted in bold."""
        return bool(self._screen.buffer[row][column].bold)

    def press(self, keys: str) -> None:
        """Type keys, as the bytes a terminal sends."""
        self.pressed = time.perf_counter()
        os.write(self.process.fd, keys.encode())

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size."""
        self._screen.resize(rows, columns)
        size = struct.pack("HHHH", rows, columns, 0, 0)
        fcntl.ioctl(self.process.fd, termios.TIOCSWINSZ, size)
        self.process.kill(signal.SIGWINCH)

    def wait_for(self, wanted: str | Callable[[str], bool], timeout: float = 20.0) -> None:
        """Return once a text is on the screen, or once ``wanted(screen)`` is true.

        Raises TimeoutError with the screen as it stands instead.
        """
        there = wanted if callable(wanted) else (lambda screen: wanted in screen)
        if not self.wait_until(lambda: there(self.text), timeout):
            raise TimeoutError(f"{wanted!r} is not on the screen:\n{self.text}")

    def wait_until(self, happened: Callable[[], bool], timeout: float = 20.0) -> bool:
        """Take in what is painted until something is so; whether it came to that."""
        end = time.perf_counter() + timeout
        while not happened():
            if time.perf_counter() > end or not self._read(0.05):
                return False
        return True

    def wait_until_quiet(self, seconds: float = 0.12, timeout: float = 5.0) -> None:
        """Return once nothing was painted for some time.

        What was painted is parsed only then: parsing would hold up the thread that reads, and with
        it the program that is measured.
        """
        end = time.perf_counter() + timeout
        painted = bytearray()
        while time.perf_counter() < end:
            piece = self._next_piece(seconds)
            if not piece:
                break
            painted += piece
        self._stream.feed(bytes(painted))

    def wait_for_exit(self, timeout: float = 10.0) -> int | None:
        """The exit code of the program, once it has ended."""
        end = time.perf_counter() + timeout
        while self.process.isalive() and time.perf_counter() < end:
            self._read(0.05)
        status: int | None = self.process.exitstatus
        return status

    def kill(self) -> None:
        """End the program as ``kill -9`` does; what it had painted is on the screen afterwards."""
        self.process.kill(signal.SIGKILL)
        self._reader.join(timeout=5)
        while self._read(0):
            pass

    @property
    def seconds_to_first_paint(self) -> float:
        """From the start of the program to what was painted last."""
        return self.painted - self.started

    @property
    def milliseconds_since_key(self) -> float:
        """From the last key to what was painted last."""
        return (self.painted - self.pressed) * 1e3

    def _read(self, timeout: float) -> bool:
        """Take in the next piece that the program painted; ``False`` when it has gone."""
        piece = self._next_piece(timeout)
        if piece is None:
            return bool(self.process.isalive())
        self._stream.feed(piece)
        return len(piece) > 0

    def _next_piece(self, timeout: float) -> bytes | None:
        """What was painted next: ``b""`` when the program has ended, ``None`` for nothing."""
        try:
            self.painted, painted = self._pieces.get(timeout=timeout)
        except queue.Empty:
            return None
        for question, answer in (_CURSOR_REPORT, _DEVICE_REPORT):
            if question in painted:
                os.write(self.process.fd, answer)
        return painted

    def _collect(self) -> None:
        """Read what is painted the moment it is, however long the parsing of it takes."""
        painted = b"?"
        while painted:
            try:
                painted = os.read(self.process.fd, 1 << 16)
            except OSError:
                painted = b""
            self._pieces.put((time.perf_counter(), painted))
