"""Redirects are followed by hand: not for ever, not off encryption, and not with the token."""

import logging
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from tests.sources.http.conftest import MakeClient, Serve
from tests.sources.http.servers import message
from tui.sources.http import Client, FetchError, Refused, Withheld
from tui.sources.http.token import Token

_SECRET = "hf_oneThatNobodyMaySee"
_HUB = frozenset({"huggingface.co"})


def moved(location: str, status: str = "302 Found") -> bytes:
    return message(b"elsewhere", f"Location: {location}", status=status)


def carried(request: str) -> bool:
    return f"authorization: bearer {_SECRET}\r\n".lower() in request.lower()


@pytest.mark.parametrize("status", ["301 A", "302 B", "303 C", "307 D", "308 E"])
def test_a_redirect_is_followed_and_its_end_is_named(
    status: str, client: Client, serve: Serve
) -> None:
    server = serve(moved("/html/1v2", status), message(b"x"))
    response = client.get(f"{server.url}html/1")
    assert (response.body, response.url) == (b"x", f"{server.url}html/1v2")


def test_a_redirected_page_is_kept_under_its_first_address(client: Client, serve: Serve) -> None:
    page, same = message(b"x", 'ETag: "v1"'), message(b"", status="304 Not Modified")
    server = serve(moved("/b"), page, moved("/b"), same)
    client.get(server.url)
    response = client.get(server.url)
    assert (response.unchanged, response.body, response.url) == (True, b"x", f"{server.url}b")


def test_a_loop_ends(client: Client, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/a").respond_with_data("", 302, headers={"Location": "/a"})
    with pytest.raises(Refused, match="localhost redirects more than 5 times"):
        client.get(httpserver.url_for("/a"))
    assert len(httpserver.log) == 6


@pytest.mark.parametrize("location", ["ftp://127.0.0.1/a", "file:///etc/passwd", "javascript:1"])
def test_a_redirect_off_the_web_is_refused(location: str, client: Client, serve: Serve) -> None:
    with pytest.raises(Refused, match="redirects to an address that is not safe"):
        client.get(serve(moved(location)).url)


@pytest.mark.parametrize(
    "location", ["http://[::1", "http://a:b:c/", "//", "\\\\x", "http://\xff/"]
)
def test_a_redirect_to_nonsense_is_an_error(location: str, client: Client, serve: Serve) -> None:
    with pytest.raises(FetchError):
        client.get(serve(moved(location), message(b"", status="404 No")).url)


def test_a_redirect_without_a_target_is_a_refusal(client: Client, serve: Serve) -> None:
    with pytest.raises(Refused, match="HTTP 302"):
        client.get(serve(message(b"", status="302 Found")).url)


def test_the_token_goes_to_its_host_and_is_dropped_on_the_way_to_another(
    make_client: MakeClient, serve: Serve
) -> None:
    other = serve(message(b"x"))
    hub = serve(moved("/b"), moved(other.url.replace("127.0.0.1", "localhost")))
    client = make_client(env={"HF_TOKEN": f" {_SECRET}\n"}, token_hosts=frozenset({"127.0.0.1"}))
    assert client.get(hub.url).body == b"x"
    assert [carried(request) for request in hub.requests + other.requests] == [True, True, False]


def test_the_token_does_not_go_to_a_mirror(make_client: MakeClient, serve: Serve) -> None:
    server = serve(message(b"x"))
    make_client(env={"HF_TOKEN": _SECRET}).get(server.url)
    assert not carried(server.requests[0])


@pytest.mark.parametrize(
    ("place", "allowed"),
    [
        (("https", "huggingface.co", None), True),
        (("https", "huggingface.co", 443), True),
        (("https", "huggingface.co", 8443), False),
        (("http", "huggingface.co", None), False),
        (("https", "huggingface.co.evil.example", None), False),
        (("https", "cdn.huggingface.co", None), False),
        (("https", "hf-mirror.com", None), False),
    ],
)
def test_the_token_belongs_to_the_hub_alone(
    place: tuple[str, str, int | None], allowed: bool
) -> None:
    assert bool(Token(_SECRET, _HUB).headers_for(*place)) == allowed


@pytest.mark.parametrize("secret", ["", "  ", "hf_ü", "hf_a\r\nX-Evil: 1", "hf_\x00"])
def test_a_token_that_is_none_is_ignored(secret: str) -> None:
    assert Token(secret, _HUB).headers_for("https", "huggingface.co", None) == {}


def test_the_token_is_never_shown(
    make_client: MakeClient,
    httpserver: HTTPServer,
    cache_folder: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    httpserver.expect_request("/a").respond_with_data("x")
    client = make_client(env={"HF_TOKEN": _SECRET}, token_hosts=frozenset({"localhost"}))
    client.get(httpserver.url_for("/a"))
    with pytest.raises(Refused) as caught:
        client.get(httpserver.url_for("/b"))
    assert carried(f"Authorization: {httpserver.log[0][0].headers['Authorization']}\r\n")
    kept = b"".join(path.read_bytes() for path in cache_folder.rglob("*") if path.is_file())
    shown = [caplog.text, str(caught.value), repr(caught.value), repr(vars(caught.value))]
    shown += [repr(client), repr(vars(client)), kept.decode()]
    assert caplog.records
    assert not any(_SECRET in text for text in shown)


def test_a_certificate_that_nobody_vouches_for_is_refused(
    make_client: MakeClient, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.delenv("SSL_CERT_DIR", raising=False)
    server = serve(message(b"x"), encrypted=True)
    with pytest.raises(Withheld, match=r"The certificate of 127\.0\.0\.1 is not trusted: self"):
        make_client().get(server.url)
    assert not server.requests


def test_encryption_is_not_left(make_client: MakeClient, serve: Serve) -> None:
    plain = serve(message(b"x"))
    encrypted = serve(moved(plain.url), encrypted=True)
    with pytest.raises(Refused, match="redirects to an address that is not safe"):
        make_client().get(encrypted.url)
    assert not plain.requests


def test_certificates_that_can_not_be_read_are_said_so(
    make_client: MakeClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "absent.pem"))
    with pytest.raises(Withheld, match="certificates can't be read"):
        make_client().get("https://127.0.0.1/")
