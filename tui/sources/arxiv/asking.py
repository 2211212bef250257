"""Requests to arXiv: one at a time, at its pace, and given up as soon as nobody wants them."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from tui.sources.ahead import ahead
from tui.sources.arxiv import ArxivError
from tui.sources.batch import Order
from tui.sources.http import Client, CutOff, Refused
from tui.sources.item import Found, Skipped

PACE = "arxiv"

Params = Mapping[str, str | int]
Read = Callable[[bytes], Iterable[Found | Skipped]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What arXiv sent: the papers, and the body for what else it says.

    ``cut_off`` is why it ended too early; the papers are those before.
    """

    items: list[Found | Skipped]
    body: bytes
    digest: str
    cut_off: CutOff | None = None


class Arxiv:
    """arXiv, for one sync."""

    def __init__(self, client: Client, order: Order) -> None:
        self._client = client
        self._order = order

    def ask(
        self, url: str, params: Params | None, read: Read, *, fresh_seconds: float = 0.0
    ) -> Answer:
        """What ``read`` finds in the answer. Raises ArxivError with arXiv's own words, FetchError.

        An answer that came less than ``fresh_seconds`` ago is taken again.
        """

        def get(address: str) -> Answer:
            return self._get(address, params, read, fresh_seconds)

        [answer] = ahead(get, [url], threads=1, cancelled=self._order.cancelled)
        return answer

    def _get(self, url: str, params: Params | None, read: Read, fresh_seconds: float) -> Answer:
        try:
            response = self._client.get(
                url,
                params=params,
                pace=PACE,
                fresh_seconds=fresh_seconds,
                waiting=self._order.waiting,
                cancelled=self._order.cancelled,
            )
        except Refused as error:
            raise _own_words(error, read) or error from error
        except CutOff as error:
            return Answer(_before_the_break(error, read), b"", "", error)
        body = response.body
        return Answer(list(read(body)), body, response.digest)


def _before_the_break(error: CutOff, read: Read) -> list[Found | Skipped]:
    items: list[Found | Skipped] = []
    # What came may be too little to be told from something else.
    with suppress(ArxivError):
        items.extend(read(error.body))
    return items


def _own_words(refusal: Refused, read: Read) -> ArxivError | None:
    """What arXiv says about a request that it refuses: its answer is an error of the same kind."""
    if b"arxiv.org/api/errors" not in refusal.body and b"<error code" not in refusal.body:
        return None
    try:
        list(read(refusal.body))
    except ArxivError as error:
        return error
    return None
