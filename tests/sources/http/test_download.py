"""A file is there whole or not at all, and what arrived of it is not fetched twice."""

import gzip
import socket
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from tests.sources.http.conftest import MakeClient, Serve
from tests.sources.http.servers import Deed, for_ever, in_silence, message
from tui.sources.http import Client, Clock, CutOff, FetchCancelled, FetchError, Refused, TooLarge

_PDF = b"%PDF-1.7 " + bytes(range(256)) * 100
_TYPE = "Content-Type: application/pdf"
_HALF = len(_PDF) // 2
_FIRST_HALF = message(_PDF[:_HALF], _TYPE, 'ETag: "v1"', length=len(_PDF))


@pytest.fixture
def target(tmp_path: Path) -> Path:
    (tmp_path / "pdf").mkdir()
    return tmp_path / "pdf" / "2501.00663.pdf"


def rest(start: int) -> bytes:
    place = f"Content-Range: bytes {start}-{len(_PDF) - 1}/{len(_PDF)}"
    return message(_PDF[start:], _TYPE, place, status="206 Partial Content")


def test_a_file_arrives_whole_with_progress(
    client: Client, httpserver: HTTPServer, target: Path
) -> None:
    httpserver.expect_request("/a").respond_with_data(_PDF, content_type="application/pdf")
    told: list[tuple[int, int | None]] = []
    client.download(
        httpserver.url_for("/a"),
        target,
        largest=100_000,
        accept_type="application/pdf",
        progress=lambda *state: told.append(state),
    )
    assert target.read_bytes() == _PDF
    assert list(target.parent.iterdir()) == [target]
    assert told[-1] == (len(_PDF), len(_PDF))


def test_progress_tells_of_what_is_there(
    make_client: MakeClient, serve: Serve, target: Path
) -> None:
    told: list[tuple[int, int | None]] = []

    def halve(connection: socket.socket) -> None:
        connection.sendall(_FIRST_HALF)
        in_silence(connection)

    with pytest.raises(FetchCancelled):
        make_client(clock=Clock()).download(
            serve(halve).url,
            target,
            largest=100_000,
            progress=lambda *state: told.append(state),
            cancelled=lambda: (_HALF, len(_PDF)) in told,
        )
    assert list(target.parent.iterdir()) == []


def test_a_file_that_broke_off_is_gone_on_with(client: Client, serve: Serve, target: Path) -> None:
    server = serve(_FIRST_HALF, rest(_HALF))
    client.download(server.url, target, largest=100_000)
    assert target.read_bytes() == _PDF
    assert "range" not in server.requests[0].lower()
    assert f'range: bytes={_HALF}-\r\nif-range: "v1"\r\n' in server.requests[1].lower()


@pytest.mark.parametrize(
    "second",
    [message(_PDF, _TYPE), rest(0), message(b"", status="416 Range Not Satisfiable"), rest(9)],
    ids=["whole", "from the start", "no range", "another part"],
)
def test_a_file_is_fetched_anew_where_the_server_can_not_go_on(
    second: bytes, client: Client, serve: Serve, target: Path
) -> None:
    client.download(serve(_FIRST_HALF, second, message(_PDF, _TYPE)).url, target, largest=100_000)
    assert target.read_bytes() == _PDF


@pytest.mark.parametrize("validator", ["X: y", 'ETag: W/"v1"'])
def test_a_file_that_may_be_another_by_now_is_fetched_anew(
    validator: str, client: Client, serve: Serve, target: Path
) -> None:
    first = message(b"other", _TYPE, validator, length=len(_PDF))
    server = serve(first, message(_PDF, _TYPE))
    client.download(server.url, target, largest=100_000)
    assert target.read_bytes() == _PDF
    assert "range" not in server.requests[1].lower()


def test_a_file_that_never_arrives_leaves_nothing(
    client: Client, serve: Serve, target: Path
) -> None:
    target.write_bytes(b"what was there")
    with pytest.raises(CutOff) as caught:
        client.download(serve(_FIRST_HALF).url, target, largest=100_000)
    assert caught.value.body == b""
    assert target.read_bytes() == b"what was there"
    assert list(target.parent.iterdir()) == [target]


@pytest.mark.parametrize(
    "deed",
    [message(_PDF, _TYPE), for_ever(b"HTTP/1.1 200 OK\r\n\r\n", _PDF, 0)],
    ids=["announced", "endless"],
)
def test_a_file_that_is_too_large_leaves_nothing(
    deed: bytes | Deed, client: Client, serve: Serve, target: Path
) -> None:
    with pytest.raises(TooLarge, match=r"more than 0.02 MB"):
        client.download(serve(deed).url, target, largest=20_000)
    assert list(target.parent.iterdir()) == []


@pytest.mark.parametrize("kind", ["Content-Type: text/html; charset=utf-8", "X: y"])
def test_what_is_no_pdf_is_refused(kind: str, client: Client, serve: Serve, target: Path) -> None:
    server = serve(message(b"<html>", kind))
    with pytest.raises(Refused, match="instead of application/pdf"):
        client.download(server.url, target, largest=100_000, accept_type="application/pdf")
    assert "accept: application/pdf\r\n" in server.requests[0].lower()
    assert list(target.parent.iterdir()) == []


def test_a_packed_file_is_unpacked_all_the_same(client: Client, serve: Serve, target: Path) -> None:
    server = serve(message(gzip.compress(_PDF), _TYPE, "Content-Encoding: gzip"))
    client.download(server.url, target, largest=100_000)
    assert target.read_bytes() == _PDF


def test_a_file_that_is_not_there_leaves_nothing(
    client: Client, httpserver: HTTPServer, target: Path
) -> None:
    with pytest.raises(FetchError, match="HTTP 500"):
        client.download(httpserver.url_for("/none"), target, largest=100_000)
    assert list(target.parent.iterdir()) == []


def test_a_folder_that_is_not_there_is_said_so(
    client: Client, httpserver: HTTPServer, tmp_path: Path
) -> None:
    with pytest.raises(FetchError, match="can't be written: No such file or directory"):
        client.download(httpserver.url_for("/a"), tmp_path / "no" / "a.pdf", largest=100_000)
    assert not httpserver.log


def test_a_file_may_not_replace_a_folder(client: Client, serve: Serve, target: Path) -> None:
    target.mkdir()
    with pytest.raises(FetchError, match="can't be written: Is a directory"):
        client.download(serve(message(_PDF)).url, target, largest=100_000)
    assert list(target.parent.iterdir()) == [target]
