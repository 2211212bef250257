"""Servers that do what no decent one does, on this machine."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

CERTIFICATE = Path(__file__).with_name("loopback.pem")
"""A certificate of our own for localhost, with its key, good for these tests and nothing else."""

Deed = Callable[[socket.socket], None]


class RawServer:
    """Answers each connection with the next of ``deeds``: bytes, or what does it. The last stays.

    ``requests`` are the heads that came, as text; ``asked`` is set when there is one.
    """

    def __init__(self, deeds: Sequence[bytes | Deed], *, encrypted: bool = False) -> None:
        self.requests: list[str] = []
        self.asked = threading.Event()
        self._deeds = list(deeds)
        self._context = _encryption() if encrypted else None
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        scheme = "https" if self._context else "http"
        return f"{scheme}://127.0.0.1:{self._listener.getsockname()[1]}/"

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for connection in self._open:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        self._thread.join(5)

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self._open.append(connection)
            with contextlib.suppress(OSError):
                self._answer(connection)
            connection.close()

    def _answer(self, connection: socket.socket) -> None:
        if self._context:
            connection = self._context.wrap_socket(connection, server_side=True)
        with connection:
            head = connection.recv(65_536)
            if not head:
                return
            self.requests.append(head.decode("latin-1"))
            self.asked.set()
            deed = self._deeds.pop(0) if len(self._deeds) > 1 else self._deeds[0]
            connection.sendall(deed) if isinstance(deed, bytes) else deed(connection)


def _encryption() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


def message(body: bytes, *headers: str, status: str = "200 OK", length: int | None = None) -> bytes:
    """A whole response; one that is cut off if ``length`` is more than its body has."""
    lines = [f"HTTP/1.1 {status}", "Connection: close", *headers]
    lines.append(f"Content-Length: {len(body) if length is None else length}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def for_ever(start: bytes, piece: bytes, pause: float) -> Deed:
    """Sends ``start``, then ``piece`` again and again until nobody listens."""

    def send(connection: socket.socket) -> None:
        connection.sendall(start)
        silence = threading.Event()
        while not silence.wait(pause):
            connection.sendall(piece)

    return send


def in_silence(connection: socket.socket) -> None:
    """Says nothing until the other side leaves, or this one closes."""
    connection.recv(1)
