"""Hugging Face on this machine, in a process of its own, as fast as it can be asked."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

_LISTS = "/api/daily_papers"
_TEXTS = "/papers/"
_TYPES = {".json": "application/json", ".md": "text/markdown"}
_HEAD_END = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class _Page:
    """An answer in two forms: whole, and that it is the one which the client has."""

    etag: bytes
    whole: bytes
    unchanged: bytes

    @classmethod
    def of(cls, body: bytes, content_type: str) -> "_Page":
        etag = f'"{sha256(body).hexdigest()}"'
        kind = f"Content-Type: {content_type}\r\nContent-Length: {len(body)}"
        whole = f"HTTP/1.1 200 OK\r\nETag: {etag}\r\n{kind}\r\n\r\n".encode() + body
        unchanged = f"HTTP/1.1 304 Not Modified\r\nETag: {etag}\r\n\r\n".encode()
        return cls(etag.encode(), whole, unchanged)


_NOTHING = _Page.of(b"[]", "application/json")
_NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


class Hub:
    """Daily lists are the files ``2025-03-11.json`` of a folder, texts of papers ``ID.md``.

    Days without a file are empty, as weekends are.
    """

    def __init__(self, folder: Path) -> None:
        self._pages = {
            path.name: _Page.of(path.read_bytes(), _TYPES[path.suffix])
            for path in folder.iterdir()
            if path.suffix in _TYPES
        }

    def answer(self, head: bytes) -> bytes:
        """The response to a request, head and body in one piece: two would wait for each other."""
        request, *headers = head.split(b"\r\n")
        page = self._page(request.split(b" ")[1].decode("ascii"))
        if page is None:
            return _NOT_FOUND
        return page.unchanged if page.etag in _conditions(headers) else page.whole

    def _page(self, target: str) -> _Page | None:
        address = urlsplit(target)
        if address.path == _LISTS:
            query = parse_qs(address.query)
            day = query.get("date", [""])[0]
            return self._pages.get(f"{day}.json", _NOTHING) if "p" not in query else _NOTHING
        return self._pages.get(address.path.removeprefix(_TEXTS))


def _conditions(headers: list[bytes]) -> bytes:
    fields = (header.partition(b":") for header in headers)
    return next((value for name, _, value in fields if name.lower() == b"if-none-match"), b"")


class _Answering(asyncio.Protocol):
    """One connection, which stays open as long as the client likes."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._unread = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        *heads, self._unread = (self._unread + data).split(_HEAD_END)
        for head in heads:
            self._transport.write(self._hub.answer(head))


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a server for the files of ``folder``, which ends with the block."""
    context = get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_run, args=(folder, there), daemon=True)
    process.start()
    there.close()
    try:
        yield f"http://127.0.0.1:{here.recv()}"
    finally:
        process.terminate()
        process.join()


def _run(folder: Path, started: Connection) -> None:
    asyncio.run(_serve(Hub(folder), started))


async def _serve(hub: Hub, started: Connection) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Answering(hub), "127.0.0.1")
    started.send(server.sockets[0].getsockname()[1])
    await server.serve_forever()
