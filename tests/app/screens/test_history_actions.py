"""The list of steps, and walking many of them."""

import pytest

from tests.app.driver import reading
from tui.app.screens import history_actions
from tui.errors import StorageError
from tui.library import Library, Step, Undone
from tui.papers.paper import TriageChange


async def test_many_steps_are_walked_back_and_forth(library: Library) -> None:
    for number in range(1, 6):
        library.triage([number], TriageChange(bookmarked=True))
    async with reading(library, keymap={"history": "H"}) as reader:
        await reader.press("H", "H")
        assert reader.dialog == ""
        await reader.press("H")
        assert "bookmarked 1 paper · The Local Interaction Basis" in reader.shown
        await reader.press("g", "G", "k", "enter")
        assert reader.said == "Undid 4 changes"
        assert library.bookmarked_ids() == [1]
        await reader.press("H", "k", "k", "enter")
        assert reader.said == "Redid 2 changes"
        assert library.bookmarked_ids() == [1, 2, 3]
        await reader.press("H", "enter")
        assert reader.said.startswith("Undid: bookmarked 1 paper · Mega-TTS: Zero-Shot")
        assert reader.screen.paper_list.current_id == 3


async def test_steps_are_walked_only_where_they_are_still_those_that_were_listed(
    library: Library,
) -> None:
    async with reading(library) as reader:
        await reader.pilot.press("b", "U", "enter")
        await reader.settle()
        assert reader.said.startswith("Undid: bookmarked 1 paper · GPSFormer: A Global")
        assert library.bookmarked_ids() == []
        for number in range(1, 5):
            library.triage([number], TriageChange(bookmarked=True))
        await reader.press("U", "j")
        library.undo()
        await reader.press("enter")
        assert reader.said == "The history has changed meanwhile; look at it again."
        assert library.bookmarked_ids() == [1, 2, 3]


async def test_a_walk_that_fails_tells_how_far_it_came(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = [library.triage([number], TriageChange(bookmarked=True)) for number in range(1, 6)]

    def undo(expected: Step | None = None) -> Undone | None:
        if expected == steps[2]:
            raise StorageError("The disk is full.", "Make room.")
        return Library.undo(library, expected)

    monkeypatch.setattr(history_actions, "_FEW_STEPS", 2)
    monkeypatch.setattr(library, "undo", undo)
    async with reading(library) as reader:
        await reader.press("U", "j", "j")
        assert "enter lists older changes, too" in reader.shown
        await reader.press("enter", "j", "j", "enter")
        assert reader.said == "Undid 2 of 5 changes"
        assert reader.complaints == ["The disk is full. Make room."]
        assert library.bookmarked_ids() == [1, 2, 3]


async def test_without_changes_there_is_no_history(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("U")
        assert reader.dialog == ""
        assert reader.said == "Nothing was changed yet."
