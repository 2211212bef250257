"""The end of a list day: that it is told, and where it leads."""

import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.app.driver import reading
from tests.app.sample import library_of
from tui.config import Settings
from tui.errors import StorageError
from tui.library import Library
from tui.papers.paper import Paper, TriageChange

_DAYS = (date(2025, 3, 11), date(2025, 3, 11), date(2025, 3, 9), date(2025, 3, 7))


@pytest.fixture
def days(tmp_path: Path) -> Iterator[Library]:
    """Two papers of one list day, and one each of two earlier ones."""
    papers = [Paper(f"Paper {number}", listed_on=day) for number, day in enumerate(_DAYS)]
    with library_of(tmp_path / "days", papers) as library:
        yield library


async def test_the_last_paper_of_a_day_leads_to_the_day_before(days: Library) -> None:
    async with reading(days) as reader:
        await reader.press("b", "x")
        assert reader.said == "archived 1 paper · u undoes it"
        await reader.press("x")
        assert reader.said == "Inbox zero for 11 Mar: 2 papers, 1 kept · [ 9 Mar, 1 waiting"
        assert "inbox zero · [ 9 Mar, 1 waiting" in reader.shown
        await reader.press("left_square_bracket")
        assert reader.query == "date:2025-03-09"
        assert "inbox zero" not in reader.shown


async def test_what_is_taken_back_is_no_longer_done(days: Library) -> None:
    async with reading(days) as reader:
        await reader.press("v", "j")
        reader.screen.cache.clear()
        await reader.press("x")
        assert reader.said == "archived 2 papers · u undoes it"
        assert "inbox zero · [ 9 Mar" in reader.shown
        assert "2 selected" in reader.shown
        await reader.press("u")
        assert "inbox zero" not in reader.shown
        await reader.press("left_square_bracket")
        assert reader.query == "date:2025-03-11"
        days.triage([1], TriageChange(archived=True), "archive")
        await reader.press("right_square_bracket", "left_square_bracket")
        await reader.press("right_square_bracket")
        assert (reader.query, reader.current.id) == ("date:2025-03-11", 2)


async def test_bookmark_and_read_go_on_where_that_is_wished_for(days: Library) -> None:
    async with reading(days, settings=Settings(advance=True)) as reader:
        await reader.press("b", "m")
        assert reader.cursor == 2
        assert days.bookmarked_ids() == [1]
        assert days.entries([2])[0].triage.read
        await reader.press("space", "b")
        assert reader.cursor == 3


async def test_a_failure_goes_on_to_no_other_paper(
    days: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = threading.Event()

    def fail(*_: object) -> None:
        assert typed.wait(10)
        raise StorageError("The disk is full.", "Make room.")

    async with reading(days) as reader:
        with monkeypatch.context() as patch:
            patch.setattr(days, "toggle", fail)
            await reader.press_without_waiting("x", "x", "x")
            typed.set()
            await reader.settle()
        assert reader.complaints == ["The disk is full. Make room."]
        assert reader.cursor == 0
        await reader.press("x", "k", "x")
        assert (reader.cursor, days.counts().inbox) == (0, 4)
        await reader.press("x")
        assert (reader.cursor, days.counts().inbox) == (1, 3)


async def test_a_star_says_what_it_has_selected_and_takes_nothing_that_came_since(
    days: Library,
) -> None:
    async with reading(days, query="is:inbox") as reader:
        await reader.press("asterisk")
        assert reader.said == "4 papers selected: all that “is:inbox” shows"
        days._papers.add([Paper("Arrived meanwhile", listed_on=date(2025, 3, 12))])
        await reader.press("x")
        assert reader.said == "archived 4 papers · u undoes it"
        assert days.counts().inbox == 1
        await reader.press("R")
        assert reader.selected == []
        await reader.press("asterisk", "asterisk")
        assert reader.said == ""
