"""Single papers asked for at arXiv."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from tests.arxiv_api import FakeArxivApi, error_feed
from tui.sources.arxiv import ArxivError
from tui.sources.arxiv.lookup import ArxivLookup
from tui.sources.batch import Memory, Order
from tui.sources.http import Client

NOW = "2025-03-14T09:00:00.000000+00:00"


@pytest.fixture
def api(httpserver: HTTPServer) -> FakeArxivApi:
    return FakeArxivApi(httpserver)


@pytest.fixture
def lookup(api: FakeArxivApi, tmp_path: Path) -> Iterator[ArxivLookup]:
    order = Order(Memory({}, lambda _: None), NOW, None, None, lambda *_: None, lambda: False)
    with Client(tmp_path / "http", env={}, paces={"arxiv": 0.0}) as client:
        yield ArxivLookup(client, api.address, order)


@pytest.mark.parametrize(
    ("title", "query"),
    [
        (
            "Titans: Learning to Memorize at Test-Time",
            'ti:"Titans Learning to Memorize at Test Time"',
        ),
        (
            "On Giant's Shoulders: Weak to Strong",
            'ti:"Shoulders Weak to Strong"',
        ),
        (
            "A first phrase — and a second of them",
            'ti:"A first phrase" AND ti:"and a second of them"',
        ),
        ("Schölkopf's", 'ti:"Schölkopf s"'),
        ('"Quoted" AND (nested) OR ti:x', 'ti:"Quoted AND nested OR ti x"'),
        ("word " * 99, f'ti:"{("word " * 30).strip()}"'),
    ],
)
def test_a_title_is_searched_for_in_phrases_of_plain_words(
    api: FakeArxivApi, lookup: ArxivLookup, title: str, query: str
) -> None:
    lookup.by_title(title)
    assert api.asked == [query]


def test_a_title_without_words_is_not_searched_for(api: FakeArxivApi, lookup: ArxivLookup) -> None:
    assert lookup.by_title("?!") == []
    assert api.asked == []


def test_papers_are_found_by_title(api: FakeArxivApi, lookup: ArxivLookup) -> None:
    api.titles = {"2501.00001": "On whales & dolphins", "2501.00002": "On dolphins"}
    [paper] = lookup.by_title("On Whales & Dolphins")
    assert (paper.title, paper.arxiv_id) == ("On whales & dolphins", "2501.00001")


def test_papers_are_found_by_id_all_in_one_request(api: FakeArxivApi, lookup: ArxivLookup) -> None:
    wanted = [f"2501.{number:05}" for number in range(100)]
    api.titles = {arxiv_id: f"On {arxiv_id}" for arxiv_id in wanted[1:]}
    assert [paper.arxiv_id for paper in lookup.by_ids(wanted)] == wanted[1:]
    assert api.asked == [",".join(wanted)]


def test_an_id_that_arxiv_finds_malformed_hides_no_other(
    api: FakeArxivApi, lookup: ArxivLookup
) -> None:
    wanted = ["2501.00001", "foo/0101001", "2501.00002", "bar/0101001"]
    api.titles = dict.fromkeys(("2501.00001", "2501.00002"), "On whales")
    api.malformed = {"foo/0101001", "bar/0101001"}
    assert [paper.arxiv_id for paper in lookup.by_ids(wanted)] == ["2501.00001", "2501.00002"]
    assert len(api.asked) == 3
    assert lookup.by_ids(["bar/0101001"]) == []


@pytest.mark.parametrize("words", ["max_results must be smaller", "not 2501.000011 either"])
def test_an_error_that_names_none_of_the_ids_is_one(
    api: FakeArxivApi, lookup: ArxivLookup, words: str
) -> None:
    api.answer = lambda: error_feed(400, words)
    with pytest.raises(ArxivError, match=words):
        lookup.by_ids(["2501.00001", "2501.00002"])
    assert len(api.asked) == 1


@pytest.mark.parametrize("status", [200, 400])
def test_an_error_feed_is_an_error(api: FakeArxivApi, lookup: ArxivLookup, status: int) -> None:
    api.answer = lambda: error_feed(status)
    with pytest.raises(ArxivError, match="arXiv says: incorrect id format"):
        lookup.by_title("On whales")


def test_what_is_no_feed_is_an_error(api: FakeArxivApi, lookup: ArxivLookup) -> None:
    api.answer = lambda: Response("Rate exceeded.", content_type="text/plain")
    with pytest.raises(ArxivError, match="not XML"):
        lookup.by_ids(["2501.00663"])
