"""Libraries on disk for the reader, and a desk on which nothing outside is touched."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual import _wait

from tests.app.desk import Desk
from tests.app.sample import RICH, library_of
from tui.library import Library
from tui.paths import Paths


@pytest.fixture(scope="session")
def prepared_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The starter library, imported and indexed once for all tests."""
    home = tmp_path_factory.mktemp("prepared") / "home"
    with Library(Paths.standard(home)) as library:
        library.catch_up()
    return home


@pytest.fixture
def library(prepared_home: Path, tmp_path: Path) -> Iterator[Library]:
    """A copy of the starter library."""
    home = tmp_path / "home"
    shutil.copytree(prepared_home, home)
    with Library(Paths.standard(home)) as library:
        yield library


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
def desk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Desk:
    """Browser and clipboard of the person, who sits before the tests' own folder."""
    monkeypatch.chdir(tmp_path)
    return Desk().take_the_place_of_the_real_one(monkeypatch)
