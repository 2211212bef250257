"""Ctrl-C as a wish to stop."""

import os
import signal
import threading

import pytest

from tui.cli.interrupt import Interrupt


def test_the_first_ctrl_c_is_noted_and_the_second_interrupts() -> None:
    before = signal.getsignal(signal.SIGINT)
    with Interrupt() as interrupted:
        assert not interrupted()
        os.kill(os.getpid(), signal.SIGINT)
        assert interrupted()
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


def test_one_ctrl_c_interrupts_what_waits_for_something() -> None:
    def wait() -> None:
        os.kill(os.getpid(), signal.SIGINT)
        threading.Event().wait(30)

    with Interrupt(), pytest.raises(KeyboardInterrupt):
        wait()
