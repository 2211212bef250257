"""The proxies of the environment are used."""

import pytest

from tests.sources.http.conftest import MakeClient, Serve
from tests.sources.http.servers import message
from tui.sources.http import Client, Unreachable, Withheld

_NO_TUNNEL = message(b"", status="403 Forbidden")


def test_a_request_goes_through_the_proxy(
    client: Client, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = serve(message(b"[]"))
    monkeypatch.setenv("HTTP_PROXY", proxy.url)
    assert client.get("http://hub.example/api/daily_papers?limit=1").body == b"[]"
    assert proxy.requests[0].startswith("GET http://hub.example/api/daily_papers?limit=1 HTTP/1.1")


def test_an_encrypted_request_asks_the_proxy_for_a_tunnel(
    make_client: MakeClient, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = serve(_NO_TUNNEL)
    monkeypatch.setenv("HTTPS_PROXY", proxy.url.replace("//", "//me:hush@"))
    client = make_client(env={"HF_TOKEN": "hf_secret"})
    with pytest.raises(Unreachable, match="The proxy does not lead to huggingface") as caught:
        client.get("https://huggingface.co/api/daily_papers")
    assert proxy.requests[0].startswith("CONNECT huggingface.co:443 HTTP/1.1")
    assert "hf_secret" not in "".join(proxy.requests)
    assert "hush" not in str(caught.value)


def test_hosts_without_a_proxy_are_asked_directly(
    client: Client, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy, server = serve(message(b"proxy")), serve(message(b"direct"))
    monkeypatch.setenv("HTTP_PROXY", proxy.url)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    assert client.get(server.url).body == b"direct"


@pytest.mark.parametrize("proxy", ["socks4://me:hush@127.0.0.1:1", "socks5://a:hush@b"])
def test_a_proxy_that_can_not_be_used_is_said_so(
    proxy: str, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", proxy)
    with pytest.raises(Withheld, match="proxy of the environment can't be used") as caught:
        client.get("http://hub.example/")
    assert "hush" not in str(caught.value)
