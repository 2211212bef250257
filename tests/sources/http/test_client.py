"""Fetching pages: what is sent, what is given back, and what is refused."""

import gzip
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.sources.http.conftest import FakeClock, MakeClient, Serve
from tests.sources.http.servers import for_ever, in_silence, message
from tui import __version__
from tui.sources.http import (
    Client,
    Clock,
    CutOff,
    FetchCancelled,
    FetchError,
    NotFound,
    Refused,
    TimeLimits,
    TooLarge,
    Withheld,
)

_GZIPPED = ("Content-Encoding: gzip", "Content-Type: application/json")


def test_a_page_comes_with_its_type_and_digest(client: Client, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/a").respond_with_data(
        "<p>Ü</p>", content_type='Text/HTML; charset="UTF-8"'
    )
    response = client.get(httpserver.url_for("/a"))
    assert response.body == "<p>Ü</p>".encode()
    assert (response.content_type, response.charset) == ("text/html", "utf-8")
    assert (response.status, response.unchanged, len(response.digest)) == (200, False, 64)


def test_a_request_names_papertui_and_asks_as_told(client: Client, httpserver: HTTPServer) -> None:
    asked: list[Request] = []

    def answer(request: Request) -> Response:
        asked.append(request)
        return Response("[]")

    httpserver.expect_request("/api").respond_with_handler(answer)
    url = httpserver.url_for("/api?sort=trending#top")
    client.get(url, params={"q": "ti:ünï & co", "limit": 5}, accept="application/json")
    (request,) = asked
    assert request.headers["User-Agent"].startswith(f"papertui/{__version__} ")
    assert request.headers["Accept"] == "application/json"
    assert dict(request.args) == {"sort": "trending", "q": "ti:ünï & co", "limit": "5"}


def test_cookies_are_not_kept(client: Client, httpserver: HTTPServer) -> None:
    httpserver.expect_oneshot_request("/a").respond_with_data(
        "one", headers={"Set-Cookie": "who=me; Path=/"}
    )
    cookies: list[str | None] = []

    def answer(request: Request) -> Response:
        cookies.append(request.headers.get("Cookie"))
        return Response("two")

    httpserver.expect_request("/a").respond_with_handler(answer)
    client.get(httpserver.url_for("/a"))
    client.get(httpserver.url_for("/a"))
    assert cookies == [None]


def test_a_packed_body_is_unpacked(client: Client, serve: Serve) -> None:
    server = serve(message(gzip.compress(b"[1]"), *_GZIPPED))
    assert client.get(server.url).body == b"[1]"
    assert "accept-encoding: gzip\r\n" in server.requests[0].lower()


