"""Triage: on one paper, on many, and taken back."""

import threading
from dataclasses import replace

import pytest

from tests.app.driver import reading
from tui.config import Settings
from tui.errors import StorageError
from tui.library import Library, Undone
from tui.papers.paper import TriageChange


async def test_a_bulk_action_is_one_step(library: Library) -> None:
    async with reading(library) as reader:
        await reader.search("has:code")
        await reader.press("asterisk", "b")
        assert len(library.bookmarked_ids()) == 5
        assert reader.said == "bookmarked 5 papers · u undoes it"
        assert len(library.history(10)) == 1
        await reader.press("u")
        assert library.bookmarked_ids() == []
        assert reader.said.startswith("Undid: bookmarked 5 papers")
        await reader.press("ctrl+r")
        assert len(library.bookmarked_ids()) == 5


async def test_a_mixed_selection_is_marked_before_it_is_unmarked(library: Library) -> None:
    library.triage([1], TriageChange(bookmarked=True), "bookmark")
    async with reading(library) as reader:
        await reader.press("space", "space", "b")
        assert sorted(library.bookmarked_ids()) == [1, 2]
        await reader.press("b")
        assert library.bookmarked_ids() == []


async def test_archiving_a_selection_leaves_the_cursor_where_it_is(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("space", "space", "x")
        assert reader.cursor == 2
        assert library.counts().inbox == 53
        assert "53 in inbox" in reader.lines[0]
        assert len(reader.selected) == 2


async def test_the_whole_library_is_archived_and_brought_back_at_once(library: Library) -> None:
    async with reading(library) as reader:
        # As before the first search, when only the newest papers are listed.
        reader.screen.results = None
        reader.screen.paper_list.show([1, 2], lambda _: ())
        await reader.pilot.press("asterisk", "x")
        await reader.settle()
        assert library.counts().inbox == 0
        assert reader.total == 55
        await reader.press("u")
        assert library.counts().inbox == 55


async def test_an_archived_paper_goes_back_by_the_same_key(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("x", "k", "x")
        assert library.counts().inbox == 55
        assert reader.cursor == 0


async def test_archiving_the_last_paper_stays_there(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("G", "x")
        assert reader.cursor == 54
        assert reader.current.triage.archived


async def test_counts_of_the_filters_follow_every_change(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("b")
        assert any("bookmarked" in line and " 1" in line[:27] for line in reader.lines)
        await reader.press("u")
        assert any("bookmarked" in line and " 0" in line[:27] for line in reader.lines)


async def test_undo_goes_through_several_steps_to_where_each_was(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("b", "j", "m", "j", "x")
        assert [step.label for step in library.history(9)] == [
            "archived 1 paper",
            "marked as read 1 paper",
            "bookmarked 1 paper",
        ]
        places = []
        for _step in range(3):
            await reader.press("u")
            places.append(reader.cursor)
        assert places == [2, 1, 0]


async def test_a_key_behind_undo_is_about_the_paper_that_was_undone(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()
    undo = library.undo

    def undo_late() -> Undone | None:
        gate.wait(timeout=10)
        return undo()

    async with reading(library) as reader:
        await reader.press("b", "j", "j")
        monkeypatch.setattr(library, "undo", undo_late)
        await reader.press_without_waiting("u", "x")
        gate.set()
        await reader.settle()
        archived = [entry.id for entry in reader.entries() if entry.triage.archived]
        assert archived == [reader.screen.paper_list.ids[0]]


async def test_undo_of_a_paper_that_is_not_shown_leaves_the_cursor(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("j", "b")
        await reader.search("mega-tts")
        await reader.press("u")
        assert reader.current.paper.title.startswith("Mega-TTS")
        assert library.bookmarked_ids() == []


async def test_papers_made_one_are_two_again_at_undo_and_one_at_redo(library: Library) -> None:
    library.merge(7, 9)
    library.catch_up()
    async with reading(library) as reader:
        assert reader.total == 54
        await reader.press("j", "u")
        assert reader.total == 55
        assert reader.said.startswith("Undid: merged 2 papers")
        assert reader.current.id == 7
        assert "55 of 55" in reader.lines[1]
        assert "55 papers" in reader.lines[0]
        reader.screen.paper_list.go_to(9)
        await reader.press("ctrl+r")
        assert reader.total == 54
        assert reader.current.id == 7
        assert "not indexed" not in reader.lines[1]


async def test_undo_says_what_it_could_not_take_back(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(library) as reader:
        await reader.press("space", "space", "b")
        undo = library.undo

        def undo_less() -> Undone | None:
            undone = undo()
            return undone and replace(undone, skipped=1)

        monkeypatch.setattr(library, "undo", undo_less)
        await reader.press("u")
        assert reader.said == "Undid: bookmarked 2 papers – except 1 paper, changed since"


async def test_a_change_that_changes_nothing_says_so(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "toggle", lambda *_: None)
    async with reading(library) as reader:
        await reader.press("b")
        assert reader.said == "Nothing to change: it was so already."


async def test_reading_in_full_can_leave_a_paper_unread(library: Library) -> None:
    async with reading(library, settings=Settings(read_on_open=False)) as reader:
        await reader.press("enter")
        assert not reader.current.triage.read


async def test_opening_a_read_paper_is_no_step(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("enter", "escape", "enter")
        assert len(library.history(9)) == 1


async def test_keys_act_on_the_paper_from_every_pane(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("l", "b", "h", "h", "m")
        assert reader.current.triage.bookmarked
        assert reader.current.triage.read


async def test_without_a_paper_there_is_nothing_to_mark(library: Library) -> None:
    async with reading(library, query="is:bookmarked") as reader:
        for key in "bmx":
            await reader.press(key)
            assert reader.said == "No paper here."
            reader.screen.footer.message = ""


async def test_changes_are_made_in_the_order_of_the_keys(library: Library) -> None:
    async with reading(library) as reader:
        await reader.pilot.press(*"bbbxmjb")
        await reader.settle()
        labels = [step.label for step in library.history(9)]
        assert labels == [
            "bookmarked 1 paper",
            "marked as read 1 paper",
            "archived 1 paper",
            "bookmarked 1 paper",
            "took the bookmark from 1 paper",
            "bookmarked 1 paper",
        ]


async def test_a_change_that_waits_its_turn_survives_quitting(library: Library) -> None:
    gate = threading.Event()
    async with reading(library) as reader:
        reader.app.desk.writes.submit(gate.wait)
        reader.screen.action_bookmark()
        await reader.pilot.pause()
        reader.app.workers.cancel_all()
        await reader.pilot.pause()
        gate.set()
        assert reader.app.desk.writes.close(5, reader.library.stop_waiting) == []
        assert len(library.bookmarked_ids()) == 1


async def test_a_failure_is_told_and_the_reader_goes_on(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise StorageError("The disk [/] is full.", "Make room.")

    async with reading(library) as reader:
        with monkeypatch.context() as patch:
            patch.setattr(library, "toggle", fail)
            await reader.press("b")
            assert reader.complaints == ["The disk [/] is full. Make room."]
        await reader.press("b")
        assert reader.current.triage.bookmarked
