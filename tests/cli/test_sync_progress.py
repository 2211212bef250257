"""How far a sync is, in a terminal and in a pipe."""

import sys

import pytest

from tests.cli.command import Stream
from tui.cli.sync_progress import sync_progress
from tui.library import SyncProgress

_STEP = SyncProgress("arxiv", "ti:[red]mamba[/red] AND cat:cs.LG", 3, None, 1204, 31, 0, 2)


def _written(monkeypatch: pytest.MonkeyPatch, *, terminal: bool, seconds: float = 57.0) -> str:
    stream = Stream(terminal=terminal)
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("TERM", "xterm-256color")
    with sync_progress() as shown:
        shown.waiting(seconds, "nobody has answered yet")
        shown.progress(_STEP)
        shown.progress(_STEP)
        shown.waiting(seconds, "huggingface.co asks to wait")
    return stream.written


def test_a_bar_tells_source_label_and_counts_and_why_it_stands_still(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    written = _written(monkeypatch, terminal=True)
    assert "arxiv" in written
    assert "1,204 new, 31 merged, 2 skipped" in written
    assert "huggingface.co asks to …" in written


def test_a_pipe_hears_of_waiting_only_when_it_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "asks to wait: waiting for 57 s …" in _written(monkeypatch, terminal=False)
    assert _written(monkeypatch, terminal=False, seconds=3.0) == ""
