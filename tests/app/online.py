"""Libraries whose sources are on this machine, and answer when a test lets them."""

import json
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from werkzeug import Response

from tests.app.sample import library_of
from tests.hub import FakeHub, Row
from tui.library import Library
from tui.papers.paper import Paper
from tui.sources.http import Client, Clock

_PATIENCE = 10


class NoWaiting(Clock):
    """Time that passes at once."""

    def __init__(self) -> None:
        self._ahead = 0.0

    def now(self) -> float:
        return super().now() + self._ahead

    def steady(self) -> float:
        return super().steady() + self._ahead

    def sleep(self, seconds: float) -> None:
        self._ahead += seconds


@contextmanager
def library_online(home: Path, papers: Iterable[Paper]) -> Iterator[Library]:
    """A library of these papers that never syncs yet and waits for no second try."""
    with library_of(home, papers) as library:
        library._client = Client(library.paths.cache_folder / "http", clock=NoWaiting())
        yield library


@contextmanager
def held_back(hub: FakeHub, name: str, rows: Iterable[Row] = ()) -> Iterator[Callable[[], None]]:
    """A list that is answered only when what this gives is called, or at the end."""
    gate = threading.Event()

    def answer() -> Response:
        gate.wait(_PATIENCE)
        return Response(json.dumps(list(rows)), content_type="application/json")

    hub.answers[name] = answer
    try:
        yield gate.set
    finally:
        gate.set()
