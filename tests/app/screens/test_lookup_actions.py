"""What sources know about single papers."""

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from tests.app.driver import Driver, reading
from tests.app.full_texts import PAPER, put_text, top_line
from tests.app.online import library_online
from tests.app.outside import Outside
from tests.app.sample import BARE, MANY_LINKS
from tests.arxiv_api import FakeArxivApi
from tests.hub import FakeHub, details, row
from tui.config import ArxivSettings, Settings
from tui.library import EnrichReport, Library
from tui.papers.full_text import FullText, TextOrigin
from tui.papers.paper import Link, LinkKind, Paper
from tui.sources.fulltext.fetching import TextPlaces

LISTED = Paper(
    "Paper number 1 on zygomorphic attention",
    abstract="The abstract.",
    arxiv_id="2503.00001",
    links=(
        Link(LinkKind.CODE, "https://github.com/ada/one"),
        Link(LinkKind.PROJECT, "https://one.example.org/"),
    ),
    sources=("hf",),
)
SONGS = Paper("On the songs of whales and what they say", "Whales sing.", sources=("page",))
FLOWERS = Paper("Flowers that look the same in a mirror", "Bees know.", sources=("page",))


@pytest.fixture
def library(tmp_path: Path, hub: FakeHub, httpserver: HTTPServer) -> Iterator[Library]:
    """Papers 1 to 4: one with links, one of Hugging Face's list, and two from a page."""
    arxiv = ArxivSettings(api=FakeArxivApi(httpserver).address)
    papers = [MANY_LINKS, LISTED, SONGS, FLOWERS]
    with library_online(tmp_path / "library", papers) as library:
        library.settings = Settings(sync_every=0, arxiv=arxiv)
        yield library


def put_at_hub(hub: FakeHub, number: int, title: str) -> None:
    """Have Hugging Face find paper ``2503.0000N`` by its title."""
    found = row(number)
    found["paper"]["title"] = title
    hub.lists[f"search {title}"] = [found]


async def go_to(reader: Driver, paper_id: int) -> None:
    reader.screen.paper_list.go_to(paper_id)
    await reader.settle()


# What papers lack


async def test_a_paper_is_looked_up_and_shown_with_what_was_found(
    hub: FakeHub, library: Library
) -> None:
    put_at_hub(hub, 7, SONGS.title)
    async with reading(library) as reader:
        await go_to(reader, 3)
        await reader.press("E")
        assert reader.said == "Found: arXiv 2503.00007 (Hugging Face, same title)"
        assert "arXiv:2503.00007" in reader.shown
        assert reader.complaints == []
        await reader.search("id:2503.00007")
        assert reader.total == 1


async def test_a_paper_that_is_looked_up_while_it_is_read_gets_its_text(
    hub: FakeHub, library: Library, httpserver: HTTPServer
) -> None:
    put_at_hub(hub, 7, SONGS.title)
    address = httpserver.url_for("").rstrip("/")
    library.text_places = TextPlaces(address, address, address)
    httpserver.expect_request("/papers/2503.00007.md").respond_with_data(
        PAPER * 2, content_type="text/markdown"
    )
    async with reading(library) as reader:
        await go_to(reader, 3)
        await reader.press("enter")
        assert "E looks up its arXiv id." in reader.shown
        await reader.press("E")
        assert "text from Hugging Face" in reader.shown
        assert "The title of the text" in reader.shown


async def test_a_paper_that_nobody_knows_says_so(library: Library) -> None:
    async with reading(library) as reader:
        await go_to(reader, 3)
        await reader.press("E")
        assert reader.said == library.enrich([3]).missing[0].why
        assert reader.complaints == []


async def test_selected_papers_are_looked_up_and_listed(hub: FakeHub, library: Library) -> None:
    put_at_hub(hub, 7, SONGS.title)
    async with reading(library, query="source:page") as reader:
        await reader.press("asterisk", "E")
        assert reader.said == "1 paper found, 1 not found"
        [listing] = reader.complaints
        assert "arXiv 2503.00007" in listing
        assert FLOWERS.title in listing


async def test_papers_that_turn_out_to_be_one_are_listed_as_one(
    hub: FakeHub, library: Library
) -> None:
    put_at_hub(hub, 1, SONGS.title)
    async with reading(library) as reader:
        await go_to(reader, 3)
        await reader.press("E")
        assert reader.total == 3
        assert reader.current.id == 2
        assert "3 papers" in reader.lines[0]


