"""What was fetched is kept, asked for again only if it changed, and never trusted blindly."""

import os
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.sources.http.conftest import FakeClock, MakeClient
from tui.sources.http import Client

_CHANGED_ON = "Tue, 11 Mar 2025 00:00:00 GMT"


class Page:
    """A page of a server that knows what the asker has; ``asked`` are the conditions that came."""

    def __init__(self, server: HTTPServer, **headers: str) -> None:
        self.body = "one"
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}
        self.asked: list[dict[str, str]] = []
        self.url = server.url_for("/page")
        server.expect_request("/page").respond_with_handler(self._answer)

    def _answer(self, request: Request) -> Response:
        known = {
            name: request.headers[name]
            for name in ("If-None-Match", "If-Modified-Since")
            if name in request.headers
        }
        self.asked.append(known)
        same = self.headers.get("ETag") == known.get("If-None-Match") and (
            self.headers.get("Last-Modified") == known.get("If-Modified-Since")
        )
        if known and same:
            return Response(status=304)
        return Response(self.body, headers=self.headers)


def entries(cache_folder: Path) -> list[Path]:
    return sorted((cache_folder / "responses").iterdir())


@pytest.mark.parametrize(
    ("headers", "conditions"),
    [
        ({"ETag": '"v1"'}, {"If-None-Match": '"v1"'}),
        ({"ETag": 'W/"v1"'}, {"If-None-Match": 'W/"v1"'}),
        ({"Last_Modified": _CHANGED_ON}, {"If-Modified-Since": _CHANGED_ON}),
        (
            {"ETag": '"v1"', "Last_Modified": _CHANGED_ON},
            {"If-None-Match": '"v1"', "If-Modified-Since": _CHANGED_ON},
        ),
    ],
    ids=["etag", "weak etag", "last-modified", "both"],
)
def test_what_did_not_change_is_not_sent_again(
    headers: dict[str, str],
    conditions: dict[str, str],
    make_client: MakeClient,
    httpserver: HTTPServer,
) -> None:
    page = Page(httpserver, Content_Type="text/plain", **headers)
    first = make_client().get(page.url)
    again = make_client().get(page.url)
    assert (first.unchanged, again.unchanged) == (False, True)
    assert (again.body, again.digest, again.content_type, again.status, again.url) == (
        (b"one", first.digest, "text/plain", 200, first.url)
    )
    assert page.asked == [{}, conditions]


def test_what_changed_replaces_what_was_kept(client: Client, httpserver: HTTPServer) -> None:
    page = Page(httpserver, ETag='"v1"')
    first = client.get(page.url)
    page.body, page.headers["ETag"] = "two", '"v2"'
    second = client.get(page.url)
    assert (second.unchanged, second.body) == (False, b"two")
    assert first.digest != second.digest
    assert client.get(page.url).unchanged


def test_what_is_asked_for_differently_is_another_page(
    client: Client, httpserver: HTTPServer
) -> None:
    page = Page(httpserver, ETag='"v1"')
    client.get(page.url)
    assert not client.get(page.url, accept="text/markdown").unchanged
    assert not client.get(page.url, params={"p": 1}).unchanged
    assert client.get(page.url).unchanged


def test_what_is_fresh_is_not_asked_for(
    client: Client, clock: FakeClock, httpserver: HTTPServer
) -> None:
    page = Page(httpserver, ETag='"v1"')
    client.get(page.url)
    for _ in range(3):
        clock.time += 30
        assert client.get(page.url, fresh_seconds=100).unchanged
    assert len(page.asked) == 1
    clock.time += 30
    assert client.get(page.url, fresh_seconds=100).body == b"one"
    assert len(page.asked) == 2
    clock.time += 30
    client.get(page.url, fresh_seconds=100)
    assert len(page.asked) == 2


def test_what_is_fresh_is_there_offline(make_client: MakeClient, httpserver: HTTPServer) -> None:
    page = Page(httpserver)
    make_client().get(page.url)
    offline = make_client(env={"HF_HUB_OFFLINE": "1"})
    assert offline.get(page.url, fresh_seconds=60).body == b"one"


def test_what_must_not_be_stored_is_not(
    client: Client, cache_folder: Path, httpserver: HTTPServer
) -> None:
    page = Page(httpserver, ETag='"v1"')
    client.get(page.url)
    page.headers = {"ETag": '"v2"', "Cache-Control": "private, No-Store"}
    assert client.get(page.url).body == b"one"
    assert entries(cache_folder) == []


def test_a_validator_that_could_not_be_sent_back_is_left_out(
    client: Client, httpserver: HTTPServer
) -> None:
    page = Page(httpserver, ETag='"ü"')
    client.get(page.url)
    client.get(page.url)
    assert page.asked == [{}, {}]


