"""arXiv's papers, live: what is new by category and query, and ranges of days.

What is new comes through the query API, newest first, or for the categories through the feed of
the day. A range of days comes through OAI-PMH for the categories, and through the API for the
queries, there by day of submission.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from tui.config import ArxivSettings
from tui.errors import PapertuiError
from tui.sources.arxiv.asking import Answer, Arxiv
from tui.sources.arxiv.feed import read_feed
from tui.sources.arxiv.harvest import Week, pages, weeks
from tui.sources.arxiv.query import Query, of_category
from tui.sources.back_fill import BackFill
from tui.sources.batch import Batch, Order
from tui.sources.http import Client
from tui.sources.item import Found

SOURCE = "arxiv"

_FIRST_DAYS = 7
"""Days of a category that the first sync looks back."""
_OVERLAP = timedelta(days=4)
"""Papers are announced up to so long after the day of submission that they are ordered by."""
_MOST_AT_FIRST = 2_000
"""Papers of a query that the first sync takes, which has no day to go back to."""
_BACK_FILL = "arxiv back-fill"


class ArxivSync:
    """One sync with arXiv."""

    def __init__(self, client: Client, settings: ArxivSettings, order: Order) -> None:
        self._arxiv = Arxiv(client, order)
        self._settings = settings
        self._order = order
        self._back_fill = BackFill.of(order, _BACK_FILL)
        self._weeks = self._wanted_weeks()
        self._done = 0
        self._unfinished = 0

    def steps(self) -> Iterator[Iterator[Batch]]:
        """A step for each category and query; one for all categories where the feed is read."""
        if not self._settings.categories and not self._settings.queries:
            raise PapertuiError(
                "arXiv is not asked for anything: no category and no query is named.",
                'Name some in the settings, such as categories = ["cs.CL"] in [sources.arxiv].',
            )
        if self._back_fill is None:
            yield from self._new()
        else:
            yield from self._range(self._back_fill)

    @property
    def _total(self) -> int:
        """How many steps of the progress there are."""
        queries, categories = len(self._settings.queries), len(self._settings.categories)
        if self._back_fill is not None:
            return queries + sum(map(len, self._weeks.values()))
        return queries + (min(1, categories) if self._settings.via == "feed" else categories)

    # What is new

    def _new(self) -> Iterator[Iterator[Batch]]:
        if self._settings.via == "feed" and self._settings.categories:
            yield self._feed()
        else:
            first_day = self._order.today - timedelta(days=_FIRST_DAYS)
            for category in self._settings.categories:
                yield self._newest(of_category(category), category, first_day)
        for query in self._settings.queries:
            yield self._newest(query, query, None)

    def _feed(self) -> Iterator[Batch]:
        categories = "+".join(self._settings.categories)
        answer = self._arxiv.ask(f"{self._settings.feed}/rss/{categories}", None, read_feed)
        self._done += 1
        yield self._batch(f"feed {categories}", "daily feed", answer)
        if answer.cut_off is not None:
            raise answer.cut_off

    def _newest(self, text: str, label: str, first_day: date | None) -> Iterator[Batch]:
        """The papers since the last sync; at the first since ``first_day``, if there is one."""
        key = f"arxiv newest {text}"
        known = _day(self._order.memory.fact(key))
        back_to = known - _OVERLAP if known else first_day
        query = (
            Query(text, self._settings.api, back_to=back_to)
            if back_to
            else Query(text, self._settings.api, back_to=None, most=_MOST_AT_FIRST)
        )
        yield from self._pages(query, label)
        newest = max(filter(None, (known, query.newest)), default=None)
        if query.whole and newest is not None:
            yield self._batch("", label, facts={key: str(newest)})

    def _pages(self, query: Query, label: str) -> Iterator[Batch]:
        for start, answer in query.pages(self._arxiv):
            yield self._batch(f"query {query.text} {start}", label, answer)
        self._done += 1

    # A range of days

    def _wanted_weeks(self) -> Mapping[str, list[Week]]:
        """The weeks of each category that are still to be read."""
        if (range_ := self._back_fill) is None:
            return {}
        yesterday = self._order.today - timedelta(days=1)
        return {
            category: [
                week
                for week in weeks(category, range_.since, range_.until)
                if week.last >= yesterday
                or not self._order.memory.stored_since(week.item, range_.begun)
            ]
            for category in self._settings.categories
        }

    def _range(self, back_fill: BackFill) -> Iterator[Iterator[Batch]]:
        self._unfinished = len(self._settings.categories) + len(self._settings.queries)
        yield iter([self._batch("", "", facts=back_fill.started)])
        for category, wanted in self._weeks.items():
            yield self._category(category, wanted)
        for query in self._settings.queries:
            yield self._query(query, back_fill)
        if not self._unfinished:
            yield iter([self._batch("", "", facts=back_fill.finished)])

    def _category(self, category: str, wanted: list[Week]) -> Iterator[Batch]:
        for week in wanted:
            token = week.token_in(self._order.memory.fact(week.token_key))
            label = f"{category} {week.first}"
            for answer, following in pages(self._arxiv, self._settings.oai, week, token):
                facts = {week.token_key: week.fact_of(following)}
                is_last = following is None and answer.cut_off is None
                self._done += is_last
                yield self._batch(week.item if is_last else "", label, answer, facts)
        self._unfinished -= 1

    def _query(self, query: str, range_: BackFill) -> Iterator[Batch]:
        days = f"[{range_.since:%Y%m%d}0000 TO {range_.until:%Y%m%d}2359]"
        text = f"({query}) AND submittedDate:{days}"
        asked = Query(text, self._settings.api, back_to=None)
        yield from self._pages(asked, query)
        self._unfinished -= asked.whole

    def _batch(
        self,
        item: str,
        label: str,
        answer: Answer | None = None,
        facts: Mapping[str, str | None] | None = None,
    ) -> Batch:
        items, digest = (answer.items, answer.digest) if answer else ([], "")
        if digest and digest == self._order.memory.digest(item):
            items = []
        whole = not items or any(isinstance(found, Found) for found in items)
        return Batch(
            SOURCE,
            item,
            label,
            items,
            digest if whole else "",
            self._done,
            self._total,
            facts or {},
        )


def _day(fact: str | None) -> date | None:
    try:
        return date.fromisoformat(fact or "")
    except ValueError:
        return None
