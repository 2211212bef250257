"""Tags as they are typed, completed and applied."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.widgets import Input

from tests.app.driver import reading
from tui.app.screens.tag_dialog import TagDialog, TagEdit, TagSuggester, parse_tags
from tui.library import Library
from tui.papers.paper import TriageChange


@pytest.mark.parametrize(
    ("line", "tags"),
    [
        ("", []),
        ("toread", ["toread"]),
        (" vision, #toread,,x ", ["vision", "toread", "x"]),
        ("## #", []),
        ("a/b c++ #1", ["a/b", "c++", "1"]),
        ("深度 学习", ["深度", "学习"]),
    ],
)
def test_tags_are_split_at_spaces_and_commas(line: str, tags: list[str]) -> None:
    assert parse_tags(line) == tags


@given(st.text())
@settings(max_examples=100)
def test_no_tag_is_empty_or_has_a_space(line: str) -> None:
    for tag in parse_tags(line):
        assert tag
        assert tag == tag.strip()
        assert '"' in line or len(tag.split()) == 1
        assert '"' in line or not tag.startswith("#")


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (TagEdit(("a", "b"), ()), "tagged a b"),
        (TagEdit((), ("c",)), "untagged c"),
        (TagEdit(("a",), ("c",)), "tagged a, untagged c"),
    ],
)
def test_an_edit_says_what_it_does(edit: TagEdit, words: str) -> None:
    assert str(edit) == words


@pytest.mark.parametrize(
    ("typed", "completed"),
    [("to", "toread"), ("x vi", "x vision"), ("", None), ("to ", None), ("zz", None)],
)
async def test_the_last_tag_is_completed(typed: str, completed: str | None) -> None:
    assert await TagSuggester(["toread", "vision"]).get_suggestion(typed) == completed


async def test_the_tags_that_all_selected_papers_share_can_be_edited(library: Library) -> None:
    library.triage([1, 2], TriageChange(add_tags=("shared", "toread")), "tag")
    library.triage([1], TriageChange(add_tags=("own",)), "tag")
    async with reading(library) as reader:
        await reader.press("space", "space", "t")
        assert reader.part(Input).value == "shared toread "
        assert "2 papers" in reader.shown
        assert "in use: shared toread own" in reader.shown
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
        assert "ctrl+x leaves all as it was" in reader.shown
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


async def test_without_a_paper_there_is_nothing_to_tag(library: Library) -> None:
    async with reading(library, query="is:bookmarked") as reader:
        await reader.press("t")
        assert reader.dialog == ""
        assert reader.said == "No paper here to tag."
