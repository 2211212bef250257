"""Hugging Face's papers, live: the daily lists, what is trending, and searches.

The lists are asked for day by day, although by week or month it were fewer requests: many rows name
no day themselves, so that only the list tells it, and what changed shows day by day. A week or
month comes when it is ordered, and leaves nothing that a later sync would go on from.
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
from tui.sources.huggingface.api import HubApi
from tui.sources.huggingface.lists import HubLists, Listing
from tui.sources.huggingface.rows import HuggingFaceError
from tui.sources.item import Skipped
from tui.sources.period import Period

SOURCE = "hf"

_CONNECTIONS = 4
_MOST_REFUSED = 5
"""After so many days in a row that are refused there is no use in asking for those before."""

_OUT_OF_ORDER = 500
"""From this HTTP status on it is the server that failed, which it may do for one day only."""

_SYNCED_TO = "hf synced to"
_BACK_FILL = "hf back-fill"
_NOTHING = Listing((), "")


class HubSync:
    """One sync with Hugging Face, or a mirror of it, at ``address``."""

    def __init__(self, client: Client, address: str, settings: HubSettings, order: Order) -> None:
        api = HubApi(client, address, order.cancelled, order.waiting)
        self._lists = HubLists(api, order.memory.digest)
        self._settings = settings
        self._order = order
        self._back_fill = BackFill.of(order, _BACK_FILL)
        self._days = self._wanted_days()
        self._others = self._other_lists()
        self._done = 0

    def steps(self) -> Iterator[Iterator[Batch]]:
        """The days that are wanted, newest first; then the other lists."""
        if self._days or self._back_fill:
            yield self._daily()
        for item, ask in self._others.items():
            yield self._other(item, ask)

    def _wanted_days(self) -> list[date]:
        memory, today = self._order.memory, self._order.today
        if (period := self._order.period) is not None:
            return [] if _is_listed(period) else days_back(min(period.last, today), period.first)
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

    def _other_lists(self) -> dict[str, Callable[[str], Listing]]:
        """How to ask for each list but those of days."""
        if self._back_fill is not None:
            return {}
        if (period := self._order.period) is not None:
            ask = partial(self._lists.of_period, period=period)
            return {period.item: ask} if _is_listed(period) else {}
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
                yield self._batch(str(day))
                continue
            yield self._batch(str(day), Listing([Skipped(str(day), answer.message)], ""))
            whole, refused = whole and _is_unknown_day(answer), refused + 1
            if refused == _MOST_REFUSED:
                if not _is_unknown_day(answer):
                    raise answer
                break
        if whole and (answered or not self._days):
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
        except (TooLarge, HuggingFaceError) as error:
            return error
        except Refused as error:
            if _is_unknown_day(error) or error.status >= _OUT_OF_ORDER:
                return error
            raise

    def _may_not_be_open(self, day: date, answer: PapertuiError) -> bool:
        return _is_unknown_day(answer) and day >= self._order.today - timedelta(days=1)

    def _when_finished(self) -> Mapping[str, str | None]:
        if self._back_fill is not None:
            return self._back_fill.finished
        return {} if self._order.period else {_SYNCED_TO: str(self._order.today)}

    def _other(self, item: str, ask: Callable[[str], Listing]) -> Iterator[Batch]:
        listing = ask(item)
        self._done += 1
        yield self._batch(item, listing)

    def _batch(
        self, item: str, listing: Listing = _NOTHING, facts: Mapping[str, str | None] | None = None
    ) -> Batch:
        total = len(self._days) + len(self._others)
        return Batch(
            SOURCE, item, item, listing.items, listing.digest, self._done, total, facts or {}
        )


def _is_listed(period: Period) -> bool:
    """Whether there is a list of a period; of the 53rd week of a year there is none."""
    return not period.name.endswith("W53")


def _is_unknown_day(answer: PapertuiError) -> bool:
    """Whether the server says that there is no such day: its word for it is HTTP 400."""
    return isinstance(answer, Refused) and answer.status == 400
