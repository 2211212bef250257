"""The line that counts while something takes long."""

import sys

import pytest

from tests.cli.command import Stream
from tui.cli import progress
from tui.cli.progress import Progress


def _written(monkeypatch: pytest.MonkeyPatch, *, terminal: bool, patience: float) -> str:
    stream = Stream(terminal=terminal)
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(progress, "_PATIENCE_SECONDS", patience)
    with Progress("Indexing papers") as shown:
        shown(2000, 10_000)
        shown(4000)
    return stream.written


def test_a_terminal_sees_the_count_which_is_wiped_at_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    written = _written(monkeypatch, terminal=True, patience=0)
    assert "Indexing papers: 2,000 of 10,000" in written
    assert "Indexing papers: 4,000" in written
    assert written.endswith("\r\x1b[K")


def test_short_work_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _written(monkeypatch, terminal=True, patience=60) == ""


def test_a_pipe_sees_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _written(monkeypatch, terminal=False, patience=0) == ""


def test_a_line_in_between_stays_and_the_count_goes_on_below(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stream = Stream(terminal=True)
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(progress, "_PATIENCE_SECONDS", 0)
    with Progress("Working") as shown:
        shown(1)
        shown.interject("Wait.")
        shown(2)
    lines = stream.written.split("\n")
    assert [line.rpartition("\x1b[K")[2] for line in lines] == ["Wait.", ""]
    assert "Working: 2" in lines[1]
