"""What is tried again, how often, and what is said when nothing helped."""

import gzip
import socket

import pytest
from pytest_httpserver import HTTPServer

from tests.sources.http.conftest import FakeClock, MakeClient, Serve
from tests.sources.http.servers import in_silence, message
from tui.sources.http import Client, Clock, CutOff, FetchCancelled, Refused, TimeLimits, Unreachable

_WHOLE = message(b"[1, 2]")
_CUT = message(b"[1, ", length=6)
_CHUNKS = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n[1, \r\n"
_PACKED = gzip.compress(b"[1, 2]" * 1000)


def test_a_server_that_failed_is_asked_again(
    client: Client, clock: FakeClock, httpserver: HTTPServer
) -> None:
    httpserver.expect_oneshot_request("/a").respond_with_data("oh", status=500)
    httpserver.expect_oneshot_request("/a").respond_with_data("oh", status=503)
    httpserver.expect_request("/a").respond_with_data("fine")
    waits: list[tuple[float, str]] = []
    response = client.get(httpserver.url_for("/a"), waiting=lambda *wait: waits.append(wait))
    assert response.body == b"fine"
    assert [why for _, why in waits] == [
        "localhost is out of order (HTTP 500).",
        "localhost is out of order (HTTP 503).",
    ]
    assert 0 <= waits[0][0] <= 1
    assert 0 <= waits[1][0] <= 2
    assert clock.slept == pytest.approx(sum(seconds for seconds, _ in waits))


def test_a_server_that_fails_for_ever_is_asked_five_times(
    client: Client, clock: FakeClock, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/a").respond_with_data("oh", status=502)
    with pytest.raises(Refused, match=r"out of order .HTTP 502.") as caught:
        client.get(httpserver.url_for("/a"))
    assert (caught.value.status, caught.value.body) == (502, b"oh")
    assert len(httpserver.log) == 5
    assert clock.slept <= 1 + 2 + 4 + 8


@pytest.mark.parametrize("broken", [_CUT, _CHUNKS, b""], ids=["length", "chunks", "nothing"])
def test_a_response_that_broke_off_is_asked_for_again(
    broken: bytes, client: Client, serve: Serve
) -> None:
    assert client.get(serve(broken, broken, _WHOLE).url).body == b"[1, 2]"


@pytest.mark.parametrize("broken", [_CUT, _CHUNKS], ids=["length", "chunks"])
def test_what_arrived_of_a_broken_response_is_kept(
    broken: bytes, client: Client, serve: Serve
) -> None:
    server = serve(broken)
    with pytest.raises(CutOff, match=r"The response of 127\.0\.0\.1 broke off") as caught:
        client.get(server.url)
    assert caught.value.body == b"[1, "
    assert len(server.requests) == 5


@pytest.mark.parametrize(
    ("packed", "why"),
    [
        (_PACKED[:-9], "ends in the middle of its packing"),
        (_PACKED[:12] + b"\xff\xff\xff" + _PACKED[15:], "can't be unpacked"),
        (b"<html>", "can't be unpacked"),
    ],
    ids=["cut", "damaged", "not gzip"],
)
def test_a_packing_that_is_broken_is_said_so(
    packed: bytes, why: str, client: Client, serve: Serve
) -> None:
    server = serve(message(packed, "Content-Encoding: gzip"))
    with pytest.raises(CutOff, match=why):
        client.get(server.url)
    assert len(server.requests) == 5


def test_a_packing_that_nobody_asked_for_is_said_so(client: Client, serve: Serve) -> None:
    with pytest.raises(CutOff, match=r"packed in an unknown way .'br'."):
        client.get(serve(message(b"x", "Content-Encoding: br")).url)


def test_a_server_that_hangs_up_is_unreachable(client: Client, serve: Serve) -> None:
    with pytest.raises(Unreachable, match=r"127\.0\.0\.1 hung up without an answer"):
        client.get(serve(b"").url)


def test_what_is_not_http_is_unreachable(client: Client, serve: Serve) -> None:
    with pytest.raises(Unreachable, match="hung up without an answer"):
        client.get(serve(b"220 mail ready\r\n\r\n").url)


def test_a_server_that_does_not_answer_is_unreachable(
    make_client: MakeClient, serve: Serve
) -> None:
    server = serve(in_silence)
    client = make_client(limits=TimeLimits(read=0.05))
    with pytest.raises(Unreachable, match="does not answer"):
        client.get(server.url)
    assert len(server.requests) == 2


def test_a_response_that_falls_silent_is_cut_off(make_client: MakeClient, serve: Serve) -> None:
    def begin(connection: socket.socket) -> None:
        connection.sendall(_CUT)
        in_silence(connection)

    client = make_client(limits=TimeLimits(read=0.05))
    with pytest.raises(CutOff, match=r"nothing more came within 0.05 s") as caught:
        client.get(serve(begin).url)
    assert caught.value.body == b"[1, "


def test_a_port_that_nobody_listens_on_is_unreachable_and_soon_given_up(
    client: Client, clock: FakeClock
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(Unreachable, match="can't be reached: it takes no connections") as caught:
        client.get(f"http://127.0.0.1:{port}/")
    assert caught.value.hint
    assert clock.slept <= 1


def test_a_name_that_is_not_known_means_no_network(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(Unreachable, match=r"^huggingface\.co can't be reached: no network"):
        client.get("https://huggingface.co/api/daily_papers")


def test_waiting_for_the_next_try_can_be_broken_off(
    make_client: MakeClient, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/a").respond_with_data("oh", status=500)
    waits: list[str] = []
    with pytest.raises(FetchCancelled):
        make_client(clock=Clock()).get(
            httpserver.url_for("/a"),
            waiting=lambda _, why: waits.append(why),
            cancelled=lambda: bool(waits),
        )
    assert len(httpserver.log) == 1
