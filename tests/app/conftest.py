"""What the reader is tested on: papers of every kind, and a world outside that only remembers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual import _wait

from tests.app.outside import Outside
from tests.app.sample import RICH, library_of
from tui.library import Library


@pytest.fixture
def rich_library(tmp_path: Path) -> Iterator[Library]:
    """A small library of papers that have everything a paper can have."""
    with library_of(tmp_path / "rich", RICH) as library:
        yield library


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Textual look often whether it is idle, because ``Driver.settle`` is what decides."""
    monkeypatch.setattr(_wait, "SLEEP_GRANULARITY", 0.002)
    monkeypatch.setattr(_wait, "SLEEP_IDLE", 0.001)


@pytest.fixture(autouse=True)
def outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Outside:
    """Browser and clipboard of a person who sits before the test's own folder."""
    monkeypatch.chdir(tmp_path)
    return Outside().take_the_place_of_the_real_one(monkeypatch)
