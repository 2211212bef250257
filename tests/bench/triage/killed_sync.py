"""A sync that is killed: a day that is noted as stored is there, and the rest comes later."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path

from pytest_httpserver import HTTPServer

from tests.bench.triage.content import Content, content_of, differing
from tests.bench.triage.killed_reader import prepare
from tests.hub import FakeHub, Row, row
from tui.paths import Paths
from tui.storage.database import Database
from tui.storage.sync_store import SyncStore

_DAYS = [str(date(2025, 3, 24) - timedelta(days=back)) for back in range(24)]
_ROWS = 90


@contextmanager
def hub_with_days() -> Iterator[FakeHub]:
    """Hugging Face on this machine, with some weeks of papers."""
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    with HTTPServer(threaded=True) as server:
        hub = FakeHub(server)
        hub.lists.update((day, _rows(place, day)) for place, day in enumerate(_DAYS))
        yield hub


def _rows(place: int, day: str) -> list[Row]:
    """The papers of a day, and one of the day after with other upvotes."""
    rows = [row(place * _ROWS + number, day=day) for number in range(_ROWS)]
    return [*rows, row((place - 1) * _ROWS, day=day, upvotes=place + 10)] if place else rows


class Sync:
    """``papertui sync`` over some weeks."""

    name = "sync"

    def __init__(self, folder: Path, hub: FakeHub) -> None:
        self.home = folder / "home"
        self._hub = hub
        self._wanted: Content = {}
        prepare(self.home)

    @property
    def surroundings(self) -> Mapping[str, str]:
        return {"HF_ENDPOINT": self._hub.address, "HF_HUB_OFFLINE": "0", "no_proxy": "127.0.0.1"}

    def arguments(self, home: Path) -> Sequence[str]:
        return ["sync", "hf", "--since", _DAYS[-1], "--until", _DAYS[0]]

    def learn(self, home: Path) -> None:
        self._wanted = content_of(Paths.standard(home).database)

    def wrong_after_kill(self, home: Path) -> Iterator[str]:
        with closing(Database(Paths.standard(home).database)) as database, database.read() as read:
            stored = SyncStore(database).stored("hf").keys() & set(_DAYS)
            found = {paper for (paper,) in read.execute("SELECT arxiv_id FROM paper")}
        for day in sorted(stored):
            if missing := {one["paper"]["id"] for one in self._hub.lists[day]} - found:
                yield f"{day} is noted as stored, and {len(missing)} of its papers are missing"

    def wrong_in_the_end(self, home: Path) -> Iterator[str]:
        if tables := differing(self._wanted, content_of(Paths.standard(home).database)):
            yield f"in the end there is something else in {tables}"
