"""Asking the terminal how wide it draws, on a pseudo-terminal that answers, or does not."""

import os
import pty
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tui.cli.terminal_probe import drawn_widths


class _End:
    """A stream on the program's end of a pseudo-terminal."""

    def __init__(self, handle: int) -> None:
        self._handle = handle

    def fileno(self) -> int:
        return self._handle

    def isatty(self) -> bool:
        return os.isatty(self._handle)


@contextmanager
def _terminal(monkeypatch: pytest.MonkeyPatch, answer: bytes) -> Iterator[int]:
    """A terminal that gives an answer when its line is cleared; the program's end of it."""
    ours, its = pty.openpty()

    def hear_and_answer() -> None:
        heard = b""
        while b"\x1b[K" not in heard:
            heard += os.read(ours, 1_024)
        os.write(ours, answer)

    hearing = threading.Thread(target=hear_and_answer, daemon=True)
    hearing.start()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdin", _End(its))
        patch.setattr(sys, "stdout", _End(its))
        yield its
    hearing.join(timeout=5)
    for handle in (ours, its):
        os.close(handle)


def test_the_columns_that_are_answered_are_the_widths(monkeypatch: pytest.MonkeyPatch) -> None:
    with _terminal(monkeypatch, b"\x1b[9;3R\x1b[9;2R"):
        assert drawn_widths(["宽", "★"]) == [2, 1]


@pytest.mark.parametrize("answer", [b"", b"\x1b[9;3R", b"nonsense"])
def test_a_terminal_that_does_not_tell_all_is_given_up_on(
    monkeypatch: pytest.MonkeyPatch, answer: bytes
) -> None:
    started = time.monotonic()
    with _terminal(monkeypatch, answer):
        assert drawn_widths(["宽", "★"]) is None
    assert time.monotonic() - started < 5


def test_the_terminal_is_left_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    with _terminal(monkeypatch, b"\x1b[9;2R") as its:
        before = termios.tcgetattr(its)
        drawn_widths(["★"])
        assert termios.tcgetattr(its) == before


def test_what_is_typed_is_left_for_who_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, its = pty.openpty()
    monkeypatch.setattr(sys, "stdin", _End(its))
    monkeypatch.setattr(sys, "stdout", _End(its))
    os.write(ours, b"ls -l\n")
    assert drawn_widths(["★"]) is None
    assert os.read(its, 100) == b"ls -l\n"
    os.close(ours)
    os.close(its)


_FROM_THE_BACKGROUND = """
import fcntl, os, subprocess, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
probe = "from tui.cli.terminal_probe import drawn_widths; assert drawn_widths(['x']) is None"
child = subprocess.Popen([sys.executable, "-c", probe], process_group=0)
_, status = os.waitpid(child.pid, os.WUNTRACED)
if os.WIFSTOPPED(status):
    child.kill()
sys.exit(status != 0)
"""


def test_a_process_in_the_background_is_not_stopped_by_asking() -> None:
    ours, its = pty.openpty()
    command = [sys.executable, "-c", _FROM_THE_BACKGROUND]
    done = subprocess.run(
        command, stdin=its, stdout=its, start_new_session=True, timeout=30, check=False
    )
    assert done.returncode == 0
    os.close(ours)
    os.close(its)


def test_nobody_is_asked_where_there_is_no_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "input").touch()
    with (tmp_path / "input").open() as stream:
        monkeypatch.setattr(sys, "stdin", stream)
        assert drawn_widths(["★"]) is None
