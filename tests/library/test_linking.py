"""Models, datasets and spaces linked to one paper."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug import Response

from tests.hub import FakeHub, details, row
from tui.config import HubSettings, Settings
from tui.library import Library
from tui.papers.paper import LinkKind
from tui.paths import Paths

_SETTINGS = Settings(hf=HubSettings(days=1))


@pytest.fixture
def library(home: Path, hub: FakeHub) -> Iterator[Library]:
    """A library with one paper from Hugging Face, number 56."""
    hub.lists["trending"] = [row(1)]
    with Library(Paths.standard(home), _SETTINGS) as library:
        library.sync()
        hub.asked.clear()
        yield library


def models(library: Library) -> list[str]:
    [entry] = library.entries(library.find("2503.00001"))
    return [link.url for link in entry.paper.links_of(LinkKind.MODEL)]


def test_what_is_linked_to_a_paper_is_merged_into_it(hub: FakeHub, library: Library) -> None:
    hub.papers["2503.00001"] = details(1, models=2)
    assert library.linked(56)
    assert models(library) == [f"https://huggingface.co/ada/model-{n}" for n in range(2)]


@pytest.mark.parametrize("known", [True, False])
def test_it_is_asked_for_once_a_week(hub: FakeHub, library: Library, known: bool) -> None:
    if known:
        hub.papers["2503.00001"] = details(1)
    assert library.linked(56) is known
    assert not library.linked(56)
    assert hub.asked == ["paper 2503.00001"]
    with library._database.write() as connection:
        connection.execute("UPDATE synced SET at = '2025-01-01T00:00:00.000000+00:00'")
    hub.papers["2503.00001"] = details(1, models=3)
    assert library.linked(56)


def test_nothing_is_asked_for_papers_without_an_id_or_when_it_is_off(
    hub: FakeHub, library: Library
) -> None:
    assert not library.linked(1)
    assert not library.linked(999)
    with Library(library.paths, Settings(hf=HubSettings(on=False))) as other:
        assert not other.linked(56)
    assert hub.asked == []


def test_it_is_quiet_when_nobody_answers_and_asks_again(hub: FakeHub, library: Library) -> None:
    hub.answers["paper 2503.00001"] = lambda: Response("no", 403)
    assert not library.linked(56)
    hub.answers.clear()
    hub.papers["2503.00001"] = details(1)
    assert library.linked(56)


@pytest.mark.parametrize(
    "body", ["<html>Log in to this network</html>", '{"id": "2503.00001", "tit', "[]", '{"ok": 1}']
)
def test_what_is_no_paper_is_as_good_as_no_answer(
    hub: FakeHub, library: Library, body: str
) -> None:
    hub.answers["paper 2503.00001"] = lambda: Response(body)
    assert not library.linked(56)
    hub.answers.clear()
    hub.papers["2503.00001"] = details(1)
    assert library.linked(56)


def test_the_details_of_another_paper_are_not_believed(hub: FakeHub, library: Library) -> None:
    hub.papers["2503.00001"] = details(2)
    assert not library.linked(56)
    assert library.find("2503.00002") == []
