"""When a request is sent again, and after how long."""

import random

from tui.sources.http.failure import FetchError

_FIRST_DELAY = 1.0
_LONGEST_DELAY = 30.0
_MOST_PAUSES = 8
MOST_RETRIES = 4


class TransientError(Exception):
    """A try that failed for the server's or the network's sake: another one may succeed.

    ``error`` is for the caller when no try did; ``retries`` how often it makes sense to try again.
    """

    def __init__(self, error: FetchError, retries: int = MOST_RETRIES) -> None:
        super().__init__(error.message)
        self.error = error
        self.retries = retries


class Tries:
    """How often one request has failed so far."""

    def __init__(self) -> None:
        self._failures = 0
        self._pauses = 0

    def delay_after(self, broken: TransientError) -> float:
        """Seconds until the next try, with full jitter. Raises the error if there is none.

        See "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
        """
        if self._failures >= broken.retries:
            raise broken.error from broken
        bound = min(_LONGEST_DELAY, _FIRST_DELAY * 2**self._failures)
        self._failures += 1
        return random.uniform(0.0, bound)

    def asked_to_pause(self, error: FetchError) -> None:
        """Count a pause the server asked for. Raises ``error`` if it does so for ever."""
        self._pauses += 1
        if self._pauses > _MOST_PAUSES:
            raise error
