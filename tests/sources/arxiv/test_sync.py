"""arXiv live: what is asked for, where it stops, and where it goes on."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from gzip import compress
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from tests.sources.arxiv.fixture import fixture
from tests.sources.arxiv.server import FakeArxiv, Listed, oai
from tui.config import ArxivSettings
from tui.errors import PapertuiError
from tui.sources.arxiv import ArxivError
from tui.sources.arxiv.harvest import oai_set, weeks
from tui.sources.arxiv.sync import ArxivSync
from tui.sources.batch import Batch, Memory, Order
from tui.sources.http import Client, Clock, CutOff, FetchCancelled, Refused
from tui.sources.item import Found, Skipped

TODAY = date(2025, 3, 14)

Sync = Callable[..., list[Batch]]


class Later(Clock):
    """The time, a day further on with every step."""

    ahead = 0.0

    def now(self) -> float:
        return super().now() + self.ahead

    def sleep(self, seconds: float) -> None:
        self.ahead += seconds

    def step(self) -> None:
        self.ahead += 86_400


class Remembered:
    """What syncing leaves behind, as the library would keep it."""

    def __init__(self) -> None:
        self.responses: dict[str, tuple[str, str]] = {}
        self.facts: dict[str, str | None] = {}


@pytest.fixture
def remembered() -> Remembered:
    return Remembered()


@pytest.fixture
def arxiv(httpserver: HTTPServer) -> FakeArxiv:
    return FakeArxiv(httpserver)


@pytest.fixture
def clock() -> Later:
    return Later()


@pytest.fixture
def client(tmp_path: Path, clock: Later) -> Iterator[Client]:
    with Client(tmp_path / "http", env={}, paces={"arxiv": 0.0}, clock=clock) as client:
        yield client


@pytest.fixture
def sync(arxiv: FakeArxiv, client: Client, clock: Later, remembered: Remembered) -> Sync:
    """Runs a sync a day after the one before and keeps what it leaves; gives its batches."""

    def run(
        *,
        categories: tuple[str, ...] = (),
        queries: tuple[str, ...] = (),
        via: str = "api",
        since: date | None = None,
        until: date | None = None,
        today: date = TODAY,
        most: int | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> list[Batch]:
        clock.step()
        now = f"{today}T{len(arxiv.asked) % 24:02}:00:00.000000+00:00"
        settings = ArxivSettings(
            True,
            categories,
            queries,
            "feed" if via == "feed" else "api",
            f"{arxiv.address}/query",
            arxiv.address,
            f"{arxiv.address}/oai",
        )
        memory = Memory(dict(remembered.responses), remembered.facts.get)
        order = Order(memory, now, since, until, lambda *_: None, cancelled)
        batches = []
        for step in ArxivSync(client, settings, order).steps():
            for batch in step:
                if batch.item and batch.digest:
                    remembered.responses[batch.item] = (batch.digest, now)
                remembered.facts |= batch.facts
                batches.append(batch)
                if len(batches) == most:
                    return batches
        return batches

    return run


def numbers(batches: list[Batch]) -> list[int]:
    """The papers that came."""
    found = [item for batch in batches for item in batch.items if isinstance(item, Found)]
    return [int(item.paper.title.removeprefix("Paper ")) for item in found]


def daily(count: int, *, a_day: int, newest: date = TODAY) -> list[Listed]:
    """``count`` papers, the newest first, so many on each day."""
    return [Listed(n, newest - timedelta(days=n // a_day)) for n in range(count)]


# What is new


def test_a_category_is_read_a_week_back_at_first(arxiv: FakeArxiv, sync: Sync) -> None:
    arxiv.found["cat:cs.CL"] = daily(900, a_day=50)
    assert len(numbers(sync(categories=("cs.CL",)))) == 600
    assert arxiv.asked == ["cat:cs.CL 0", "cat:cs.CL 200", "cat:cs.CL 400"]


def test_a_query_is_read_to_its_end_or_at_first_two_thousand_papers(
    arxiv: FakeArxiv, sync: Sync, remembered: Remembered
) -> None:
    arxiv.found |= {"ti:mamba": daily(250, a_day=1), "all:deep": daily(3000, a_day=1)}
    assert numbers(sync(queries=("ti:mamba",))) == list(range(250))
    assert numbers(sync(queries=("all:deep",))) == list(range(2000))
    assert remembered.facts == dict.fromkeys(
        ("arxiv newest ti:mamba", "arxiv newest all:deep"), str(TODAY)
    )
    later = TODAY + timedelta(days=30)
    arxiv.found["all:deep"] = daily(3000, a_day=100, newest=later)
    batches = sync(queries=("all:deep",), today=later)
    assert numbers(batches) == list(range(3000))
    assert not [item for batch in batches for item in batch.items if isinstance(item, Skipped)]
    assert remembered.facts["arxiv newest all:deep"] == str(later)


def test_of_an_archive_the_papers_of_all_its_classes_are_asked_for(
    arxiv: FakeArxiv, sync: Sync
) -> None:
    arxiv.found["cat:cs.* OR cat:cs"] = [Listed(1, TODAY)]
    arxiv.found["cat:hep-th"] = [Listed(2, TODAY)]
    assert numbers(sync(categories=("cs", "hep-th"))) == [1, 2]


def test_a_later_sync_ends_with_papers_from_before_the_last_one(
    arxiv: FakeArxiv, sync: Sync
) -> None:
    arxiv.found["ti:mamba"] = daily(1000, a_day=10)
    sync(queries=("ti:mamba",))
    arxiv.asked.clear()
    later = TODAY + timedelta(days=2)
    new = [Listed(2000 + n, later) for n in range(20)]
    arxiv.found["ti:mamba"] = new + arxiv.found["ti:mamba"]
    assert 2019 in numbers(sync(queries=("ti:mamba",), today=later))
    assert arxiv.asked == ["ti:mamba 0"]


def test_nothing_is_left_out_after_weeks_without_a_sync(arxiv: FakeArxiv, sync: Sync) -> None:
    sync_day = TODAY - timedelta(days=28)
    arxiv.found["cat:cs.LG"] = daily(200, a_day=100, newest=sync_day)
    sync(categories=("cs.LG",), today=sync_day)
    arxiv.found["cat:cs.LG"] = daily(3500, a_day=100)
    assert numbers(sync(categories=("cs.LG",))) == list(range(3400))


def test_a_page_that_is_the_one_stored_gives_no_papers(arxiv: FakeArxiv, sync: Sync) -> None:
    arxiv.found["ti:mamba"] = daily(30, a_day=1)
    sync(queries=("ti:mamba",))
    assert numbers(sync(queries=("ti:mamba",))) == []


def test_a_query_without_papers_is_no_error(sync: Sync, remembered: Remembered) -> None:
    assert numbers(sync(queries=("ti:nothing",))) == []
    assert remembered.facts == {}


def test_an_empty_page_in_the_middle_is_asked_for_again_and_then_told(
    arxiv: FakeArxiv, sync: Sync, remembered: Remembered
) -> None:
    arxiv.found["ti:mamba"] = daily(500, a_day=1)
    empty = b'<feed xmlns="http://www.w3.org/2005/Atom" xmlns:opensearch="http://a9.com/-/spec/'
    empty += b'opensearch/1.1/"><opensearch:totalResults>500</opensearch:totalResults></feed>'
    arxiv.answers["ti:mamba 200"] = lambda: Response(empty)
    batches = sync(queries=("ti:mamba",))
    assert arxiv.asked == ["ti:mamba 0", "ti:mamba 200", "ti:mamba 200"]
    assert [item for batch in batches for item in batch.items if isinstance(item, Skipped)]
    assert remembered.facts == {}
    arxiv.answers.clear()
    assert len(numbers(sync(queries=("ti:mamba",)))) == 300


@pytest.mark.parametrize("status", [200, 400])
def test_an_error_feed_is_an_error_in_arxivs_own_words(
    arxiv: FakeArxiv, sync: Sync, status: int
) -> None:
    arxiv.answers["ti:( 0"] = lambda: Response(fixture("api_error.xml"), status)
    with pytest.raises(ArxivError, match="incorrect id format for abc"):
        sync(queries=("ti:(",))


def test_a_refusal_without_words_stays_one(arxiv: FakeArxiv, sync: Sync) -> None:
    arxiv.answers["ti:x 0"] = lambda: Response("no", 403)
    with pytest.raises(Refused, match="403"):
        sync(queries=("ti:x",))


def test_each_category_and_query_is_a_step_of_its_own(arxiv: FakeArxiv, sync: Sync) -> None:
    arxiv.found |= {"cat:cs.CL": [Listed(1, TODAY)], "ti:mamba": [Listed(2, TODAY)]}
    batches = sync(categories=("cs.CL",), queries=("ti:mamba",))
    assert numbers(batches) == [1, 2]
    assert [batch.label for batch in batches if batch.items] == ["cs.CL", "ti:mamba"]
    assert (batches[-1].done, batches[-1].total) == (2, 2)


def test_the_feed_is_read_in_one_request_for_all_categories(arxiv: FakeArxiv, sync: Sync) -> None:
    arxiv.feed = fixture("feed.rss")
    batches = sync(categories=("cs.AI", "cs.CL"), via="feed")
    assert arxiv.asked == ["/rss/cs.AI+cs.CL"]
    assert any(isinstance(item, Found) for batch in batches for item in batch.items)
    assert not any(batch.items for batch in sync(categories=("cs.AI", "cs.CL"), via="feed"))


def test_arxiv_without_anything_to_ask_for_says_so(sync: Sync) -> None:
    with pytest.raises(PapertuiError, match="no category and no query"):
        sync()


def test_a_sync_that_is_cancelled_stops(sync: Sync) -> None:
    with pytest.raises(FetchCancelled):
        sync(categories=("cs.CL",), cancelled=lambda: True)


# A range of days

MARCH = {"since": date(2025, 2, 1), "until": date(2025, 2, 10)}
FIRST, SECOND = "cs:cs:CL 2025-02-01..2025-02-07", "cs:cs:CL 2025-02-08..2025-02-10"


def test_a_range_comes_week_by_week_and_page_by_page(
    arxiv: FakeArxiv, sync: Sync, remembered: Remembered
) -> None:
    arxiv.weeks |= {FIRST: daily(5, a_day=1), SECOND: [Listed(9, TODAY)]}
    batches = sync(categories=("cs.CL",), **MARCH)
    assert arxiv.asked == [SECOND, FIRST, f"{FIRST} 2", f"{FIRST} 4"]
    assert numbers(batches) == [9, 0, 1, 2, 3, 4]
    assert (batches[-2].done, batches[-2].total) == (2, 2)
    assert not any(remembered.facts.values())


def test_a_week_without_papers_is_no_error(arxiv: FakeArxiv, sync: Sync) -> None:
    assert numbers(sync(categories=("cs.CL",), **MARCH)) == []
    assert arxiv.asked == [SECOND, FIRST]


@pytest.mark.parametrize("most", range(2, 6))
def test_a_range_that_was_broken_off_goes_on_with_the_next_page(
    arxiv: FakeArxiv, sync: Sync, most: int
) -> None:
    arxiv.weeks |= {FIRST: daily(5, a_day=1), SECOND: [Listed(9, TODAY)]}
    first = sync(categories=("cs.CL",), **MARCH, most=most)
    second = sync(categories=("cs.CL",), **MARCH)
    assert numbers(first) + numbers(second) == [9, 0, 1, 2, 3, 4]
    assert len(arxiv.asked) == 4


def test_a_week_that_goes_further_by_now_is_begun_again_and_leaves_nothing(
    arxiv: FakeArxiv, sync: Sync, remembered: Remembered
) -> None:
    first_day, tomorrow = TODAY - timedelta(days=2), TODAY + timedelta(days=1)
    arxiv.weeks[f"cs:cs:CL {first_day}..{TODAY}"] = daily(5, a_day=9)
    arxiv.weeks[f"cs:cs:CL {first_day}..{tomorrow}"] = daily(6, a_day=9)
    sync(categories=("cs.CL",), since=first_day, most=2)
    assert remembered.facts["arxiv oai cs.CL"]
    found = numbers(sync(categories=("cs.CL",), since=first_day, today=tomorrow))
    assert found == list(range(6))
    assert not any(remembered.facts.values())


def test_a_token_that_has_expired_begins_the_week_again(arxiv: FakeArxiv, sync: Sync) -> None:
    arxiv.weeks |= {FIRST: daily(5, a_day=1), SECOND: [Listed(9, TODAY)]}
    sync(categories=("cs.CL",), **MARCH, most=4)
    arxiv.expired.add(f"{FIRST}/4")
    arxiv.asked.clear()
    with pytest.raises(ArxivError, match="expired"):
        sync(categories=("cs.CL",), **MARCH)
    assert arxiv.asked[:3] == [f"{FIRST} 4", FIRST, f"{FIRST} 2"]
    arxiv.expired.clear()
    assert numbers(sync(categories=("cs.CL",), **MARCH))[-1] == 4


@pytest.mark.parametrize("arrived", [10, 500])
def test_a_page_that_breaks_off_gives_what_came_and_is_asked_for_again(
    arxiv: FakeArxiv, sync: Sync, remembered: Remembered, arrived: int
) -> None:
    arxiv.weeks[FIRST] = daily(4, a_day=1)
    beginning = compress(oai(arxiv.weeks[FIRST][2:])[:arrived])[:-9]
    arxiv.answers[f"{FIRST} 2"] = lambda: Response(beginning, headers={"Content-Encoding": "gzip"})
    with pytest.raises(CutOff):
        sync(categories=("cs.CL",), **MARCH)
    assert remembered.facts["arxiv oai cs.CL"] == f"2025-02-01..2025-02-07 {FIRST}/2"
    arxiv.answers.clear()
    assert numbers(sync(categories=("cs.CL",), **MARCH)) == [2, 3]


def test_a_page_of_broken_xml_is_asked_for_again(
    arxiv: FakeArxiv, sync: Sync, remembered: Remembered
) -> None:
    arxiv.weeks[FIRST] = daily(4, a_day=1)
    broken = oai(arxiv.weeks[FIRST][:2], f"{FIRST}/2").replace(b"</title></arXiv>", b"</arXiv>", 1)
    arxiv.answers[FIRST] = lambda: Response(broken, content_type="text/xml")
    with pytest.raises(ArxivError, match="can't be read from line 1 on"):
        sync(categories=("cs.CL",), **MARCH)
    assert not remembered.facts["arxiv oai cs.CL"]
    arxiv.answers.clear()
    assert numbers(sync(categories=("cs.CL",), **MARCH)) == [0, 1, 2, 3]


def test_queries_of_a_range_are_asked_for_by_day_of_submission(
    arxiv: FakeArxiv, sync: Sync, remembered: Remembered
) -> None:
    text = "(ti:mamba OR ti:ssm) AND submittedDate:[202502010000 TO 202502102359]"
    arxiv.found[text] = daily(300, a_day=1)
    assert len(numbers(sync(queries=("ti:mamba OR ti:ssm",), **MARCH))) == 300
    assert remembered.facts == {"arxiv back-fill": None}


def test_more_papers_than_arxiv_gives_of_a_query_are_told(arxiv: FakeArxiv, sync: Sync) -> None:
    text = "(all:deep) AND submittedDate:[202502010000 TO 202502102359]"
    arxiv.found[text] = daily(30_001, a_day=10_000)
    batches = sync(queries=("all:deep",), **MARCH)
    [told] = [item for batch in batches for item in batch.items if isinstance(item, Skipped)]
    assert told.where == f"papers after the first 30,000 of {text}"


@pytest.mark.parametrize(
    ("category", "name"),
    [
        ("cs", "cs"), ("cs.CL", "cs:cs:CL"), ("hep-th", "physics:hep-th"),
        ("astro-ph.GA", "physics:astro-ph:GA"), ("physics.optics", "physics:physics:optics"),
        ("math.AG", "math:math:AG"), ("stat.ML", "stat:stat:ML"),
    ],
)  # fmt: skip
def test_categories_have_other_names_in_oai(category: str, name: str) -> None:
    assert oai_set(category) == name


def test_weeks_cover_every_day_of_a_range_once() -> None:
    found = list(weeks("cs", date(2025, 1, 1), date(2025, 1, 16)))
    assert [(week.first.day, week.last.day) for week in found] == [(15, 16), (8, 14), (1, 7)]
    [day] = weeks("cs", TODAY, TODAY)
    assert day.first == day.last == TODAY
