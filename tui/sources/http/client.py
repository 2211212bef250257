"""The client: pages, kept and asked for again only if they changed; and files."""

import os
import threading
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from tui.config import is_offline
from tui.sources.http.address import host_of, with_params
from tui.sources.http.cache import Entry, Header, ResponseCache, validators
from tui.sources.http.failure import FetchCancelled, Withheld, refused
from tui.sources.http.limits import TimeLimits
from tui.sources.http.pacing import PACES, Paces
from tui.sources.http.partial_file import PartialFile
from tui.sources.http.patience import Clock, Patience
from tui.sources.http.rate_limit import Gates
from tui.sources.http.receiver import InMemory
from tui.sources.http.response import Response, media_type
from tui.sources.http.token import Token

if TYPE_CHECKING:
    from tui.sources.http.asking import Asker, Wish
    from tui.sources.http.wire import Answer

_ANYTHING = "*/*"
_LIMITS = TimeLimits()
_CLOCK = Clock()


def _untold(*_: object) -> None:
    """Nobody is told."""


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class _Page:
    """What one call of ``get`` asks for."""

    address: str
    accept: str
    largest: int
    pace: str | None
    patience: Patience


class Client:
    """Fetches politely: keeps what it gets, waits as told, and tries again when that helps.

    Threads may share it. Nothing is opened before the first request. Proxies and certificates
    come from the environment of the process; ``HF_TOKEN``, sent to ``token_hosts`` only, and
    ``HF_HUB_OFFLINE`` from ``env``. ``paces`` are the seconds between two requests of a pace,
    which all keep that have the same ``pace_folder``; without one those with the same cache.
    """

    def __init__(
        self,
        cache_folder: Path,
        *,
        env: Mapping[str, str] = os.environ,
        paces: Mapping[str, float] = PACES,
        token_hosts: AbstractSet[str] = frozenset({"huggingface.co"}),
        pace_folder: Path | None = None,
        cache_bytes: int = 200_000_000,
        limits: TimeLimits = _LIMITS,
        clock: Clock = _CLOCK,
    ) -> None:
        self._cache = ResponseCache(cache_folder / "responses", cache_bytes, clock)
        self._paces = Paces(pace_folder or cache_folder / "paces", paces, clock)
        self._gates = Gates(clock)
        self._token = Token(env.get("HF_TOKEN", ""), token_hosts)
        self._offline = is_offline(env)
        self._limits = limits
        self._clock = clock
        self._asker: Asker | None = None
        self._opening = threading.Lock()
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections, for good: whatever is asked for from then on is cancelled."""
        with self._opening:
            self._closed = True
            asker, self._asker = self._asker, None
        if asker is not None:
            asker.close()

    def get(
        self,
        url: str,
        *,
        params: Mapping[str, str | int] | None = None,
        accept: str | None = None,
        largest: int = 50_000_000,
        pace: str | None = None,
        fresh_seconds: float = 0.0,
        waiting: Callable[[float, str], None] = _untold,
        cancelled: Callable[[], bool] = _never,
    ) -> Response:
        """The page at ``url``, of at most ``largest`` bytes when decoded.

        No request is sent when it was up to date less than ``fresh_seconds`` ago. ``waiting`` is
        told once of each wait: how many seconds, and why. ``cancelled`` is asked ten times a
        second, whatever is under way. Raises FetchError.
        """
        address = with_params(url, params)
        patience = Patience(address, self._clock, waiting, cancelled)
        page = _Page(address, accept or _ANYTHING, largest, pace, patience)
        entry = self._cache.entry(page.address, page.accept)
        if entry is None or entry.header.length > largest:
            return self._fetched(page, None)
        if 0 <= entry.age < fresh_seconds:
            self._cache.use(entry)
            return self._kept(page, entry)
        return self._fetched(page, entry)

    def download(
        self,
        url: str,
        target: Path,
        *,
        largest: int,
        pace: str | None = None,
        accept_type: str | None = None,
        progress: Callable[[int, int | None], None] = _untold,
        waiting: Callable[[float, str], None] = _untold,
        cancelled: Callable[[], bool] = _never,
    ) -> None:
        """Fetch ``url`` into the file ``target``, which is there whole afterwards or as before.

        ``progress`` is told now and then of the bytes that are there, and of all if that is known.
        Raises FetchError: Refused also when the type is not ``accept_type``.
        """
        from tui.sources.http.asking import Wish

        file = PartialFile(url, target, largest, accept_type)
        try:
            patience = Patience(url, self._clock, waiting, cancelled)
            wish = Wish(
                receiver=file,
                pace=pace,
                seconds=self._limits.download,
                patience=patience,
                look=lambda: progress(file.done, file.total),
            )
            self._fill(file, url, wish)
            file.keep()
        finally:
            file.discard()
        progress(file.done, file.done)

    def _fill(self, file: PartialFile, url: str, wish: "Wish") -> None:
        answer = self._ask(url, wish)
        if answer.status == 416:
            file.start_over()
            answer = self._ask(url, wish)
        _expect_success(answer, url)

    def _fetched(self, page: _Page, entry: Entry | None) -> Response:
        from tui.sources.http.asking import Wish

        conditions = entry.header.conditions if entry else {}
        body = InMemory(page.address, page.largest, {"Accept": page.accept, **conditions})
        wish = Wish(body, page.pace, self._limits.response, page.patience, _untold)
        answer = self._ask(page.address, wish)
        if answer.status == 304 and entry is not None:
            self._cache.confirm(entry)
            return self._kept(page, entry)
        _expect_success(answer, page.address)
        return self._taken(page, answer, body.body)

    def _ask(self, url: str, wish: "Wish") -> "Answer":
        if self._offline:
            raise Withheld(
                f"{host_of(url)} is not asked: HF_HUB_OFFLINE is set.",
                "Unset it to use the network.",
                url=url,
            )
        wish.patience.check()
        return self._opened(url).ask(url, wish)

    def _opened(self, url: str) -> "Asker":
        with self._opening:
            if self._closed:
                raise FetchCancelled("Stopped.", url=url)
            if self._asker is None:
                from tui.sources.http.asking import Asker
                from tui.sources.http.wire import Wire

                self._asker = Asker(Wire(self._token, self._limits), self._gates, self._paces)
            return self._asker

    def _taken(self, page: _Page, answer: "Answer", body: bytes) -> Response:
        """The response that came just now; kept for the next time if its server allows."""
        etag, last_modified = validators(answer.headers)
        header = Header(
            address=page.address,
            accept=page.accept,
            url=answer.url,
            status=answer.status,
            content_type=answer.headers.get("content-type", ""),
            etag=etag,
            last_modified=last_modified,
            digest=sha256(body).hexdigest(),
            length=len(body),
        )
        if "no-store" in answer.headers.get("cache-control", "").lower():
            self._cache.forget(page.address, page.accept)
        else:
            self._cache.store(header, body)
        return _response(header, unchanged=False, body_of=lambda: body)

    def _kept(self, page: _Page, entry: Entry) -> Response:
        """The response that came before. If its body is lost by now, it is fetched again."""

        def body_of() -> bytes:
            body = entry.body()
            return self._fetched(page, None).body if body is None else body

        return _response(entry.header, unchanged=True, body_of=body_of)


def _response(header: Header, *, unchanged: bool, body_of: Callable[[], bytes]) -> Response:
    content_type, charset = media_type(header.content_type)
    return Response(
        url=header.url,
        status=header.status,
        content_type=content_type,
        charset=charset,
        digest=header.digest,
        unchanged=unchanged,
        body_of=body_of,
    )


def _expect_success(answer: "Answer", url: str) -> None:
    if not 200 <= answer.status < 300:
        raise refused(url, answer.status, answer.reason)
