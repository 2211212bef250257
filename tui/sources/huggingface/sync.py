"""Hugging Face's papers, live: the daily lists, what is trending, and searches.

The lists are asked for day by day, not by week or month, although that takes more requests: many
rows name no day themselves, so that only the list tells it, and what changed shows day by day.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import date, timedelta
from functools import partial

from tui.config import HubSettings
from tui.errors import PapertuiError
from tui.sources.ahead import ahead
from tui.sources.back_fill import BackFill
from tui.sources.batch import Batch, Order, days_back
from tui.sources.http import Client, Refused, TooLarge
from tui.sources.huggingface.lists import HubLists, Listing
from tui.sources.huggingface.rows import HuggingFaceError
from tui.sources.item import Skipped

SOURCE = "hf"

_CONNECTIONS = 4
_MOST_REFUSED = 5
"""After so many days in a row that are refused there is no use in asking for those before."""

_SYNCED_TO = "hf synced to"
_BACK_FILL = "hf back-fill"
_NOTHING = Listing((), "")


class HubSync:
    """One sync with Hugging Face, or a mirror of it, at ``address``."""

    def __init__(self, client: Client, address: str, settings: HubSettings, order: Order) -> None:
        self._lists = HubLists(client, address, order)
        self._settings = settings
        self._order = order
        self._back_fill = BackFill.of(order, _BACK_FILL)
        self._days = self._wanted_days()
        self._others = {} if self._back_fill else self._followed()
        self._done = 0

    def steps(self) -> Iterator[Iterator[Batch]]:
        """The days, newest first; then, unless a range of days is wanted, the other lists."""
        yield self._daily()
        for item, ask in self._others.items():
            yield self._other(item, ask)

    def _wanted_days(self) -> list[date]:
        memory, today = self._order.memory, self._order.today
        refreshed = today - timedelta(days=self._settings.days - 1)
        if self._back_fill is None:
            return days_back(today, min(refreshed, self._synced_to() or refreshed))
        begun = self._back_fill.begun
        return [
            day
            for day in days_back(self._back_fill.until, self._back_fill.since)
            if day >= refreshed or not memory.stored_since(str(day), begun)
        ]

    def _synced_to(self) -> date | None:
        try:
            return date.fromisoformat(self._order.memory.fact(_SYNCED_TO) or "")
        except ValueError:
            return None

    def _followed(self) -> dict[str, Callable[[str], Listing]]:
        """How to ask for each list but those of days."""
        lists: dict[str, Callable[[str], Listing]] = {}
        if self._settings.trending:
            lists["trending"] = self._lists.trending
        for query in self._settings.searches:
            lists[f"search {query}"] = partial(self._lists.search, query=query)
        return lists

    def _daily(self) -> Iterator[Batch]:
        """Each day that there is; the one not open yet is passed over, others are skipped."""
        if self._back_fill is not None:
            yield self._batch("", facts=self._back_fill.started)
        whole, answered, refused = True, False, 0
        for day, answer in self._answers():
            self._done += 1
            if isinstance(answer, Listing):
                yield self._batch(str(day), answer)
                whole, answered, refused = whole and bool(answer.digest), True, 0
                continue
            if self._may_not_be_open(day, answer):
                continue
            yield self._batch(str(day), Listing([Skipped(str(day), answer.message)], ""))
            whole, refused = whole and _is_unknown_day(answer), refused + 1
            if refused == _MOST_REFUSED:
                if not _is_unknown_day(answer):
                    raise answer
                break
        if whole and answered:
            yield self._batch("", facts=self._when_finished())

    def _answers(self) -> Iterator[tuple[date, Listing | PapertuiError]]:
        cancelled = self._order.cancelled
        with closing(
            ahead(self._day, self._days, threads=_CONNECTIONS, cancelled=cancelled)
        ) as answers:
            yield from zip(self._days, answers, strict=True)

    def _day(self, day: date) -> Listing | PapertuiError:
        """The list of a day, or why there is none; what concerns all days is raised."""
        try:
            return self._lists.of_day(str(day), day)
        except (Refused, TooLarge, HuggingFaceError) as error:
            return error

    def _may_not_be_open(self, day: date, answer: PapertuiError) -> bool:
        return _is_unknown_day(answer) and day >= self._order.today - timedelta(days=1)

    def _when_finished(self) -> Mapping[str, str | None]:
        if self._back_fill is not None:
            return self._back_fill.finished
        return {_SYNCED_TO: str(self._order.today)}

    def _other(self, item: str, ask: Callable[[str], Listing]) -> Iterator[Batch]:
        for listing in ahead(ask, [item], threads=1, cancelled=self._order.cancelled):
            self._done += 1
            yield self._batch(item, listing)

    def _batch(
        self, item: str, listing: Listing = _NOTHING, facts: Mapping[str, str | None] | None = None
    ) -> Batch:
        total = len(self._days) + len(self._others)
        return Batch(
            SOURCE, item, item, listing.items, listing.digest, self._done, total, facts or {}
        )


def _is_unknown_day(answer: PapertuiError) -> bool:
    """Whether the server says that there is no such day: its word for it is HTTP 400."""
    return isinstance(answer, Refused) and answer.status == 400
