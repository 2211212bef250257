"""A sync that ends before its time, killed or interrupted, as a process of its own."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from threading import Event

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from tests.hub import FakeHub, row
from tui.library import Library, Verification
from tui.papers.paper import Entry, TriageChange
from tui.paths import Paths
from tui.storage.database import Database
from tui.storage.rescue.untouched import damage_of
from tui.storage.sync_store import SyncStore

_DAYS = [str(date(2025, 3, 24) - timedelta(days=back)) for back in range(24)]
"""In the order in which they are asked for."""

_ROWS = 90
"""Papers of a day: few days are stored at a time, so that a death loses only the last of them."""

_STARTER = "LoCoNet: Long-Short Context Network for Active Speaker Detection"
_CONNECTIONS = 4
_POLL_SECONDS = 0.002
_PATIENCE = 10_000


@pytest.fixture
def hub() -> Iterator[FakeHub]:
    """Hugging Face, able to leave one question open while it answers others."""
    with HTTPServer(threaded=True) as server:
        hub = FakeHub(server)
        for place, day in enumerate(_DAYS):
            hub.lists[day] = _rows(place, day)
        yield hub


def _rows(place: int, day: str) -> list[dict[str, object]]:
    """The papers of a day: one was there the day after with fewer upvotes, one is a starter."""
    rows = [row(place * _ROWS + number, day=day) for number in range(_ROWS)]
    if place:
        rows.append(row((place - 1) * _ROWS, day=day, upvotes=place + 10))
    if place == 9:
        rows[3]["paper"]["title"] = rows[3]["title"] = _STARTER
    return rows


@pytest.fixture
def prepared(seeded_home: Path, tmp_path: Path) -> Path:
    """A home where somebody has marked a starter paper that is to come once more."""
    with Library(Paths.standard(seeded_home)) as library:
        library.triage(library.find(_STARTER), TriageChange(bookmarked=True, note="mine"), "marked")
    return seeded_home


@contextmanager
def _syncing(home: Path, hub: FakeHub) -> Iterator[subprocess.Popen[str]]:
    """``papertui sync`` over all days, as it runs."""
    surroundings = {**os.environ, "PAPERTUI_HOME": str(home), "HF_ENDPOINT": hub.address}
    surroundings.pop("HF_HUB_OFFLINE", None)
    command = [sys.executable, "-m", "tui", "sync", "hf", "--since", _DAYS[-1], "--until", _DAYS[0]]
    with subprocess.Popen(
        command, env=surroundings, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        try:
            yield process
        finally:
            process.kill()


@contextmanager
def _only_answering(hub: FakeHub, days: int) -> Iterator[None]:
    """The days from the so-many-th on are asked for in vain."""
    gone = Event()

    def answer_nobody() -> Response:
        gone.wait(timeout=10)
        return Response("", 503)

    held_back = _DAYS[days:]
    hub.answers.update(dict.fromkeys(held_back, answer_nobody))
    try:
        yield
    finally:
        gone.set()
        for day in held_back:
            del hub.answers[day]


def _wait_until(happened: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    for _ in range(_PATIENCE):
        if happened():
            return
        with suppress(subprocess.TimeoutExpired):
            process.wait(_POLL_SECONDS)
            raise AssertionError(f"It ended by itself: {process.communicate()}")
    raise AssertionError("It never happened.")


def _stored_days(home: Path) -> dict[str, str]:
    """The digest of each day that is noted as stored."""
    database = Database(Paths.standard(home).database)
    try:
        return {item: stored.digest for item, stored in SyncStore(database).stored("hf").items()}
    finally:
        database.close()


def _is_writing(home: Path) -> bool:
    """Whether pages of a transaction have been written since the library was opened."""
    database = Paths.standard(home).database
    with suppress(FileNotFoundError):
        return database.with_name(f"{database.name}-wal").stat().st_size > 0
    return False


@dataclass(frozen=True)
class _Content:
    """What a library knows: its papers, the days that are stored, and the papers that are found."""

    entries: list[Entry]
    days: dict[str, str]
    found: set[int]


def _content(home: Path) -> _Content:
    with Library(Paths.standard(home)) as library:
        assert damage_of(library.paths.database) == []
        library.catch_up()
        assert library.verify_index() == Verification((), ())
        entries = library.entries(sorted(library.newest_ids()))
        results = library.search("zygomorphic")
    assert results is not None
    return _Content(entries, _stored_days(home), set(results.ids))


def test_a_library_whose_sync_was_killed_again_and_again_equals_one_without_a_fault(
    prepared: Path, hub: FakeHub, tmp_path: Path
) -> None:
    faultless = tmp_path / "faultless"
    shutil.copytree(prepared, faultless)
    with _syncing(faultless, hub) as process:
        assert process.wait() == 0

    # Before much has come.
    hub.asked.clear()
    with _only_answering(hub, 3), _syncing(prepared, hub) as process:
        _wait_until(lambda: len(hub.asked) == 3 + _CONNECTIONS, process)
        process.kill()
    assert _stored_days(prepared).keys() <= set(_DAYS[:3])

    # When some is stored, and more has come.
    with _only_answering(hub, 8), _syncing(prepared, hub) as process:
        _wait_until(lambda: bool(_stored_days(prepared)), process)
        process.kill()
    stored = _stored_days(prepared)
    assert stored.keys() <= set(_DAYS[:8])

    # While more is being written.
    hub.asked.clear()
    with _syncing(prepared, hub) as process:
        _wait_until(lambda: _is_writing(prepared), process)
        process.kill()
    assert hub.asked
    assert stored.keys().isdisjoint(hub.asked)

    # When all is stored and not all is indexed.
    with _syncing(prepared, hub) as process:
        _wait_until(lambda: len(_stored_days(prepared)) == len(_DAYS), process)
        process.kill()

    with _syncing(prepared, hub) as process:
        assert process.wait() == 0
    content = _content(prepared)
    assert content == _content(faultless)
    assert len(content.found) == _ROWS * len(_DAYS) - 1


def test_ctrl_c_keeps_what_came_and_the_next_sync_goes_on_from_there(
    prepared: Path, hub: FakeHub
) -> None:
    with _only_answering(hub, 8), _syncing(prepared, hub) as process:
        _wait_until(lambda: bool(_stored_days(prepared)), process)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=10)
    assert process.returncode == 130
    assert told == ("Stopped. What came until then is kept; the same command goes on from there.\n")
    stored = _stored_days(prepared)
    hub.asked.clear()
    with _syncing(prepared, hub) as process:
        assert process.wait() == 0
    assert stored
    assert set(hub.asked) == set(_DAYS) - stored.keys()
    assert len(_content(prepared).found) == _ROWS * len(_DAYS) - 1
