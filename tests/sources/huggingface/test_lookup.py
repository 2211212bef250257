"""Single papers asked for at Hugging Face."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug import Response

from tests.hub import FakeHub, details, row
from tui.sources.http import Client, Refused
from tui.sources.huggingface.api import HubApi
from tui.sources.huggingface.lookup import HubLookup
from tui.sources.huggingface.rows import HuggingFaceError


@pytest.fixture
def lookup(hub: FakeHub, tmp_path: Path) -> Iterator[HubLookup]:
    with Client(tmp_path / "http", env={}) as client:
        yield HubLookup(HubApi(client, hub.address.rstrip("/"), lambda: False))


def test_a_title_is_searched_for_as_people_read_it(hub: FakeHub, lookup: HubLookup) -> None:
    hub.lists["search On α-attention"] = [row(1), row(2)]
    found = lookup.by_title("On  $\\alpha$-attention")
    assert [paper.arxiv_id for paper in found] == ["2503.00001", "2503.00002"]


@pytest.mark.parametrize(
    ("title", "asked"),
    [
        ("word " * 50 + "word", "word " * 49 + "word"),
        ("x" * 300, "x" * 250),
        (f"{'x' * 250} y", "x" * 250),
    ],
)
def test_no_more_is_searched_for_than_the_server_takes(
    hub: FakeHub, lookup: HubLookup, title: str, asked: str
) -> None:
    assert lookup.by_title(title) == []
    assert hub.asked == [f"search {asked}"]
    assert len(asked) <= 250


def test_what_is_broken_among_the_rows_is_left_out(hub: FakeHub, lookup: HubLookup) -> None:
    hub.lists["search x"] = [{"paper": 3}, row(1)]
    assert [paper.arxiv_id for paper in lookup.by_title("x")] == ["2503.00001"]


def test_a_paper_is_found_by_its_id_if_it_is_there(hub: FakeHub, lookup: HubLookup) -> None:
    hub.papers["2503.00001"] = details(1)
    assert [paper.arxiv_id for paper in lookup.by_id("2503.00001")] == ["2503.00001"]
    assert lookup.by_id("math/0309136") == []
    assert hub.asked[-1] == "paper math/0309136"


def test_what_is_no_list_is_an_error(hub: FakeHub, lookup: HubLookup) -> None:
    hub.answers["search x"] = lambda: Response('{"error": "no"}', content_type="application/json")
    with pytest.raises(HuggingFaceError, match="no list of papers: no"):
        lookup.by_title("x")
    hub.refuse("search y", 400)
    with pytest.raises(Refused):
        lookup.by_title("y")
