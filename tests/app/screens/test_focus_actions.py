"""One paper at a time: decisions, days, and what else the reader does meanwhile."""

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
from tui.papers.paper import Paper, Triage, TriageChange

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
        assert library.entries([2])[0].triage.archived
        assert reader.screen.target_ids == [3]


async def test_a_day_that_is_done_leads_on_to_the_next_in_the_list(days: Library) -> None:
    days.triage([3], TriageChange(archived=True), "archive")
    async with reading(days) as reader:
        await reader.press("T", "b", "x")
        assert "Inbox zero for 11 March 2025" in reader.shown
        assert "2 papers · 1 kept" in reader.shown
        assert "9 March 2025, 1 paper" in reader.shown
        await reader.press("x")
        assert reader.said == "No paper is left here: enter goes on, T leaves."
        reader.screen.cache.clear()
        await reader.press("enter")
        assert reader.screen.target_ids == [4]
        assert "1 of 2 · 0 kept" in reader.shown


async def test_a_day_of_the_query_is_changed_for_the_next(days: Library) -> None:
    async with reading(days, query="date:2025-03-11 is:inbox") as reader:
        await reader.press("T", "x", "j")
        assert "The end of 11 March 2025" in reader.shown
        assert "2 papers · 0 kept · 1 in the inbox" in reader.shown
        assert "enter  1 left for later" in reader.shown
        assert " later     u " not in reader.shown
        await reader.press("enter")
        assert reader.screen.target_ids == [2]
        assert " later     u " in reader.shown
        await reader.press("j", "left_square_bracket")
        assert reader.screen.in_focus
        assert reader.query == "is:inbox date:2025-03-09"
        assert reader.screen.target_ids == [3]


async def test_in_another_order_the_walk_goes_over_all_days(days: Library) -> None:
    async with reading(days, query="sort:title") as reader:
        await reader.press("j", "T", "b", "j", "j", "j")
        assert "That was the last one" in reader.shown
        assert "4 papers · 1 kept" in reader.shown
        assert reader.screen.target_ids == []
        await reader.press("k", "x", "enter")
        assert reader.screen.target_ids == [3]
        assert "2 of 4 · 1 kept" in reader.shown
        await reader.press("x", "x", "enter")
        assert reader.said == "No paper is left here: T leaves."
        await reader.press("k", "escape")
        assert reader.screen.paper_list.current_id == 4
        assert "Abstract 4." in reader.shown


async def test_only_the_paper_on_the_screen_is_changed_whatever_is_selected(
    days: Library,
) -> None:
    async with reading(days, settings=Settings(advance=True)) as reader:
        await reader.press("v", "j", "k", "T", "m")
        assert [entry.triage.read for entry in days.entries([1, 2])] == [True, False]
        assert reader.screen.target_ids == [2]
        await reader.press("enter", "b")
        assert [entry.triage for entry in days.entries([2])] == [
            Triage(bookmarked=True, read=True, archived=True)
        ]
        assert not days.entries([1])[0].triage.archived
        assert "The end of 11 March 2025" in reader.shown
        await reader.press("T")
        assert reader.selected == [1]


async def test_papers_above_the_cursor_are_offered_before_the_next_day(days: Library) -> None:
    async with reading(days) as reader:
        await reader.press("j", "T", "x")
        assert "enter  1 more paper of this day" in reader.shown
        await reader.press("enter", "x")
        assert "enter  9 March 2025, 2 papers" in reader.shown


async def test_what_undo_brings_back_comes_next_and_a_keep_can_be_thought_better_of(
    days: Library,
) -> None:
    days.triage([1, 2], TriageChange(archived=True), "archive")
    async with reading(days) as reader:
        await reader.press("T")
        assert "Inbox zero for 11 March 2025" in reader.shown
        await reader.press("u")
        assert reader.screen.target_ids == [1]
        await reader.press("b", "k", "x")
        assert days.entries([1])[0].triage == Triage(archived=True)
        assert reader.screen.target_ids == [2]
        await reader.press("u", "u", "ctrl+r")
        assert "1 of 2 · 1 kept" in reader.shown
        assert reader.screen.target_ids == [2]


async def test_a_paper_that_is_not_in_the_list_is_shown_when_undo_is_about_it(
    days: Library,
) -> None:
    async with reading(days, query="date:2025-03-11") as reader:
        await reader.press("T")
        days.triage([5], TriageChange(bookmarked=True), "bookmark")
        await reader.press("u")
        assert reader.screen.target_ids == [5]
        assert "Abstract 5." in reader.shown


async def test_the_day_before_is_gone_on_with_in_the_middle_of_a_day(days: Library) -> None:
    async with reading(days) as reader:
        await reader.press("T", "[")
        assert "9 March 2025" in reader.shown
        assert reader.screen.target_ids == [3]
        await reader.press("[")
        assert "7 March 2025" in reader.shown
        await reader.press("[")
        assert reader.said == "No earlier list day has papers in the inbox."
        assert reader.screen.target_ids == [5]


async def test_the_progress_is_of_the_day_of_the_paper_that_undo_brings_back(
    days: Library,
) -> None:
    async with reading(days) as reader:
        await reader.press("T", "x", "[")
        assert "9 March 2025" in reader.shown
        assert "0 of 2" in reader.shown
        await reader.press("u")
        assert reader.screen.target_ids == [1]
        assert "11 March 2025" in reader.shown
        await reader.press("x")
        assert "9 March 2025" in reader.shown


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
    typed = threading.Event()

    def fail(*_: object) -> None:
        assert typed.wait(10)
        patch.undo()
        raise StorageError("The disk is full.", "Make room.")

    async with reading(days) as reader:
        await reader.press("T")
        with monkeypatch.context() as patch:
            patch.setattr(days, "triage", fail)
            await reader.press_without_waiting("x", "b")
            typed.set()
            await reader.settle()
            assert reader.complaints == ["The disk is full. Make room."]
            assert reader.screen.target_ids == [1]
            assert days.bookmarked_ids() == []
        await reader.press("x")
        assert reader.screen.target_ids == [2]


async def test_where_nothing_waits_there_is_nothing_to_go_through(days: Library) -> None:
    days.triage(range(1, 6), TriageChange(archived=True), "archive")
    async with reading(days, query="sort:title") as reader:
        await reader.press("enter", "T")
        assert reader.said == "None of the papers from here on is in the inbox."
        assert not reader.screen.in_focus
        assert reader.screen.reading_id == 1
