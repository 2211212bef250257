"""One request at a time and so many seconds apart, whoever asks."""

import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.sources.http.conftest import FakeClock, MakeClient, Serve
from tests.sources.http.servers import in_silence, message
from tui.errors import PapertuiError
from tui.sources.http import Client, Clock, FetchCancelled
from tui.sources.http.pacing import Paces
from tui.sources.http.patience import Patience

_PACE = 0.2
_ASK_THREE_TIMES = """
import sys
from pathlib import Path
from tui.sources.http import Client

with Client(Path(sys.argv[1]), env={}, paces={"arxiv": float(sys.argv[3])}) as client:
    for number in range(3):
        client.get(sys.argv[2], params={"n": number}, pace="arxiv")
"""


class Arrivals:
    """A page that notes when it was asked for, and how many asked at once."""

    def __init__(self, server: HTTPServer) -> None:
        self.times: list[float] = []
        self.most_at_once = 0
        self._now_here = 0
        self._lock = threading.Lock()
        self.url = server.url_for("/page")
        server.expect_request("/page").respond_with_handler(self._answer)

    def _answer(self, request: Request) -> Response:
        with self._lock:
            self.times.append(time.monotonic())
            self._now_here += 1
            self.most_at_once = max(self.most_at_once, self._now_here)
        response = Response("x")
        with self._lock:
            self._now_here -= 1
        return response

    @property
    def shortest_gap(self) -> float:
        return min(later - one for one, later in zip(self.times, self.times[1:], strict=False))


def test_two_processes_keep_one_pace(cache_folder: Path, httpserver: HTTPServer) -> None:
    page = Arrivals(httpserver)
    command = [sys.executable, "-c", _ASK_THREE_TIMES, str(cache_folder), page.url, str(_PACE)]
    both = [subprocess.Popen(command) for _ in range(2)]
    assert [process.wait(30) for process in both] == [0, 0]
    assert len(page.times) == 6
    assert page.shortest_gap >= _PACE * 0.95
    assert page.most_at_once == 1


def test_threads_keep_one_pace(make_client: MakeClient, httpserver: HTTPServer) -> None:
    page = Arrivals(httpserver)
    client = make_client(clock=Clock(), paces={"arxiv": 0.05})

    def ask(number: int) -> None:
        client.get(page.url, params={"n": number}, pace="arxiv")

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(ask, range(4)))
    assert page.shortest_gap >= 0.05 * 0.95
    assert page.most_at_once == 1


def test_who_has_to_wait_is_told(
    make_client: MakeClient, clock: FakeClock, httpserver: HTTPServer
) -> None:
    page = Arrivals(httpserver)
    client = make_client()
    waits: list[tuple[float, str]] = []
    for _ in range(2):
        client.get(page.url, pace="arxiv", waiting=lambda *wait: waits.append(wait))
    assert waits == [(pytest.approx(3), "one request every 3 s")]
    assert clock.slept == pytest.approx(3)


def test_clients_with_other_caches_keep_the_same_pace(
    tmp_path: Path, clock: FakeClock, httpserver: HTTPServer
) -> None:
    page = Arrivals(httpserver)
    for name in ("one", "other"):
        folder, shared = tmp_path / name, tmp_path / "shared"
        with Client(folder, env={}, clock=clock, pace_folder=shared) as client:
            client.get(page.url, pace="arxiv")
    assert clock.slept == pytest.approx(3)


def test_other_requests_do_not_wait(
    make_client: MakeClient, clock: FakeClock, httpserver: HTTPServer
) -> None:
    page = Arrivals(httpserver)
    client = make_client()
    client.get(page.url, pace="arxiv")
    client.get(page.url)
    assert clock.slept == 0


def test_time_that_passed_since_need_not_be_waited(
    make_client: MakeClient, clock: FakeClock, httpserver: HTTPServer
) -> None:
    page = Arrivals(httpserver)
    make_client().get(page.url, pace="arxiv")
    clock.time += 2
    make_client().get(page.url, pace="arxiv")
    assert clock.slept == pytest.approx(1)


@pytest.mark.parametrize("note", ["9999999999.0", "nonsense", "nan", "-inf"])
def test_a_time_that_can_not_be_costs_one_pace_at_most(
    note: str,
    make_client: MakeClient,
    clock: FakeClock,
    cache_folder: Path,
    httpserver: HTTPServer,
) -> None:
    page = Arrivals(httpserver)
    (cache_folder / "paces").mkdir(parents=True)
    (cache_folder / "paces" / "arxiv.turn").write_text(note)
    make_client().get(page.url, pace="arxiv")
    assert clock.slept <= 3.01


def test_a_request_whose_process_was_killed_counts_too(
    clock: FakeClock, cache_folder: Path
) -> None:
    patience = Patience("", clock, lambda *_: None, lambda: False)
    folder = cache_folder / "paces"
    killed = Paces(folder, {"arxiv": 3.0}, clock).turn("arxiv", patience)
    killed._file.close()
    Paces(folder, {"arxiv": 3.0}, clock).turn("arxiv", patience).close()
    assert clock.slept == pytest.approx(3)


def test_a_redirect_is_a_request_of_its_own(
    make_client: MakeClient, clock: FakeClock, serve: Serve
) -> None:
    server = serve(message(b"", "Location: /b", status="301 Moved"), message(b"x"))
    assert make_client().get(server.url, pace="arxiv").body == b"x"
    assert clock.slept == pytest.approx(3)


def test_waiting_for_a_turn_can_be_broken_off(make_client: MakeClient, serve: Serve) -> None:
    server = serve(in_silence)
    client = make_client(clock=Clock())
    stop = threading.Event()
    with ThreadPoolExecutor(2) as threads:
        both = [
            threads.submit(client.get, server.url, pace="arxiv", cancelled=stop.is_set)
            for _ in range(2)
        ]
        assert server.asked.wait(5)
        stop.set()
        for one in both:
            assert isinstance(one.exception(5), FetchCancelled)
    assert len(server.requests) == 1


def test_a_turn_that_can_not_be_noted_is_an_error(
    make_client: MakeClient, cache_folder: Path, httpserver: HTTPServer
) -> None:
    (cache_folder / "paces" / "arxiv.turn").mkdir(parents=True)
    with pytest.raises(PapertuiError, match=r"arxiv.turn can't be used: Is a directory"):
        make_client().get(httpserver.url_for("/a"), pace="arxiv")
    assert not httpserver.log