async def test_one_lookup_at_a_time_says_how_far_it_is(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()

    def enrich(
        ids: Sequence[int],
        *,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> EnrichReport:
        progress(1, len(ids))
        gate.wait(10)
        return EnrichReport(cancelled=cancelled())

    monkeypatch.setattr(library, "enrich", enrich)
    async with reading(library) as reader:
        await reader.press("asterisk")
        await reader.press_without_waiting("E")
        await reader.wait_for("looking up 1 of 4")
        await reader.press_without_waiting("E")
        await reader.wait_for("One after the other, please: looking up 1 of 4.")
        gate.set()
        await reader.settle()
        assert "looking up" not in reader.lines[0]
        await reader.press("E")
        assert reader.said == "Nothing is lacking here that could be looked up."


async def test_with_no_paper_nothing_is_looked_up(library: Library) -> None:
    async with reading(library, query="nothing-at-all") as reader:
        await reader.press("E")
        assert reader.said == "No paper here to look up."


# What else is on Hugging Face


async def test_a_paper_that_is_opened_gets_what_is_linked_to_it(
    hub: FakeHub, library: Library
) -> None:
    hub.papers["2503.00001"] = details(1, models=2)
    async with reading(library) as reader:
        await go_to(reader, 2)
        assert hub.asked == []
        await reader.press("l")
        assert "[2] project  one.example.org/" in reader.shown
        assert "[3] model  huggingface.co/ada/model-0" in reader.shown
        await reader.press("h", "l", "h")
        assert hub.asked == ["paper 2503.00001"]
        await reader.search("has:code zygomorphic")
        assert "not indexed" not in reader.lines[1]


async def test_digits_open_the_links_that_came_as_they_are_numbered_above_the_text(
    hub: FakeHub, library: Library, outside: Outside
) -> None:
    hub.papers["2503.00001"] = details(1, models=2)
    put_text(library, 2)
    async with reading(library, size=(80, 20)) as reader:
        await go_to(reader, 2)
        await reader.press("enter", "3")
        assert top_line(reader) == LISTED.title
        assert "[3] model  huggingface.co/ada/model-0" in reader.shown
        assert outside.opened == ["https://huggingface.co/ada/model-0"]


async def test_a_text_stays_where_it_is_read_while_links_come(
    hub: FakeHub, library: Library
) -> None:
    hub.papers["2503.00001"] = details(1, models=30)
    put_text(library, 2)
    library.save_reading_place(2, "3:0.000")
    async with reading(library, size=(80, 20)) as reader:
        await go_to(reader, 2)
        await reader.press("enter")
        assert "Attention weighs" in reader.lines[4]
        await reader.press("escape")
        assert library.reading_place(2) == "3:0.000"


async def test_links_that_come_before_the_text_are_above_it_too(
    hub: FakeHub, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()
    hub.papers["2503.00001"] = details(1)

    def full_text(_: int, *, again: bool, cancelled: Callable[[], bool]) -> FullText:
        assert not again
        gate.wait(10)
        return FullText("The text." * (not cancelled()), TextOrigin.PDF)

    monkeypatch.setattr(library, "full_text", full_text)
    async with reading(library) as reader:
        await go_to(reader, 2)
        await reader.press_without_waiting("enter")
        await reader.wait_for("[3] model")
        assert "fetching the full text" in reader.shown
        gate.set()
        await reader.settle()
        assert "[3] model" in reader.shown
        assert "The text." in reader.shown


async def test_links_are_asked_for_one_paper_after_the_other(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()
    asked: list[int] = []

    def linked(paper_id: int, *, cancelled: Callable[[], bool]) -> bool:
        asked.append(paper_id)
        gate.wait(10)
        return cancelled()

    monkeypatch.setattr(library, "linked", linked)
    async with reading(library) as reader:
        screen = reader.screen
        for paper_id in (1, 2, 3, 4):
            screen.paper_list.go_to(paper_id)
            screen.focus_pane("detail")
            await reader.pilot.pause()
            screen.focus_pane("list")
            await reader.pilot.pause()
        assert asked == [1]
        gate.set()
        await reader.settle()
        assert asked == [1, 4]


async def test_nothing_is_asked_for_while_nobody_can_be_reached(
    hub: FakeHub, library: Library
) -> None:
    library._sync.set("offline since", "2025-03-11T08:12:00+00:00")
    async with reading(library) as reader:
        await go_to(reader, 2)
        await reader.press("l")
        assert hub.asked == []
        await reader.press("r", "h", "l")
        assert "paper 2503.00001" in hub.asked


async def test_the_paper_that_is_shown_at_the_start_waits_for_its_turn(
    hub: FakeHub, tmp_path: Path
) -> None:
    with library_online(tmp_path / "bare", [BARE]) as library:
        library.settings = Settings(sync_every=0)
        library.save_session({"pane": "detail"})
        async with reading(library) as reader:
            assert reader.pane == "detail"
            assert hub.asked == []
