"""Clients with time of their own, and servers on this machine."""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.sources.http.servers import CERTIFICATE, Deed, RawServer
from tui.sources.http import Client, Clock

MakeClient = Callable[..., Client]
Serve = Callable[..., RawServer]


class FakeClock(Clock):
    """Time that passes only when somebody sleeps, and then at once."""

    def __init__(self) -> None:
        self.time = 1_700_000_000.0
        self.slept = 0.0

    def now(self) -> float:
        return self.time

    def steady(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.time += seconds
        self.slept += seconds


@pytest.fixture(autouse=True)
def _surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """No proxy, a log that is seen, and our own certificate: the system's take time to read."""
    monkeypatch.setattr(logging.getLogger("papertui"), "propagate", True)
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def cache_folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def make_client(cache_folder: Path, clock: FakeClock) -> Iterator[MakeClient]:
    """Makes clients that share a cache; they are closed when the test ends."""
    made: list[Client] = []

    def make(**options: Any) -> Client:
        defaults: dict[str, Any] = {"env": {}, "clock": clock}
        made.append(Client(cache_folder, **defaults | options))
        return made[-1]

    yield make
    for client in made:
        client.close()


@pytest.fixture
def client(make_client: MakeClient) -> Client:
    return make_client()


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Starts servers, which are stopped when the test ends."""
    started: list[RawServer] = []

    def start(*deeds: bytes | Deed, encrypted: bool = False) -> RawServer:
        started.append(RawServer(deeds, encrypted=encrypted))
        return started[-1]

    yield start
    for server in started:
        server.close()
