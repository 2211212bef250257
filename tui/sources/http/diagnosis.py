"""Why nobody answered: from the exceptions of the libraries to a sentence."""

import socket
import ssl

import httpx2

from tui.sources.http.address import host_of
from tui.sources.http.failure import FetchError, Unreachable, Withheld
from tui.sources.http.retry import MOST_RETRIES, TransientError

_CHECK_NETWORK = "Check the network, and the proxy if one is set."
_CHECK_PROXY = "Check HTTPS_PROXY, HTTP_PROXY and ALL_PROXY."
_ONCE = 1


def unanswered(error: httpx2.HTTPError, url: str) -> TransientError | FetchError:
    """What to raise for a request without an answer, and how often to try again."""
    host = host_of(url)
    match _root(error):
        case ssl.SSLCertVerificationError() as cause:
            reason = cause.verify_message or "it does not check"
            return Withheld(f"The certificate of {host} is not trusted: {reason}.", url=url)
        case socket.gaierror():
            return _broken(url, f"{host} can't be reached: no network.", _CHECK_NETWORK, _ONCE)
        case ConnectionRefusedError():
            message = f"{host} can't be reached: it takes no connections."
            return _broken(url, message, _CHECK_NETWORK, _ONCE)
    match error:
        case httpx2.UnsupportedProtocol() | httpx2.LocalProtocolError():
            return no_address(url)
        case httpx2.ProxyError():
            return _broken(url, f"The proxy does not lead to {host}.", _CHECK_PROXY, _ONCE)
        case httpx2.ConnectTimeout() | httpx2.ReadTimeout():
            return _broken(url, f"{host} does not answer.", _CHECK_NETWORK, _ONCE)
        case httpx2.ConnectError():
            return _broken(url, f"{host} can't be reached: no network.", _CHECK_NETWORK, _ONCE)
    return _broken(url, f"{host} hung up without an answer.", "Try again later.", MOST_RETRIES)


def no_address(url: str) -> FetchError:
    """The error for an address that can't be asked for."""
    return FetchError(f"{host_of(url)} is not a web address.", "Check the settings.", url=url)


def unusable_surroundings(error: Exception) -> Withheld:
    """The error for an environment with which no connection can be made.

    What a library says of a proxy may hold its password, and is not repeated.
    """
    if isinstance(error, OSError):
        return Withheld("The certificates can't be read.", "Check SSL_CERT_FILE and SSL_CERT_DIR.")
    return Withheld("The proxy of the environment can't be used.", _CHECK_PROXY)


def _broken(url: str, message: str, hint: str, retries: int) -> TransientError:
    return TransientError(Unreachable(message, hint, url=url), retries)


def _root(error: BaseException) -> BaseException:
    """The error that led to ``error``: what the operating system said, if it said anything."""
    while (cause := error.__cause__ or error.__context__) is not None:
        error = cause
    return error
