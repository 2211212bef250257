"""Panes at every width, leaving, reading in full, and coming back as it was left."""

import pytest
from textual.events import MouseScrollDown

from tests.app.driver import MEDIUM, NARROW, WIDE, reading, visible
from tui.app.widgets.filter_pane import FilterPane
from tui.app.widgets.paper_detail import PaperDetail
from tui.app.widgets.paper_list import PaperList
from tui.config import Settings
from tui.library import Library

# Panes


async def test_a_wide_screen_has_three_panes(library: Library) -> None:
    async with reading(library, size=WIDE) as reader:
        assert visible(reader) == ["filters", "list", "detail"]
        assert reader.pane == "list"


async def test_a_medium_screen_has_two_and_filters_open_over_them(library: Library) -> None:
    async with reading(library, size=MEDIUM) as reader:
        assert visible(reader) == ["list", "detail"]
        before = reader.screen.paper_list.region
        await reader.press("f")
        assert "filters" in visible(reader)
        assert reader.screen.paper_list.region == before
        await reader.press("space", "tab")
        assert visible(reader) == ["list", "detail"]
        assert reader.query == "is:inbox"


async def test_a_narrow_screen_has_one_pane_at_a_time(library: Library) -> None:
    async with reading(library, size=NARROW) as reader:
        seen = [visible(reader)]
        for key in ("tab", "tab", "l", "h", "shift+tab"):
            await reader.press(key)
            seen.append(visible(reader))
        assert seen == [["list"], ["detail"], ["list"], ["detail"], ["list"], ["detail"]]
        await reader.press("escape", "f")
        assert reader.pane == "filters"
        await reader.press("f")
        assert visible(reader) == ["list"]


async def test_no_line_is_wider_than_the_screen(library: Library) -> None:
    async with reading(library, query="attention") as reader:
        for size in (WIDE, MEDIUM, NARROW, (80, 24), (99, 20), (100, 20), (79, 18)):
            await reader.resize(size)
            assert len(reader.lines) == size[1]
            assert {len(line) for line in reader.lines} == {size[0]}
            assert "? help" in reader.lines[-1]
            assert reader.lines[0].startswith(" papertui · 55 papers")


async def test_panes_can_be_left_out_by_configuration(library: Library) -> None:
    async with reading(library, settings=Settings(panes=("detail",))) as reader:
        assert visible(reader) == ["list", "detail"]
    async with reading(library, settings=Settings(panes=("filters",)), query="") as reader:
        assert "detail" not in visible(reader)


async def test_the_detail_pane_scrolls(library: Library) -> None:
    async with reading(library, size=(100, 20)) as reader:
        await reader.press("l", "j", "down")
        detail = reader.part(PaperDetail)
        assert detail.scroll_y == 2
        await reader.press("G")
        end = detail.scroll_y
        assert end > 2
        await reader.press("ctrl+u", "ctrl+d", "k")
        assert detail.scroll_y == end - 1
        await reader.press("g")
        assert detail.scroll_y == 0
        await reader.press("G", "h", "j")
        assert detail.scroll_y == 0


