"""One paper at a time: decisions, days, and what else the reader does meanwhile."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.app.driver import reading
from tests.app.sample import library_of
from tui.errors import StorageError
from tui.library import Library
from tui.papers.paper import Paper, TriageChange

_DAYS = (date(2025, 3, 11), date(2025, 3, 11), date(2025, 3, 9), date(2025, 3, 9), date(2025, 3, 7))


@pytest.fixture
def days(tmp_path: Path) -> Iterator[Library]:
    """Two papers, two, and one, of three list days."""
    papers = (
        Paper(f"Paper {number}", f"Abstract {number}.", listed_on=day)
        for number, day in enumerate(_DAYS, start=1)
    )
    with library_of(tmp_path / "days", papers) as library:
        yield library


async def test_keys_typed_fast_are_each_about_the_next_paper(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("T")
        await reader.pilot.press(*"bxxjb")
        await reader.settle()
        triages = [entry.triage for entry in library.entries(range(1, 6))]
        assert [triage.bookmarked for triage in triages] == [True, False, False, False, True]
        assert [triage.archived for triage in triages] == [True, True, True, False, True]
        assert [step.label for step in library.history(9)] == [
            "kept 1 paper",
            "dismissed 1 paper",
            "dismissed 1 paper",
            "kept 1 paper",
        ]


async def test_a_decision_is_taken_back_where_it_was_made(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("T", "j", "x", "b", "u")
        assert reader.screen.target_ids == [3]
        assert "1 of 55 · 0 kept" in reader.shown
        await reader.press("u")
        assert reader.screen.target_ids == [2]
        assert not reader.current.triage.archived
        await reader.press("ctrl+r")
        assert reader.current.triage.archived


async def test_a_day_that_is_done_leads_on_to_the_next_in_the_list(days: Library) -> None:
    days.triage([3], TriageChange(archived=True), "archive")
    async with reading(days) as reader:
        await reader.press("T", "b", "x")
        assert "Inbox zero for 11 March 2025" in reader.shown
        assert "2 papers · 1 kept" in reader.shown
        assert "9 March 2025, 1 paper" in reader.shown
        await reader.press("x")
        assert reader.said == "No paper is left here: enter goes on, T leaves."
        await reader.press("enter")
        assert reader.screen.target_ids == [4]
        assert "1 of 2 · 0 kept" in reader.shown


async def test_a_day_of_the_query_is_changed_for_the_next(days: Library) -> None:
    async with reading(days, query="date:2025-03-11 is:inbox") as reader:
        await reader.press("T", "x", "j")
        assert "The end of 11 March 2025" in reader.shown
        assert "2 papers · 0 kept · 1 in the inbox" in reader.shown
        await reader.press("enter")
        assert reader.screen.in_focus
        assert reader.query == "is:inbox date:2025-03-09"
        assert reader.screen.target_ids == [3]


async def test_in_another_order_the_walk_goes_over_all_days(days: Library) -> None:
    async with reading(days, query="sort:title") as reader:
        await reader.press("j", "T", "b", "j", "j", "j")
        assert "That was the last one" in reader.shown
        assert "4 papers · 1 kept" in reader.shown
        assert reader.screen.target_ids == []
        await reader.press("k", "escape")
        assert reader.screen.paper_list.current_id == 5


async def test_only_the_paper_on_the_screen_is_changed_whatever_is_selected(
    days: Library,
) -> None:
    async with reading(days) as reader:
        await reader.press("space", "space", "T", "m")
        assert [entry.triage.read for entry in days.entries([1, 2, 3])] == [False, False, True]
        await reader.press("T")
        assert reader.selected == [1, 2]


async def test_another_search_leaves_the_focus_mode_and_the_same_keeps_to_it(
    days: Library,
) -> None:
    async with reading(days, query="is:inbox") as reader:
        await reader.press("T", "x", "R")
        assert reader.screen.in_focus
        assert reader.screen.target_ids == [2]
        await reader.press("i")
        assert not reader.screen.in_focus
        assert reader.query == "similar:2"


async def test_a_paper_stays_when_the_decision_could_not_be_kept(
    days: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise StorageError("The disk is full.", "Make room.")

    async with reading(days) as reader:
        await reader.press("T")
        with monkeypatch.context() as patch:
            patch.setattr(days, "triage", fail)
            await reader.press("x")
            assert reader.complaints == ["The disk is full. Make room."]
            assert reader.screen.target_ids == [1]
        await reader.press("x")
        assert reader.screen.target_ids == [2]


async def test_where_nothing_waits_there_is_nothing_to_go_through(days: Library) -> None:
    days.triage(range(1, 6), TriageChange(archived=True), "archive")
    async with reading(days, query="sort:title") as reader:
        await reader.press("T")
        assert reader.said == "None of the papers from here on is in the inbox."
        assert not reader.screen.in_focus
