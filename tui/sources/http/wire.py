"""The one place that speaks to the network: a request goes out, its answer is taken in."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy
from platform import python_version

import httpx2

from tui import __version__
from tui.sources.http.address import host_of
from tui.sources.http.decoding import BrokenEncodingError, decoder_for
from tui.sources.http.diagnosis import no_address, unanswered, unusable_surroundings
from tui.sources.http.failure import FetchCancelled, Refused
from tui.sources.http.limits import TimeLimits
from tui.sources.http.receiver import Receiver
from tui.sources.http.retry import TransientError
from tui.sources.http.token import Token

_NAME = f"papertui/{__version__} (+terminal paper reader; Python {python_version()})"
_REDIRECTS = (301, 302, 303, 307, 308)
_LONGEST_REASON = 64_000
_RETRIES_AFTER_SILENCE = 1


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said, without the body of a success: its receiver has that.

    ``headers`` have lower-case names; ``location`` is where a redirect leads, in full; ``reason``
    the beginning of the body of a refusal.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    location: str | None
    reason: bytes


class GivenUpError(Exception):
    """Nobody wants the rest."""


class Wire:
    """Connections, kept open between requests. Threads share it."""

    def __init__(self, token: Token, limits: TimeLimits) -> None:
        """Raises FetchError if the environment names a proxy or certificates that can't be used."""
        self._token = token
        self._silence = limits.read
        self._client = _client(limits)

    def exchange(self, url: str, receiver: Receiver, given_up: Callable[[], bool]) -> Answer:
        """Ask for ``url`` once and have ``receiver`` take the body of a success.

        Raises TransientError when another try may succeed, FetchError when none will:
        FetchCancelled when the connections were closed meanwhile.
        """
        with self._answered(self._request(url, receiver.headers())) as response:
            headers = dict(response.headers)
            if response.is_success:
                receiver.begin(headers)
                self._hand_over(response, receiver, given_up)
            return Answer(
                url=str(response.url),
                status=response.status_code,
                headers=headers,
                location=_location(response),
                reason=b"" if response.is_success else _reason(response, given_up),
            )

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _request(self, url: str, headers: dict[str, str]) -> httpx2.Request:
        try:
            request = self._client.build_request("GET", url, headers=headers)
        except (httpx2.InvalidURL, ValueError) as error:
            raise no_address(url) from error
        place = request.url
        if place.scheme not in ("http", "https") or not place.host:
            raise no_address(url)
        # Decided on the address as it is dialled, not as another parser may read it.
        request.headers.update(self._token.headers_for(place.scheme, place.host, place.port))
        return request

    @contextmanager
    def _answered(self, request: httpx2.Request) -> Iterator[httpx2.Response]:
        try:
            response = self._client.send(request, stream=True)
        except httpx2.HTTPError as error:
            raise unanswered(error, str(request.url)) from error
        except RuntimeError as error:
            if not self._client.is_closed:
                raise
            raise FetchCancelled("Stopped.", url=str(request.url)) from error
        try:
            yield response
        finally:
            response.close()

    def _hand_over(
        self, response: httpx2.Response, receiver: Receiver, given_up: Callable[[], bool]
    ) -> None:
        try:
            for piece in _pieces(response):
                if given_up():
                    raise GivenUpError
                receiver.write(piece)
        except httpx2.TimeoutException as error:
            why = f"broke off: nothing more came within {self._silence:g} s"
            raise TransientError(receiver.cut_off(why), _RETRIES_AFTER_SILENCE) from error
        except httpx2.HTTPError as error:
            raise TransientError(receiver.cut_off("broke off")) from error
        except BrokenEncodingError as error:
            raise TransientError(receiver.cut_off(str(error))) from error


def _client(limits: TimeLimits) -> httpx2.Client:
    timeout = httpx2.Timeout(limits.read, connect=limits.connect)
    try:
        return httpx2.Client(
            headers={"User-Agent": _NAME},
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            timeout=timeout,
            limits=httpx2.Limits(keepalive_expiry=30.0),
        )
    except (httpx2.InvalidURL, ImportError, OSError, ValueError) as error:
        raise unusable_surroundings(error) from error


def _pieces(response: httpx2.Response) -> Iterator[bytes]:
    """The body, decoded. Raises BrokenEncodingError, and HTTPError when the connection breaks."""
    decoder = decoder_for(response.headers.get("content-encoding", ""))
    for data in response.iter_raw():
        yield from decoder.feed(data)
    decoder.end()


def _reason(response: httpx2.Response, given_up: Callable[[], bool]) -> bytes:
    reason = bytearray()
    with suppress(httpx2.HTTPError, BrokenEncodingError):
        for piece in _pieces(response):
            reason += piece
            if len(reason) > _LONGEST_REASON or given_up():
                break
    return bytes(reason[:_LONGEST_REASON])


def _location(response: httpx2.Response) -> str | None:
    location = response.headers.get("location")
    if response.status_code not in _REDIRECTS or location is None:
        return None
    try:
        return str(response.url.join(location))
    except (httpx2.InvalidURL, ValueError) as error:
        url = str(response.url)
        raise Refused(
            f"{host_of(url)} points to an address that is none.",
            url=url,
            status=response.status_code,
        ) from error
