"""What every test stands on: a home of its own, no network, and the starter library when asked."""

import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

from tests.hub import FakeHub
from tui.library import Library
from tui.paths import Paths

_OF_THE_PERSON = (
    "NO_COLOR", "COLORTERM", "BROWSER", "SSH_CONNECTION", "SSH_TTY", "DISPLAY", "WAYLAND_DISPLAY",
    "HF_ENDPOINT", "HF_TOKEN", "http_proxy", "https_proxy", "all_proxy", "no_proxy", "HTTP_PROXY",
    "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY",
)  # fmt: skip


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where papertui keeps everything during a test; nothing is there yet."""
    for name in _OF_THE_PERSON:
        monkeypatch.delenv(name, raising=False)
    home = tmp_path / "home"
    monkeypatch.setenv("PAPERTUI_HOME", str(home))
    # Where all papertuis of a user meet, those of other tests among them.
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    return home


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse connections to anywhere but this machine."""
    connect = socket.socket.connect

    def connect_nearby(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in (
            "127.0.0.1",
            "::1",
        ):
            raise AssertionError(f"A test reached for the network: {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect_nearby)


@pytest.fixture(scope="session")
def prepared_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The starter library, imported and indexed once for all tests. Not to be changed."""
    home = tmp_path_factory.mktemp("prepared") / "home"
    with Library(Paths.standard(home)) as library:
        library.catch_up()
    return home


@pytest.fixture
def seeded_home(home: Path, prepared_home: Path) -> Path:
    """The test's home with a copy of the starter library in it."""
    shutil.copytree(prepared_home, home)
    return home


@pytest.fixture
def library(seeded_home: Path) -> Iterator[Library]:
    """The starter library of the test's home, opened."""
    with Library(Paths.standard(seeded_home)) as library:
        yield library


@pytest.fixture
def hub(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> FakeHub:
    """Hugging Face on this machine, which is what papertui asks in this test."""
    monkeypatch.setenv("HF_ENDPOINT", httpserver.url_for(""))
    monkeypatch.delenv("HF_HUB_OFFLINE")
    return FakeHub(httpserver)
