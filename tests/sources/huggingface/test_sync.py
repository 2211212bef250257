"""Hugging Face live: which lists are asked for, and what is made of the answers."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest
from werkzeug import Response

from tests.hub import FakeHub, row
from tui.config import HubSettings
from tui.errors import PapertuiError
from tui.sources.batch import Batch, Memory, Order
from tui.sources.http import Client, FetchCancelled, NotFound, Refused
from tui.sources.huggingface import lists
from tui.sources.huggingface.sync import HubSync
from tui.sources.item import Found, Skipped
from tui.sources.period import Period, month_named, week_named

NOW = "2025-03-14T09:00:00.000000+00:00"
TODAY = date(2025, 3, 14)
DAYS_ONLY = HubSettings(days=3, trending=False)

Sync = Callable[..., list[Batch]]


class Remembered:
    """What syncing leaves behind, as the library would keep it."""

    def __init__(self) -> None:
        self.responses: dict[str, tuple[str, str]] = {}
        self.facts: dict[str, str | None] = {}

    def keep(self, batch: Batch) -> None:
        if batch.item and batch.digest:
            self.responses[batch.item] = (batch.digest, NOW)
        self.facts |= batch.facts


@pytest.fixture
def remembered() -> Remembered:
    return Remembered()


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    with Client(tmp_path / "http", env={}) as client:
        yield client


@pytest.fixture
def sync(hub: FakeHub, client: Client, remembered: Remembered) -> Sync:
    """Runs a sync and keeps what it leaves; gives its batches."""

    def run(
        settings: HubSettings = DAYS_ONLY,
        *,
        since: date | None = None,
        until: date | None = None,
        period: Period | None = None,
        now: str = NOW,
        most: int | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> list[Batch]:
        memory = Memory(dict(remembered.responses), remembered.facts.get)
        order = Order(memory, now, since, until, lambda *_: None, cancelled, period)
        batches = []
        for step in HubSync(client, hub.address.rstrip("/"), settings, order).steps():
            for batch in step:
                remembered.keep(batch)
                batches.append(batch)
                if len(batches) == most:
                    return batches
        return batches

    return run


def titles(batches: list[Batch]) -> list[str]:
    found = [item for batch in batches for item in batch.items if isinstance(item, Found)]
    return [item.paper.title.split(" on")[0] for item in found]


def reasons(batches: list[Batch]) -> Mapping[str, str]:
    return {
        item.where: item.reason
        for batch in batches
        for item in batch.items
        if isinstance(item, Skipped)
    }


def test_the_first_sync_looks_back_as_many_days_as_are_set(hub: FakeHub, sync: Sync) -> None:
    hub.lists["2025-03-13"] = [row(1), row(2)]
    batches = sync()
    assert sorted(hub.asked) == ["2025-03-12", "2025-03-13", "2025-03-14"]
    assert [batch.label for batch in batches[:3]] == ["2025-03-14", "2025-03-13", "2025-03-12"]
    assert [(batch.done, batch.total) for batch in batches[:3]] == [(1, 3), (2, 3), (3, 3)]
    assert titles(batches) == ["Paper number 1", "Paper number 2"]


def test_the_day_of_the_list_is_that_of_papers_that_name_none(hub: FakeHub, sync: Sync) -> None:
    hub.lists["2025-03-13"] = [row(1), row(2, day="2025-03-10")]
    found = [item for batch in sync() for item in batch.items if isinstance(item, Found)]
    assert [item.paper.listed_on for item in found] == [date(2025, 3, 13), date(2025, 3, 10)]


def test_a_later_sync_goes_on_from_the_last_and_asks_for_the_latest_days_again(
    hub: FakeHub, sync: Sync
) -> None:
    sync()
    hub.asked.clear()
    sync(now="2025-03-20T09:00:00.000000+00:00")
    assert sorted(hub.asked) == [f"2025-03-{day}" for day in range(14, 21)]
    hub.asked.clear()
    sync(now="2025-03-20T10:00:00.000000+00:00")
    assert sorted(hub.asked) == [f"2025-03-{day}" for day in range(18, 21)]


def test_papers_of_a_list_that_has_not_changed_are_not_given_again(
    hub: FakeHub, sync: Sync
) -> None:
    hub.lists |= {"2025-03-13": [row(1)], "2025-03-12": [row(2)]}
    sync()
    hub.lists["2025-03-12"] = [row(2, upvotes=30), row(3)]
    assert titles(sync()) == ["Paper number 2", "Paper number 3"]


def test_a_long_list_is_read_page_by_page(hub: FakeHub, sync: Sync) -> None:
    hub.lists["2025-03-13"] = [row(number) for number in range(230)]
    assert len(titles(sync())) == 230
    assert [name for name in hub.asked if "13" in name] == [
        "2025-03-13", "2025-03-13 p1", "2025-03-13 p2"
    ]  # fmt: skip
    assert titles(sync()) == []
    hub.lists["2025-03-13"].append(row(500))
    assert titles(sync())[-1] == "Paper number 500"


def test_a_day_that_is_not_open_yet_is_no_error_and_is_asked_for_again(
    hub: FakeHub, sync: Sync
) -> None:
    hub.refuse("2025-03-14", 400)
    hub.lists["2025-03-13"] = [row(1)]
    batches = sync()
    assert batches[0].is_answer
    assert reasons(batches) == {}
    assert titles(batches) == ["Paper number 1"]
    del hub.answers["2025-03-14"]
    hub.lists["2025-03-14"] = [row(2)]
    assert titles(sync()) == ["Paper number 2"]


def test_days_from_before_there_were_any_end_the_range(hub: FakeHub, sync: Sync) -> None:
    for day in range(1, 28):
        hub.refuse(f"2023-02-{day:02}", 400)
    batches = sync(since=date(2022, 1, 1), until=date(2023, 3, 2))
    assert len(reasons(batches)) == 5
    assert len(hub.asked) < 60
    assert batches[-1].facts == {"hf back-fill": None}


def test_one_day_that_fails_is_skipped_and_comes_the_next_time(hub: FakeHub, sync: Sync) -> None:
    hub.lists["2025-03-12"] = [row(1)]
    hub.answers["2025-03-13"] = lambda: Response('{"error": "Not today"}')
    batches = sync()
    assert titles(batches) == ["Paper number 1"]
    assert "Not today" in reasons(batches)["2025-03-13"]
    hub.answers.clear()
    hub.lists["2025-03-13"] = [row(2)]
    assert titles(sync()) == ["Paper number 2"]


@pytest.mark.parametrize("status", [401, 403])
def test_what_concerns_all_days_is_no_fault_of_one(
    hub: FakeHub, sync: Sync, remembered: Remembered, status: int
) -> None:
    for back in range(30):
        hub.refuse(str(TODAY - timedelta(days=back)), status)
    with pytest.raises(Refused, match=str(status)):
        sync(HubSettings(days=30))
    assert len(hub.asked) < 15
    assert remembered.responses == {}


def test_a_day_whose_server_is_out_of_order_is_skipped(
    hub: FakeHub, sync: Sync, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.sources.http.retry._FIRST_DELAY", 0.0)
    hub.refuse("2025-03-13", 500)
    hub.lists["2025-03-12"] = [row(1)]
    batches = sync()
    assert titles(batches) == ["Paper number 1"]
    assert "out of order (HTTP 500)" in reasons(batches)["2025-03-13"]


def test_a_server_without_lists_has_failed_at_once(hub: FakeHub, sync: Sync) -> None:
    hub.refuse("2025-03-14", 404)
    with pytest.raises(NotFound):
        sync()


def test_of_a_list_that_is_broken_the_papers_before_are_kept(hub: FakeHub, sync: Sync) -> None:
    hub.answers["2025-03-13"] = lambda: Response('[{"paper":{"id":"2503.00001","title":"Whole"}},{')
    batches = sync()
    assert titles(batches) == ["Whole"]
    assert len(reasons(batches)) == 1


def test_an_answer_that_holds_nothing_but_what_is_broken_is_asked_for_again(
    hub: FakeHub, sync: Sync, remembered: Remembered
) -> None:
    hub.answers["2025-03-13"] = lambda: Response("<html>Log in to this network</html>")
    assert len(reasons(sync())) == 1
    assert "2025-03-13" not in remembered.responses
    assert "hf synced to" not in remembered.facts


def test_trending_papers_and_searches_come_too(hub: FakeHub, sync: Sync) -> None:
    hub.lists |= {"trending": [row(1)], "search long context": [row(2)]}
    batches = sync(HubSettings(days=1, searches=("long context",)))
    assert titles(batches) == ["Paper number 1", "Paper number 2"]
    assert [batch.item for batch in batches if batch.items] == ["trending", "search long context"]
    assert (batches[-1].done, batches[-1].total) == (3, 3)
    assert titles(sync(HubSettings(days=1, searches=("long context",)))) == []


def test_a_range_of_days_is_asked_for_once_whatever_it_is_interrupted_by(
    hub: FakeHub, sync: Sync
) -> None:
    wanted = {"since": date(2024, 5, 1), "until": date(2024, 5, 10)}
    for day in range(1, 11):
        hub.lists[f"2024-05-{day:02}"] = [row(day)]
    first = sync(**wanted, most=5)
    hub.asked.clear()
    second = sync(**wanted, now="2025-03-14T10:00:00.000000+00:00")
    assert set(hub.asked) == {f"2024-05-{day:02}" for day in range(1, 7)}
    assert sorted(titles(first) + titles(second)) == sorted(
        f"Paper number {day}" for day in range(1, 11)
    )


def test_a_range_of_which_only_the_end_was_not_noted_is_done(
    hub: FakeHub, sync: Sync, remembered: Remembered
) -> None:
    wanted = {"since": date(2024, 5, 1), "until": date(2024, 5, 3)}
    sync(**wanted, most=4)
    assert remembered.facts["hf back-fill"]
    hub.asked.clear()
    sync(**wanted, now="2025-03-14T10:00:00.000000+00:00")
    assert (hub.asked, remembered.facts) == ([], {"hf back-fill": None})


def test_a_range_that_is_done_is_asked_for_anew(
    hub: FakeHub, sync: Sync, remembered: Remembered
) -> None:
    wanted = {"since": date(2024, 5, 1), "until": date(2024, 5, 3)}
    hub.lists["2024-05-02"] = [row(1)]
    sync(**wanted)
    assert remembered.facts == {"hf back-fill": None}
    hub.lists["2024-05-02"] = [row(1), row(2)]
    assert titles(sync(**wanted, now="2025-03-14T10:00:00.000000+00:00"))[-1] == "Paper number 2"


def test_another_range_than_the_unfinished_one_begins_anew(hub: FakeHub, sync: Sync) -> None:
    sync(since=date(2024, 5, 1), until=date(2024, 5, 10), most=5)
    hub.asked.clear()
    sync(since=date(2024, 5, 1), until=date(2024, 5, 9), now="2025-03-14T10:00:00.000000+00:00")
    assert len(set(hub.asked)) == 9


@pytest.mark.parametrize("kind", ["week", "month"])
def test_a_week_or_month_comes_page_by_page_and_only_rows_tell_their_day(
    hub: FakeHub, sync: Sync, remembered: Remembered, kind: str
) -> None:
    period = week_named("2025-W10") if kind == "week" else month_named("2025-03")
    hub.lists[period.item] = [row(number) for number in range(149)]
    hub.lists[period.item].append(row(149, day="2025-03-05"))
    batches = sync(period=period)
    assert hub.asked == [period.item, f"{period.item} p1"]
    assert len(titles(batches)) == 150
    days = [item.paper.listed_on for item in batches[0].items if isinstance(item, Found)]
    assert (set(days[:-1]), days[-1]) == ({None}, date(2025, 3, 5))
    assert [(batch.item, batch.done, batch.total) for batch in batches] == [(period.item, 1, 1)]
    assert (remembered.facts, [*remembered.responses]) == ({}, [period.item])
    assert titles(sync(period=period)) == []


def test_of_a_week_that_there_is_no_list_of_the_days_come(
    hub: FakeHub, sync: Sync, remembered: Remembered
) -> None:
    hub.lists["2020-12-31"] = [row(1)]
    batches = sync(period=week_named("2020-W53"))
    assert sorted(hub.asked) == [
        "2020-12-28", "2020-12-29", "2020-12-30", "2020-12-31",
        "2021-01-01", "2021-01-02", "2021-01-03",
    ]  # fmt: skip
    assert titles(batches) == ["Paper number 1"]
    assert remembered.facts == {}


def test_a_list_without_an_end_is_left_at_some_point_and_that_is_told(
    hub: FakeHub, sync: Sync, remembered: Remembered, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "_MOST_PAGES", 2)
    hub.lists["week 2025-W10"] = [row(number) for number in range(250)]
    batches = sync(period=week_named("2025-W10"))
    assert len(titles(batches)) == 200
    assert reasons(batches) == {"papers after the first 5,000": "No list is read any further."}
    assert remembered.responses == {}


def test_a_day_that_has_begun_only_in_the_east_is_the_one_that_it_is(
    hub: FakeHub, sync: Sync, remembered: Remembered
) -> None:
    hub.lists[str(TODAY)] = [row(1)]
    assert titles(sync(since=TODAY + timedelta(days=1))) == ["Paper number 1"]
    assert hub.asked == [str(TODAY)]
    assert remembered.facts == {"hf back-fill": None}


def test_the_future_is_not_asked_for(hub: FakeHub, sync: Sync) -> None:
    sync(since=TODAY, until=TODAY + timedelta(days=30))
    assert hub.asked == ["2025-03-14"]


def test_facts_that_are_damaged_are_as_good_as_none(sync: Sync, remembered: Remembered) -> None:
    remembered.facts |= {"hf synced to": "soon", "hf back-fill": "{"}
    sync()
    sync(since=TODAY)
    assert remembered.facts == {"hf synced to": "2025-03-14", "hf back-fill": None}


def test_a_sync_that_is_cancelled_stops(hub: FakeHub, sync: Sync) -> None:
    with pytest.raises(FetchCancelled):
        sync(cancelled=lambda: True)


def test_what_fails_is_always_told_in_a_sentence(hub: FakeHub, sync: Sync) -> None:
    hub.refuse("trending", 403)
    with pytest.raises(PapertuiError) as raised:
        sync(HubSettings(days=1))
    assert raised.value.message.endswith(".")