@pytest.mark.parametrize("damage", [b"", b"{}\n", b"\xff\xfe\n", b"[" * 30_000, b'{"address":1}\n'])
def test_a_damaged_entry_counts_as_absent(
    damage: bytes, client: Client, cache_folder: Path, httpserver: HTTPServer
) -> None:
    page = Page(httpserver, ETag='"v1"')
    client.get(page.url)
    entries(cache_folder)[0].write_bytes(damage)
    assert not client.get(page.url).unchanged
    assert client.get(page.url).unchanged
    assert page.asked == [{}, {}, {"If-None-Match": '"v1"'}]


def test_an_entry_of_another_page_counts_as_absent(
    client: Client, cache_folder: Path, httpserver: HTTPServer
) -> None:
    page = Page(httpserver, ETag='"v1"')
    client.get(page.url)
    (first,) = entries(cache_folder)
    client.get(page.url, accept="text/markdown")
    second = next(entry for entry in entries(cache_folder) if entry != first)
    second.write_bytes(first.read_bytes())
    assert not client.get(page.url, accept="text/markdown").unchanged


def test_a_cut_entry_counts_as_absent(
    client: Client, cache_folder: Path, httpserver: HTTPServer
) -> None:
    page = Page(httpserver, ETag='"v1"')
    client.get(page.url)
    (entry,) = entries(cache_folder)
    entry.write_bytes(entry.read_bytes()[:-1])
    assert not client.get(page.url).unchanged


@pytest.mark.parametrize("lost", [True, False])
def test_a_body_that_was_lost_or_damaged_is_fetched_again(
    lost: bool, client: Client, cache_folder: Path, httpserver: HTTPServer
) -> None:
    page = Page(httpserver, ETag='"v1"')
    client.get(page.url)
    response = client.get(page.url)
    (entry,) = entries(cache_folder)
    entry.unlink() if lost else entry.write_bytes(entry.read_bytes()[:-3] + b"two")
    assert response.unchanged
    assert response.body == b"one"
    assert page.asked == [{}, {"If-None-Match": '"v1"'}, {}]
    assert response.body == b"one"
    assert len(page.asked) == 3


def test_what_is_kept_but_larger_than_wanted_is_asked_for_whole(
    client: Client, httpserver: HTTPServer
) -> None:
    page = Page(httpserver, ETag='"v1"')
    client.get(page.url)
    page.body = "1"
    assert client.get(page.url, largest=1).body == b"1"


def test_what_was_longest_of_no_use_goes_first(
    make_client: MakeClient, clock: FakeClock, cache_folder: Path, httpserver: HTTPServer
) -> None:
    Page(httpserver, ETag='"v1"').body = "x" * 400
    client = make_client(cache_bytes=20_000)
    url = httpserver.url_for("/page")
    for number in range(15):
        clock.time += 1
        client.get(url, params={"n": number})
        client.get(url, params={"n": 0}, fresh_seconds=1000)
    for number in range(15, 40):
        clock.time += 1
        client.get(url, params={"n": number})
        client.get(url, params={"n": 0}, fresh_seconds=1000)
        assert sum(entry.stat().st_size for entry in entries(cache_folder)) <= 20_000
    assert client.get(url, params={"n": 0}, fresh_seconds=1000).unchanged
    assert client.get(url, params={"n": 39}).unchanged
    assert not client.get(url, params={"n": 5}).unchanged


def test_what_earlier_runs_kept_counts_too(
    make_client: MakeClient, clock: FakeClock, cache_folder: Path, httpserver: HTTPServer
) -> None:
    page = Page(httpserver)
    make_client().get(page.url)
    left = cache_folder / "responses" / "left-behind"
    left.write_bytes(bytes(50_000))
    os.utime(left, (1, 1))
    make_client(cache_bytes=40_000).get(page.url, params={"n": 1})
    assert not left.exists()
    assert len(entries(cache_folder)) == 2


def test_a_body_of_a_large_part_of_the_cache_is_not_kept(
    make_client: MakeClient, cache_folder: Path, httpserver: HTTPServer
) -> None:
    page = Page(httpserver, ETag='"v1"')
    page.body = "x" * 3000
    client = make_client(cache_bytes=40_000)
    assert len(client.get(page.url).body) == 3000
    assert not client.get(page.url).unchanged


def test_the_cache_is_private_and_leaves_no_half_files(
    client: Client, cache_folder: Path, httpserver: HTTPServer
) -> None:
    client.get(Page(httpserver).url)
    assert (cache_folder / "responses").stat().st_mode & 0o777 == 0o700
    assert len(entries(cache_folder)) == 1


def test_a_cache_that_can_not_be_written_is_done_without(
    client: Client, cache_folder: Path, httpserver: HTTPServer, caplog: pytest.LogCaptureFixture
) -> None:
    cache_folder.write_text("in the way")
    page = Page(httpserver, ETag='"v1"')
    assert client.get(page.url).body == client.get(page.url).body == b"one"
    assert "A response was not kept" in caplog.text
