"""Servers that ask for a pause: how long, and whom it holds back."""

import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC

from tui.sources.http.failure import Refused
from tui.sources.http.patience import Clock, Patience, in_words

_LONGEST_WAIT = 600.0
_SHORTEST_WAIT = 1.0
_SAME_WAIT = 1.0
"""Seconds by which two waits may differ that are told as one."""
_DEFAULT_WAIT = 30.0
_DEFAULT_WAIT_OF = {"arxiv": 60.0}
_NOTHING = re.compile("0+")
_SECONDS = re.compile(r"\d{1,9}", re.ASCII)


@dataclass(slots=True)
class _Gate:
    """A host that is left alone ``until`` then; and who was told, of a wait until when."""

    until: float = 0.0
    told: dict[Callable[[float, str], None], float] = field(default_factory=dict)


class Gates:
    """Which host is to be left alone until when. Threads share it.

    Of several threads that wait for a host on behalf of one caller, one tells it.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._gates: dict[str, _Gate] = {}
        self._lock = threading.Lock()

    def close(self, host: str, seconds: float) -> None:
        """Let nobody ask ``host`` during the next ``seconds``."""
        until = self._clock.now() + seconds
        with self._lock:
            gate = self._gates.setdefault(host, _Gate())
            gate.until = max(until, gate.until)

    def wait(self, host: str, patience: Patience) -> None:
        """Return when ``host`` may be asked. Raises Refused if that is in over ten minutes."""
        with self._lock:
            gate = self._gates.get(host)
        if gate is None:
            return
        until = gate.until
        left = until - self._clock.now()
        if left > _LONGEST_WAIT:
            raise _too_long(host, left, patience.url)
        if left > 0:
            if self._is_news(gate, until, patience):
                patience.waiting(left, f"{host} asks to wait")
            patience.pause(left)
        with self._lock:
            if gate.until == until and self._gates.get(host) is gate:
                del self._gates[host]

    def _is_news(self, gate: _Gate, until: float, patience: Patience) -> bool:
        """Whether the caller has not been told of this wait yet; it is from now on."""
        with self._lock:
            is_news = until > gate.told.get(patience.waiting, 0.0) + _SAME_WAIT
            if is_news:
                gate.told[patience.waiting] = until
        return is_news


def asked_pause(
    status: int, headers: Mapping[str, str], *, pace: str | None, now: float
) -> float | None:
    """The seconds that a response asks to wait before the next one, or None.

    A 429 always asks; a 503 does with ``Retry-After``; any response does whose ``RateLimit`` says
    that nothing is left (``"api";r=0;t=57``, draft-ietf-httpapi-ratelimit-headers).
    """
    told = [_until_reset(headers.get("ratelimit", ""))]
    if status in (429, 503):
        told.append(_retry_after(headers, now))
    seconds = max((wait for wait in told if wait is not None), default=None)
    if seconds is None and status == 429:
        return _DEFAULT_WAIT_OF.get(pace or "", _DEFAULT_WAIT)
    return None if seconds is None else max(seconds, _SHORTEST_WAIT)


def _retry_after(headers: Mapping[str, str], now: float) -> float | None:
    value = headers.get("retry-after", "").strip()
    if _SECONDS.fullmatch(value):
        return float(value)
    until = _moment(value)
    # By the server's own clock where it tells it: the one of this machine may be wrong.
    since = _moment(headers.get("date", ""))
    return None if until is None else max(0.0, until - (now if since is None else since))


def _moment(http_date: str) -> float | None:
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(http_date)
        return moment.replace(tzinfo=moment.tzinfo or UTC).timestamp()
    except (ValueError, OverflowError):
        return None


def _until_reset(header: str) -> float | None:
    """The longest time until a used-up allowance is renewed, in seconds."""
    resets = (_reset(policy) for policy in header.split(","))
    return max((reset for reset in resets if reset is not None), default=None)


def _reset(policy: str) -> float | None:
    """The seconds of ``"api";r=0;t=57``; None while something is left."""
    parameters = (parameter.partition("=") for parameter in policy.split(";"))
    values = {name.strip(): value.strip() for name, _, value in parameters}
    left, reset = values.get("r", ""), values.get("t", "")
    return float(reset) if _NOTHING.fullmatch(left) and _SECONDS.fullmatch(reset) else None


def _too_long(host: str, seconds: float, url: str) -> Refused:
    return Refused(
        f"{host} asks to wait {in_words(seconds)} before the next request.",
        "Try again then.",
        url=url,
        status=429,
    )
