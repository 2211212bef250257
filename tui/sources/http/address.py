"""Web addresses: asked with parameters, named to people, written to the log."""

import re
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit

_WITHOUT_SECRETS = re.compile(r"[0-9W.,:TZ-]{1,24}", re.ASCII)
_LONGEST_NAME = 100


def with_params(url: str, params: Mapping[str, str | int] | None) -> str:
    """``url`` with ``params`` in its query, percent-encoded; without its fragment."""
    bare = url.partition("#")[0]
    if not params:
        return bare
    return f"{bare}{'&' if '?' in bare else '?'}{urlencode(params)}"


def host_of(url: str) -> str:
    """The host of ``url``, for people; the address itself, shortened, if it has none."""
    try:
        host = urlsplit(url).hostname
    except ValueError:
        host = None
    return (host or _printable(url.partition("?")[0].rpartition("@")[2]))[:_LONGEST_NAME]


def for_the_log(url: str) -> str:
    """``url`` without its login, and of its query only values that are numbers or dates."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return host_of(url)
    shown = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
    query = "&".join(f"{name}={_harmless(value)}" for name, value in parse_qsl(parts.query))
    return _printable(f"{shown}?{query}" if query else shown)


def _harmless(value: str) -> str:
    return value if _WITHOUT_SECRETS.fullmatch(value) else "…"


def _printable(text: str) -> str:
    return "".join(sign if sign.isprintable() else "�" for sign in text)
