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
from tui.sources.huggingface.sync import HubSync
from tui.sources.item import Found, Skipped

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
        now: str = NOW,
        most: int | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> list[Batch]:
        memory = Memory(dict(remembered.responses), remembered.facts.get)
        order = Order(memory, now, since, until, lambda *_: None, cancelled)
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


def test_a_source_that_refuses_every_day_has_failed(hub: FakeHub, sync: Sync) -> None:
    for back in range(7):
        hub.refuse(str(TODAY - timedelta(days=back)), 403)
    with pytest.raises(Refused, match="403"):
        sync(HubSettings(days=7))


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
