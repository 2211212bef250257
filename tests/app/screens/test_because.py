"""Why a paper was found: the words that tie it to what the query asks papers to be like."""

import threading

import pytest

from tests.app.driver import Driver, reading
from tui.errors import SearchIndexError
from tui.library import Library, Query
from tui.papers.paper import TriageChange


def because(reader: Driver) -> str:
    """The phrases that the detail pane gives, one after the other."""
    shown = reader.screen.detail._text.plain
    return next((line for line in shown.split("\n") if line.startswith("because: ")), "")


@pytest.fixture
def asked(library: Library, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The papers whose ties were looked up."""
    papers: list[int] = []
    ties = library.ties

    def remember(query: Query, paper_id: int) -> tuple[str, ...]:
        papers.append(paper_id)
        return ties(query, paper_id)

    monkeypatch.setattr(library, "ties", remember)
    return papers


async def test_similar_papers_say_what_ties_them(library: Library) -> None:
    async with reading(library) as reader:
        number = reader.current.id
        assert because(reader) == ""
        await reader.press("i")
        query = reader.screen.results
        assert query is not None
        for _paper in range(3):
            ties = library.ties(query.query, reader.current.id)
            assert reader.current.id != number
            assert because(reader) == f"because: {', '.join(ties)}"
            await reader.press("j")
        await reader.press("escape")
        assert because(reader) == ""


async def test_the_words_stand_under_the_facts(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("i")
        lines = reader.screen.detail._text.plain.split("\n")
        assert lines[lines.index("unread") + 1] == because(reader) != ""


async def test_papers_for_you_say_what_ties_them(library: Library) -> None:
    library.triage([2], TriageChange(bookmarked=True), "bookmark")
    async with reading(library, query="sort:for-you") as reader:
        assert because(reader) != ""


async def test_other_queries_look_nothing_up(library: Library, asked: list[int]) -> None:
    async with reading(library, query="attention") as reader:
        await reader.press("j", "k", "b")
        assert asked == []


async def test_a_moving_cursor_looks_nothing_up_until_it_rests(
    library: Library, asked: list[int]
) -> None:
    async with reading(library, query="similar:3") as reader:
        asked.clear()
        await reader.press_without_waiting(*"jjjj")
        assert reader.cursor == 4
        await reader.settle()
        assert asked == [reader.current.id]


async def test_words_once_found_stay(library: Library, asked: list[int]) -> None:
    async with reading(library, query="similar:3") as reader:
        await reader.press("j", "k")
        found = because(reader)
        assert found
        asked.clear()
        await reader.press("b", "j", "k")
        assert because(reader) == found
        assert asked == []


async def test_words_that_come_late_are_not_shown_for_another_paper(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()
    begun = threading.Event()

    def tie_late(_query: Query, paper_id: int) -> tuple[str, ...]:
        begun.set()
        gate.wait(timeout=10)
        return (f"paper {paper_id}",)

    async with reading(library, query="similar:3") as reader:
        monkeypatch.setattr(library, "ties", tie_late)
        await reader.press_without_waiting("j")
        while not begun.is_set():
            await reader.pilot.pause()
        await reader.press_without_waiting("j")
        gate.set()
        await reader.settle()
        assert because(reader) == f"because: paper {reader.current.id}"
        await reader.press("k")
        assert because(reader) == f"because: paper {reader.current.id}"


async def test_words_that_cannot_be_found_are_left_out(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise SearchIndexError("The index is broken.")

    monkeypatch.setattr(library, "ties", fail)
    async with reading(library, query="similar:3") as reader:
        await reader.press("j")
        assert reader.complaints == []
        assert because(reader) == ""
        assert reader.current.paper.title[:20] in reader.shown
