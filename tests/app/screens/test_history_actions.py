"""The list of steps, and walking many of them."""

from tests.app.driver import reading
from tui.library import Library
from tui.papers.paper import TriageChange


async def test_many_steps_are_walked_back_and_forth(library: Library) -> None:
    for number in range(1, 6):
        library.triage([number], TriageChange(bookmarked=True), f"bookmarked {number}")
    async with reading(library) as reader:
        await reader.press("U", "j", "j", "j", "enter")
        assert reader.said == "Undid 4 changes"
        assert library.bookmarked_ids() == [1]
        await reader.press("U", "k", "k", "enter")
        assert reader.said == "Redid 2 changes"
        assert library.bookmarked_ids() == [1, 2, 3]
        await reader.press("U", "enter")
        assert reader.said == "Undid: bookmarked 3"
        assert reader.screen.paper_list.current_id == 3


async def test_a_step_that_another_papertui_made_since_is_not_taken_back(
    library: Library,
) -> None:
    library.triage([1], TriageChange(bookmarked=True), "bookmarked 1")
    async with reading(library) as reader:
        await reader.press("U")
        library.triage([2], TriageChange(bookmarked=True), "bookmarked 2")
        await reader.press("enter")
        assert reader.said == "The history has changed meanwhile; look at it again."
        assert library.bookmarked_ids() == [1, 2]


async def test_without_changes_there_is_no_history(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("U")
        assert reader.dialog == ""
        assert reader.said == "Nothing was changed yet."
