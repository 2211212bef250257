"""Resizing, and coming back as it was left: nothing is lost."""

from itertools import cycle

import pytest

from tests.app.driver import MEDIUM, NARROW, WIDE, reading, visible
from tui.app.reader_state import ReaderState
from tui.library import CatchUp, Library

# Resizing


async def test_nothing_is_lost_on_resize(library: Library) -> None:
    async with reading(library, query="attention") as reader:
        await reader.press("j", "space", "space", "z", "j")
        kept = (reader.query, reader.current.id, reader.selected, reader.total)
        for size in (MEDIUM, NARROW, (20, 5), (10, 3), (1, 1), NARROW, (80, 24), WIDE):
            await reader.resize(size)
            assert (reader.query, reader.current.id, reader.selected, reader.total) == kept
        assert visible(reader) == ["filters", "list", "detail"]
        assert reader.current.paper.title[:30] in reader.shown


async def test_the_paper_under_the_cursor_stays_in_sight(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("f", "f", "G")
        title = reader.current.paper.title[:20]
        for size in (NARROW, MEDIUM, WIDE):
            await reader.resize(size)
            assert any("▌" in line and title in line for line in reader.lines)


async def test_a_smaller_screen_shows_papers_not_filters_over_them(library: Library) -> None:
    async with reading(library) as reader:
        await reader.resize(MEDIUM)
        assert visible(reader) == ["list", "detail"]
        await reader.resize(NARROW)
        assert visible(reader) == ["list"]
        await reader.resize(WIDE)
        assert visible(reader) == ["filters", "list", "detail"]


async def test_dialogs_survive_a_tiny_screen(library: Library) -> None:
    async with reading(library) as reader:
        sizes = cycle(((20, 5), WIDE))
        for key, size in zip(("question_mark", "t", "n", "e", "y", "S", "s"), sizes, strict=False):
            await reader.press(key)
            opened = reader.dialog
            await reader.resize(size)
            assert {len(line) for line in reader.lines} == {size[0]}
            assert reader.dialog == opened != ""
            await reader.press("escape")
            assert reader.dialog == ""


# Coming back


async def test_the_reader_comes_back_as_it_was_left(library: Library) -> None:
    async with reading(library, query="attention sort:title") as reader:
        await reader.press("j", "j", "j", "z", "f", "f", "l")
        left = reader.screen.state
        reader.screen.save_state()
        await reader.settle()
    async with reading(library) as reader:
        assert reader.screen.state == left
        assert left == ReaderState("attention sort:title", left.paper_id, "detail", True, False)
        assert reader.cursor == 3
        assert visible(reader) == ["list", "detail"]


async def test_a_paper_far_down_is_found_again(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("G", "k")
        left = reader.current.id
        reader.screen.save_state()
        await reader.settle()
    async with reading(library) as reader:
        assert reader.current.id == left
        assert reader.cursor == 53
        assert reader.current.paper.title[:20] in reader.shown


async def test_an_unchanged_state_is_not_written_again(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(library) as reader:
        reader.screen.save_state()
        await reader.settle()
        kept: list[object] = []
        monkeypatch.setattr(library, "save_session", kept.append)
        reader.screen.save_state()
        await reader.press("j")
        reader.screen.save_state()
        reader.screen.save_state()
        await reader.settle()
        assert len(kept) == 1


async def test_filters_closed_by_a_narrow_screen_are_open_on_the_next_wide_one(
    library: Library,
) -> None:
    async with reading(library, size=NARROW) as reader:
        await reader.press("j")
        reader.screen.save_state()
        await reader.settle()
    async with reading(library, size=WIDE) as reader:
        assert visible(reader) == ["filters", "list", "detail"]


async def test_an_index_made_anew_is_told(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "catch_up", lambda **_: CatchUp(55, "The index was damaged [/]."))
    async with reading(library) as reader:
        assert reader.said == "The index was damaged [/]."


async def test_papers_are_on_screen_before_the_index_is_there(library: Library) -> None:
    library.rebuild_index()
    async with reading(library) as reader:
        assert reader.total == 55
        await reader.search("attention")
        assert 0 < reader.total < 55
