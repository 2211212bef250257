"""Tags as they are typed, completed and applied."""

import threading
from collections.abc import Sequence

import pytest
from textual.widgets import Input

from tests.app.driver import reading
from tui.app.screens.tag_dialog import TagDialog, TagSuggester
from tui.library import Library, Step
from tui.papers.paper import TriageChange


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("to", "toread"),
        ("x vi", "x vision"),
        ("", None),
        ("to ", None),
        ("zz", None),
        ("toread", None),
    ],
)
async def test_the_last_tag_is_completed(typed: str, completed: str | None) -> None:
    assert await TagSuggester([("toread", 3), ("vision", 1)]).get_suggestion(typed) == completed


async def test_the_tags_that_all_selected_papers_share_can_be_edited(library: Library) -> None:
    library.triage([1, 2], TriageChange(add_tags=("shared", "toread")), "tag")
    library.triage([1], TriageChange(add_tags=("own",)), "tag")
    async with reading(library) as reader:
        await reader.press("space", "space", "t")
        assert reader.part(Input).value == "shared toread "
        assert "2 papers" in reader.shown
        assert "in use: own 1" in reader.shown
        await reader.type("toread new")
        await reader.press("enter")
        one, two = (entry.triage.tags for entry in library.entries([1, 2]))
        assert one == ("new", "own", "toread")
        assert two == ("new", "toread")
        assert reader.said.startswith("tagged new, untagged shared on 2 papers")
        await reader.press("u")
        assert library.entries([2])[0].triage.tags == ("shared", "toread")


async def test_tags_can_be_left_as_they_were(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("t")
        assert "ctrl+x leaves as it was" in reader.shown
        await reader.type("toread")
        await reader.press("ctrl+x")
        await reader.press("t", "enter")
        assert reader.dialog == ""
        assert reader.current.triage.tags == ()
        assert library.history(5) == []


@pytest.mark.parametrize("key", ["escape", "ctrl+q"])
async def test_what_was_typed_is_kept_when_the_dialog_is_left(library: Library, key: str) -> None:
    async with reading(library) as reader:
        await reader.press("t", *"toread", key)
        assert reader.dialog == ""
        assert reader.current.triage.tags == ("toread",)
        await reader.press("u")
        assert reader.current.triage.tags == ()


async def test_keys_typed_into_the_dialog_are_text(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("t", *"qbxj")
        assert reader.dialog == "TagDialog"
        assert reader.part(Input).value == "qbxj"
        assert isinstance(reader.app.screen, TagDialog)


async def test_a_tag_in_use_is_completed_by_the_right_arrow(library: Library) -> None:
    library.triage([3], TriageChange(add_tags=("toread",)), "tag")
    async with reading(library) as reader:
        await reader.press("t", "t", "o", "right", "enter")
        assert reader.current.triage.tags == ("toread",)


async def test_tags_in_use_are_offered_with_their_counts_and_completed_by_tab(
    library: Library,
) -> None:
    library.triage([3, 4], TriageChange(add_tags=("vlm",)), "tag")
    library.triage([5, 6, 7], TriageChange(add_tags=("chain of thought", "vision")), "tag")
    async with reading(library) as reader:
        await reader.press("t", "v")
        assert "vision 3 · vlm 2" in reader.shown
        await reader.press("tab", "tab")
        assert reader.part(Input).value == "vlm "
        assert "vision 3 · vlm 2" in reader.shown
        await reader.press("tab", *"new")
        assert "a new tag" in reader.shown
        await reader.press("space", *"of", "tab", "enter")
        assert reader.current.triage.tags == ("chain of thought", "new", "vision")
        assert reader.said.startswith('tagged "chain of thought" new vision on 1 paper')


async def test_a_tag_is_renamed_on_all_its_papers(library: Library) -> None:
    library.triage([1, 2], TriageChange(add_tags=("vison",)), "tag")
    async with reading(library) as reader:
        reader.screen.action_rename_tag()
        await reader.settle()
        assert "vison 2" in reader.shown
        await reader.press("enter")
        await reader.type("vision")
        await reader.press("enter")
        assert [entry.triage.tags for entry in library.entries([1, 2])] == [("vision",)] * 2
        assert "#vision" in reader.shown
        assert reader.said.startswith("renamed the tag “vison” to “vision”")


async def test_without_a_paper_there_is_nothing_to_tag(library: Library) -> None:
    async with reading(library, query="is:bookmarked") as reader:
        await reader.press("t")
        assert reader.dialog == ""
        assert reader.said == "No paper here to tag."


async def test_the_dialog_opens_on_the_tags_that_keys_before_it_gave(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()
    triage = library.triage

    def triage_late(ids: Sequence[int], change: TriageChange) -> Step | None:
        gate.wait(timeout=10)
        return triage(ids, change)

    monkeypatch.setattr(library, "triage", triage_late)
    async with reading(library) as reader:
        await reader.press("t", *"new")
        await reader.press_without_waiting("enter", "t")
        gate.set()
        await reader.settle()
        assert reader.part(Input).value == "new "
