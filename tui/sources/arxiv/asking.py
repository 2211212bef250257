"""Requests to arXiv: one at a time, and at its pace."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from tui.errors import PapertuiError
from tui.sources.arxiv import ArxivError
from tui.sources.batch import Order
from tui.sources.http import Client, CutOff, Refused
from tui.sources.item import BrokenOff, Found, Skipped

PACE = "arxiv"

Params = Mapping[str, str | int]
Read = Callable[[bytes], Iterable[Found | Skipped]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What arXiv sent: the papers, and the body for what else it says.

    ``cut_off`` is why it ended too early, by the network or by its own fault; the papers are those
    before.
    """

    items: list[Found | Skipped]
    body: bytes
    digest: str
    cut_off: PapertuiError | None = None


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
        items = list(read(response.body))
        return Answer(items, response.body, response.digest, _break(items))


def _break(items: Iterable[Found | Skipped]) -> ArxivError | None:
    """Why an answer that came whole can't be read to its end."""
    broken = (item for item in items if isinstance(item, BrokenOff))
    for item in broken:
        return ArxivError(
            f"arXiv's answer can't be read from {item.where} on: {item.reason}",
            "What came before is kept; try again later.",
        )
    return None


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