async def test_filters_are_walked_and_left(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("f", "G", "g", "j", "down", "k", "space")
        assert reader.query == "is:unread"
        await reader.press("escape")
        assert reader.pane == "list"
        assert visible(reader) == ["filters", "list", "detail"]


async def test_widening_ticks_become_alternatives(rich_library: Library) -> None:
    async with reading(rich_library) as reader:
        filters = reader.part(FilterPane)
        await reader.press("f", "G", "k", "space")
        first = reader.query
        await reader.press("j", "space")
        assert reader.query.startswith("(") or " OR " in reader.query, first
        assert reader.total > 0
        assert filters.has_focus


# Leaving


async def test_escape_leaves_the_innermost_first(library: Library) -> None:
    async with reading(library, query="attention") as reader:
        await reader.press("space", "enter")
        assert visible(reader) == ["document"]
        await reader.press("escape")
        assert visible(reader) == ["filters", "list", "detail"]
        assert len(reader.selected) == 1
        await reader.press("escape")
        assert reader.selected == []
        await reader.press("l", "escape")
        assert reader.pane == "list"
        assert reader.query == "attention"
        await reader.press("escape")
        assert reader.query == ""
        await reader.press("escape")
        assert reader.total == 55


async def test_clearing_the_query_stays_on_the_paper(library: Library) -> None:
    async with reading(library, query="loconet") as reader:
        await reader.press("escape")
        assert reader.total == 55
        assert reader.current.paper.title.startswith("LoCoNet")


async def test_reading_in_full_is_left_for_filters(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("enter", "tab", "h", "l")
        assert visible(reader) == ["document"]
        await reader.press("f")
        assert visible(reader) == ["filters", "list", "detail"]
        assert reader.pane == "filters"


async def test_reading_in_full_is_left_for_the_bar(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("enter")
        await reader.pilot.click("#query")
        await reader.settle()
        assert reader.typing
        assert visible(reader) == ["filters", "list", "detail"]


async def test_tab_in_the_bar_goes_back_to_the_papers(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("slash", "tab")
        assert not reader.typing
        assert reader.pane == "list"


async def test_the_bar_continues_the_query_after_a_space(library: Library) -> None:
    async with reading(library, query="attention") as reader:
        await reader.press("slash", *"long", "enter")
        assert reader.query == "attention long"


async def test_the_footer_says_the_keys_of_the_place(library: Library) -> None:
    async with reading(library) as reader:
        assert "b bookmark" in reader.lines[-1]
        await reader.press("slash")
        assert "↑↓ earlier searches" in reader.lines[-1]
        await reader.press("escape", "f")
        assert "! exclude" in reader.lines[-1]
        await reader.press("escape")
        assert "b bookmark" in reader.lines[-1]


# The mouse


async def test_a_click_puts_the_cursor_on_a_paper_and_two_open_it(library: Library) -> None:
    async with reading(library) as reader:
        await reader.pilot.click(PaperList, offset=(10, 5))
        await reader.settle()
        assert reader.cursor == 2
        await reader.pilot.double_click(PaperList, offset=(10, 2))
        await reader.settle()
        assert reader.cursor == 1
        assert visible(reader) == ["document"]


async def test_a_click_below_the_last_paper_does_nothing(library: Library) -> None:
    async with reading(library, query="loconet") as reader:
        await reader.pilot.click(PaperList, offset=(10, 20))
        await reader.settle()
        assert reader.cursor == 0


async def test_a_click_ticks_a_filter(library: Library) -> None:
    async with reading(library) as reader:
        await reader.pilot.click(FilterPane, offset=(4, 2))
        await reader.settle()
        assert reader.query == "is:inbox"


async def test_the_wheel_scrolls_the_list(library: Library) -> None:
    async with reading(library) as reader:
        papers = reader.screen.paper_list
        await reader.pilot._post_mouse_events([MouseScrollDown], PaperList, offset=(10, 10))
        await reader.settle()
        assert papers.scroll_y > 0
        assert reader.cursor == 0


async def test_quitting_from_the_note_dialog_keeps_the_note(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("n")
        await reader.press(*"half")
        await reader.press("ctrl+q")
        assert reader.app.is_running
        assert library.entries([1])[0].triage.note == "half"


async def test_a_selection_does_not_outlive_the_query_it_was_made_in(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("asterisk")
        await reader.search("titans")
        await reader.press("x")
        assert library.counts().archived == 1


async def test_work_that_fails_unexpectedly_is_told(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise KeyError("[/]")

    async with reading(library) as reader:
        monkeypatch.setattr(library, "toggle", fail)
        await reader.press("b")
        await reader.settle()
        assert "papertui failed where it should not" in reader.complaints[0]
        await reader.press("j")
        assert reader.cursor == 1
