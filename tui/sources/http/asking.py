"""Asking as a good guest: in turn, at the host's pace, again when it helps, and not for ever."""

import logging
from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import dataclass

from tui.sources.http.address import for_the_log, host_of
from tui.sources.http.errand import Errand
from tui.sources.http.failure import Refused, refused
from tui.sources.http.pacing import Paces
from tui.sources.http.patience import Patience, in_words
from tui.sources.http.rate_limit import Gates, asked_pause
from tui.sources.http.receiver import Receiver
from tui.sources.http.retry import TransientError, Tries
from tui.sources.http.wire import Answer, Wire

_MOST_REDIRECTS = 5
_log = logging.getLogger("papertui.http")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for. ``seconds`` bound one try; ``look`` is called many times during it."""

    receiver: Receiver
    pace: str | None
    seconds: float
    patience: Patience
    look: Callable[[], None]


class Asker:
    """Sends requests until they are answered for good. Threads share it."""

    def __init__(self, wire: Wire, gates: Gates, paces: Paces) -> None:
        self._wire = wire
        self._gates = gates
        self._paces = paces

    def close(self) -> None:
        """Close the connections."""
        self._wire.close()

    def ask(self, url: str, wish: Wish) -> Answer:
        """The last answer: a success, a refusal, or HTTP 304; redirects are followed.

        Raises FetchError when there is none.
        """
        asked = url
        for _ in range(_MOST_REDIRECTS + 1):
            answer = self._persist(asked, wish)
            if answer.location is None:
                return answer
            asked = _safe_target(answer, answer.location)
        raise Refused(
            f"{host_of(url)} redirects more than {_MOST_REDIRECTS} times.", url=url, status=302
        )

    def _persist(self, url: str, wish: Wish) -> Answer:
        """The first answer that another try would not better."""
        tries = Tries()
        while True:
            try:
                answer = self._once(url, wish)
                if not self._is_put_off(answer, tries, wish):
                    return _settled(answer)
            except TransientError as broken:
                delay = tries.delay_after(broken)
                _log.info("%s Again in %.1f s.", broken.error.message, delay)
                wish.patience.wait(delay, broken.error.message)

    def _once(self, url: str, wish: Wish) -> Answer:
        held = self._admitted(host_of(url), wish)

        def exchange(given_up: Callable[[], bool]) -> Answer:
            # The turn lasts until the connection is done with, even if the caller has left before.
            with held:
                return self._wire.exchange(url, wish.receiver, given_up)

        answer = Errand(exchange).result(_looking(wish))
        _log.info("%d %s", answer.status, for_the_log(url))
        return answer

    def _admitted(self, host: str, wish: Wish) -> ExitStack:
        """Wait until ``host`` may be asked; what is returned is held while it is."""
        with ExitStack() as held:
            if wish.pace is not None:
                held.enter_context(closing(self._paces.turn(wish.pace, wish.patience)))
            self._gates.wait(host, wish.patience)
            return held.pop_all()

    def _is_put_off(self, answer: Answer, tries: Tries, wish: Wish) -> bool:
        """Whether the host asked to come again later. It is left alone until then."""
        now = wish.patience.clock.now()
        seconds = asked_pause(answer.status, answer.headers, pace=wish.pace, now=now)
        if seconds is None:
            return False
        _log.info("%s asks to wait %s", host_of(answer.url), in_words(seconds))
        self._gates.close(host_of(answer.url), seconds)
        if answer.status not in (429, 503):
            return False
        tries.asked_to_pause(refused(answer.url, answer.status, answer.reason))
        return True


def _settled(answer: Answer) -> Answer:
    """``answer``, unless the server failed and may do better."""
    if answer.status >= 500:
        raise TransientError(refused(answer.url, answer.status, answer.reason))
    return answer


def _looking(wish: Wish) -> Callable[[], None]:
    """What is done from time to time during a try: see that it is wanted, and in time."""
    until = wish.patience.clock.steady() + wish.seconds

    def look() -> None:
        wish.patience.check()
        if wish.patience.clock.steady() > until:
            raise wish.receiver.cut_off(f"took longer than {wish.seconds:g} s")
        wish.look()

    return look


def _safe_target(answer: Answer, target: str) -> str:
    """``target`` of a redirect, unless it leads away from encryption or from the web."""
    encrypted = answer.url.startswith("https://")
    if target.startswith(("https://",) if encrypted else ("https://", "http://")):
        return target
    raise Refused(
        f"{host_of(answer.url)} redirects to an address that is not safe.",
        url=answer.url,
        status=answer.status,
    )
