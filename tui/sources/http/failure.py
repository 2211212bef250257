"""What can go wrong while something is fetched, as sentences for people."""

from tui.errors import PapertuiError
from tui.sources.http.address import host_of

_LATER = "Try again later."
_BY_STATUS = {
    401: ("does not accept who asks", "If HF_TOKEN is set, check that it is still valid."),
    403: ("refuses access", "It may ask for an account, or block this network."),
    407: ("was not asked: the proxy wants a login", "Check HTTPS_PROXY and HTTP_PROXY."),
    429: ("asks for fewer requests, again and again", "Try again in an hour."),
}


class FetchError(PapertuiError):
    """Something could not be fetched. ``url`` is what was asked for."""

    def __init__(self, message: str, hint: str = "", *, url: str = "") -> None:
        super().__init__(message, hint)
        self.url = url

    @property
    def concerns_all(self) -> bool:
        """Whether it is about who asks, so that whatever else is asked for fails like this."""
        return False


class Unreachable(FetchError):
    """Nobody answered: no network, name not known, refused or timed out."""


class Withheld(Unreachable):
    """Nobody was asked, and not for want of a network.

    ``HF_HUB_OFFLINE`` is set, a certificate is not trusted, or the proxy or the certificates of
    the environment can't be used.
    """

    @property
    def concerns_all(self) -> bool:
        """Always."""
        return True


class NotFound(FetchError):
    """The server has no such page (HTTP 404 or 410)."""


class Refused(FetchError):
    """The server answered, but not with what was asked for, or sent something else.

    ``status`` is the HTTP status; ``body`` the beginning of what it said, at most 64 kB.
    """

    def __init__(
        self, message: str, hint: str = "", *, url: str = "", status: int = 0, body: bytes = b""
    ) -> None:
        super().__init__(message, hint, url=url)
        self.status = status
        self.body = body

    @property
    def concerns_all(self) -> bool:
        """Whether it is about who asks (401, 403, 407), or how often (429)."""
        return self.status in _BY_STATUS


class TooLarge(FetchError):
    """The response is larger than the bound, which the message names."""


class CutOff(FetchError):
    """The response broke off. ``body`` is what had arrived, decoded; empty for a download."""

    def __init__(self, message: str, hint: str = "", *, url: str = "", body: bytes = b"") -> None:
        super().__init__(message, hint, url=url)
        self.body = body


class FetchCancelled(FetchError):
    """The caller wanted it no longer."""


def refused(url: str, status: int, body: bytes) -> FetchError:
    """The error for an answer whose status is not what was hoped for."""
    host = host_of(url)
    if status in (404, 410):
        return NotFound(f"{host} has no such page (HTTP {status}).", url=url)
    deed, hint = _BY_STATUS.get(status) or _in_general(status)
    return Refused(f"{host} {deed} (HTTP {status}).", hint, url=url, status=status, body=body)


def too_large(url: str, largest: int) -> TooLarge:
    """The error for a response of more than ``largest`` bytes."""
    return TooLarge(
        f"{host_of(url)} sent more than {largest / 1_000_000:g} MB, which is not read.",
        "Ask for less at once.",
        url=url,
    )


def cut_off(url: str, why: str, body: bytes) -> CutOff:
    """The error for a response that ended too early; ``why`` ends ``The response of X …``."""
    return CutOff(f"The response of {host_of(url)} {why}.", _LATER, url=url, body=body)


def _in_general(status: int) -> tuple[str, str]:
    if status >= 500:
        return "is out of order", _LATER
    return "refuses the request", "Check the address in the settings."