@pytest.mark.parametrize("status", [404, 410])
def test_what_is_not_there_is_not_found(
    status: int, client: Client, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/a").respond_with_data("gone", status=status)
    with pytest.raises(NotFound, match=f"localhost has no such page .HTTP {status}."):
        client.get(httpserver.url_for("/a"))
    assert len(httpserver.log) == 1


@pytest.mark.parametrize("status", [400, 401, 403, 418])
def test_a_refusal_is_not_asked_again_and_keeps_its_reason(
    status: int, client: Client, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/a").respond_with_data("bad date", status=status)
    with pytest.raises(Refused) as caught:
        client.get(httpserver.url_for("/a"))
    assert (caught.value.status, caught.value.body) == (status, b"bad date")
    assert caught.value.url == httpserver.url_for("/a")
    assert caught.value.hint
    assert len(httpserver.log) == 1


def test_no_more_of_a_refusal_is_read_than_is_of_use(client: Client, serve: Serve) -> None:
    bomb = gzip.compress(bytes(20_000_000))
    server = serve(message(bomb, *_GZIPPED, status="400 Bad Request"))
    with pytest.raises(Refused) as caught:
        client.get(server.url)
    assert len(caught.value.body) == 64_000


def test_an_announced_body_that_is_too_large_is_not_read(client: Client, serve: Serve) -> None:
    server = serve(message(b"", length=60_000_000))
    with pytest.raises(TooLarge, match="more than 50 MB"):
        client.get(server.url)


def test_an_endless_body_ends_at_the_bound(client: Client, serve: Serve) -> None:
    start = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"
    server = serve(for_ever(start, bytes(60_000), 0))
    with pytest.raises(TooLarge, match=r"more than 2.5 MB"):
        client.get(server.url, largest=2_500_000)


def test_a_gzip_bomb_goes_off_at_the_bound(client: Client, serve: Serve) -> None:
    server = serve(message(gzip.compress(bytes(30_000_000)), *_GZIPPED))
    with pytest.raises(TooLarge, match="more than 1 MB"):
        client.get(server.url, largest=1_000_000)


@pytest.mark.parametrize("start", [b"HTTP/1.1 200 OK\r\n\r\n[1]", b"HTTP/1.1 200 OK\r\nX: "])
def test_a_response_that_drips_ends_in_time(
    start: bytes, make_client: MakeClient, serve: Serve
) -> None:
    server = serve(for_ever(start, b"-", 0.02))
    client = make_client(clock=Clock(), limits=TimeLimits(response=0.05))
    with pytest.raises(CutOff, match=r"took longer than 0.05 s") as caught:
        client.get(server.url)
    assert caught.value.body.startswith(b"[1]") == (b"[1]" in start)


@pytest.mark.parametrize(
    "url", ["", "huggingface.co", "ftp://h/a", "http://", "http://[::1/", "x:/\0"]
)
def test_what_is_no_web_address_is_said_so(url: str, client: Client) -> None:
    with pytest.raises(FetchError, match="is not a web address"):
        client.get(url)


@pytest.mark.parametrize("switch", ["1", "TRUE", "yes", " on "])
def test_nobody_is_asked_when_the_hub_is_offline(
    switch: str, make_client: MakeClient, httpserver: HTTPServer
) -> None:
    client = make_client(env={"HF_HUB_OFFLINE": switch})
    with pytest.raises(Withheld, match="HF_HUB_OFFLINE is set"):
        client.get(httpserver.url_for("/a"))
    assert not httpserver.log


def test_the_network_is_used_when_offline_is_switched_off(
    make_client: MakeClient, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/a").respond_with_data("x")
    assert make_client(env={"HF_HUB_OFFLINE": "0"}).get(httpserver.url_for("/a")).body == b"x"


def test_a_silent_server_can_be_left(make_client: MakeClient, serve: Serve) -> None:
    server = serve(in_silence)
    with pytest.raises(FetchCancelled):
        make_client(clock=Clock()).get(server.url, cancelled=lambda: bool(server.requests))


@given(st.text(max_size=40) | st.text(max_size=30).map("http://{}".format))
@settings(max_examples=100)
def test_no_address_leads_to_anything_but_a_fetch_error(
    tmp_path_factory: pytest.TempPathFactory, url: str
) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with (
        pytest.MonkeyPatch.context() as patch,
        Client(tmp_path_factory.getbasetemp() / "none", env={}, clock=FakeClock()) as client,
    ):
        patch.setattr(socket, "getaddrinfo", unknown)
        with pytest.raises(FetchError):
            client.get(url)


def test_what_is_not_wanted_is_not_asked_for(client: Client, httpserver: HTTPServer) -> None:
    with pytest.raises(FetchCancelled):
        client.get(httpserver.url_for("/a"), cancelled=lambda: True)
    assert not httpserver.log


def test_threads_share_a_client(client: Client, httpserver: HTTPServer) -> None:
    for number in range(20):
        httpserver.expect_request(f"/{number}").respond_with_data(f"page {number}")
    urls = [httpserver.url_for(f"/{number}") for number in range(20)] * 3
    with ThreadPoolExecutor(6) as threads:
        bodies = list(threads.map(lambda url: client.get(url).body, urls))
    assert bodies == [f"page {number}".encode() for number in range(20)] * 3


def test_a_client_that_was_closed_stays_closed(client: Client, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/a").respond_with_data("x")
    with client:
        client.get(httpserver.url_for("/a"))
    with pytest.raises(FetchCancelled):
        client.get(httpserver.url_for("/a"))
    assert client.get(httpserver.url_for("/a"), fresh_seconds=60).body == b"x"


def test_a_request_between_two_tries_ends_when_the_client_is_closed(
    client: Client, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/a").respond_with_data("", status=500)
    with pytest.raises(FetchCancelled):
        client.get(httpserver.url_for("/a"), waiting=lambda *_: client.close())
    assert len(httpserver.log) == 1


def test_importing_and_making_a_client_loads_no_http_library() -> None:
    program = (
        "import sys; from pathlib import Path; from tui.sources.http import Client; "
        "Client(Path('nowhere')); print(*sys.modules)"
    )
    finished = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert not {"httpx2", "msgspec", "ssl"} & set(finished.stdout.split())
