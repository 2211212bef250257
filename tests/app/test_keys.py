"""Every key of the table, pressed for real in the running reader."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.command import CommandPalette

from tests.app.driver import Driver, reading
from tests.app.outside import Outside
from tests.app.sample import MANY_LINKS
from tui.app.bindings import KEYS
from tui.library import Library

Case = Callable[[Driver, Outside], Awaitable[None]]

CASES: dict[str, Case] = {}
ON_RICH_PAPERS: set[Case] = set()

LAST = 54
HALF_PAGE = 10


def pressing(*ids: str, rich: bool = False) -> Callable[[Case], Case]:
    """Register what must hold of the keys with these ids, on the seed papers or on rich ones."""

    def register(case: Case) -> Case:
        CASES.update(dict.fromkeys(ids, case))
        if rich:
            ON_RICH_PAPERS.add(case)
        return case

    return register


# Moving


@pressing("cursor.down", "cursor.up")
async def the_cursor_goes_down_and_up(reader: Driver, _: Outside) -> None:
    await reader.press("j", "down", "j")
    assert reader.cursor == 3
    await reader.press("k", "up")
    assert reader.cursor == 1
    await reader.press("k", "k", "k")
    assert reader.cursor == 0


@pressing("cursor.first", "cursor.last")
async def the_cursor_goes_to_the_ends(reader: Driver, _: Outside) -> None:
    for first, last in (("g", "G"), ("home", "end")):
        await reader.press(last)
        assert reader.cursor == LAST
        await reader.press("j")
        assert reader.cursor == LAST
        await reader.press(first)
        assert reader.cursor == 0


@pressing("page.down", "page.up")
async def the_cursor_goes_half_a_page(reader: Driver, _: Outside) -> None:
    await reader.press("ctrl+d")
    assert HALF_PAGE <= reader.cursor <= 12
    await reader.press("pagedown", "ctrl+u", "pageup")
    assert reader.cursor == 0


@pressing("pane.next", "pane.previous")
async def tab_goes_around_the_panes(reader: Driver, _: Outside) -> None:
    around = []
    for _key in range(3):
        await reader.press("tab")
        around.append(reader.pane)
    assert around == ["detail", "filters", "list"]
    await reader.press("shift+tab")
    assert reader.pane == "filters"


@pressing("pane.left", "pane.right")
async def left_and_right_stop_at_the_outer_panes(reader: Driver, _: Outside) -> None:
    await reader.press("l")
    assert reader.pane == "detail"
    await reader.press("l")
    assert reader.pane == "detail"
    await reader.press("h", "h")
    assert reader.pane == "filters"
    await reader.press("h")
    assert reader.pane == "filters"


@pressing("leave")
async def escape_leaves_the_bar_and_then_clears_the_query(reader: Driver, _: Outside) -> None:
    await reader.press("slash")
    await reader.type("attention")
    await reader.press("escape")
    assert not reader.typing
    assert reader.query == "attention"
    assert reader.total < 55
    await reader.press("escape")
    assert reader.query == ""
    assert reader.total == 55


# Finding


@pressing("search")
async def the_bar_searches_while_typing(reader: Driver, _: Outside) -> None:
    await reader.press("slash")
    assert reader.typing
    await reader.press("l", "o", "c", "o", "n")
    assert reader.query == "locon"
    assert [entry.paper.title[:7] for entry in reader.entries()] == ["LoCoNet"]
    assert "1 of 55" in reader.shown
    await reader.press("enter")
    assert not reader.typing
    assert reader.current.paper.title.startswith("LoCoNet")


@pressing("filters")
async def f_enters_the_filters_and_closes_them(reader: Driver, _: Outside) -> None:
    await reader.press("f")
    assert reader.pane == "filters"
    await reader.press("f")
    assert reader.pane == "list"
    assert not reader.screen.filters.display
    await reader.press("f")
    assert reader.pane == "filters"
    assert reader.screen.filters.display


@pressing("filter.tick", "filter.exclude")
async def ticks_edit_the_query(reader: Driver, _: Outside) -> None:
    await reader.press("f", "j", "j", "j", "j", "j")
    await reader.press("space")
    assert reader.query == "has:code"
    assert reader.total == 5
    await reader.press("enter")
    assert reader.query == ""
    await reader.press("exclamation_mark")
    assert reader.query == "-has:code"
    assert reader.total == 50
    assert reader.pane == "filters"


@pressing("sort")
async def the_order_is_chosen_from_a_menu(reader: Driver, _: Outside) -> None:
    await reader.press("s")
    assert reader.dialog == "Menu"
    await reader.press("t")
    assert reader.dialog == ""
    assert reader.query == "sort:title"
    titles = [entry.paper.title.casefold() for entry in reader.entries()]
    assert titles == sorted(titles)
    assert reader.current.paper.title.startswith("GPSFormer")


@pressing("search.save")
async def a_search_is_saved_under_a_name(reader: Driver, _: Outside) -> None:
    await reader.search("attention")
    await reader.press("S")
    await reader.type("heads")
    await reader.press("enter")
    assert [(saved.name, saved.query) for saved in reader.library.saved_searches()] == [
        ("heads", "attention")
    ]
    assert "heads" in reader.said


@pressing("similar")
async def similar_papers_are_found(reader: Driver, _: Outside) -> None:
    number = reader.current.id
    await reader.press("i")
    assert reader.query == f"similar:{number}"
    assert reader.total > 0
    assert number not in reader.screen.paper_list.ids


@pressing("day.previous", "day.next", rich=True)
async def list_days_are_walked(reader: Driver, _: Outside) -> None:
    days = []
    for key in ("left_square_bracket", "left_square_bracket", "right_square_bracket"):
        await reader.press(key)
        days.append(reader.query)
    assert days == ["date:2025-03-13", "date:2025-03-12", "date:2025-03-13"]
    await reader.press("right_square_bracket")
    assert reader.query == "date:2025-03-13"
    assert "later" in reader.said


@pressing("refresh")
async def archived_papers_leave_at_a_refresh(reader: Driver, _: Outside) -> None:
    await reader.search("is:inbox")
    archived = reader.current.id
    await reader.press("x")
    assert reader.total == 55
    below = reader.current.id
    await reader.press("r")
    assert reader.total == 54
    assert archived not in reader.screen.paper_list.ids
    assert reader.current.id == below


# Triage


@pressing("paper.bookmark")
async def b_bookmarks_and_takes_the_bookmark_back(reader: Driver, _: Outside) -> None:
    await reader.press("b")
    assert reader.current.triage.bookmarked
    assert "★ GPSFormer" in reader.shown
    await reader.press("b")
    assert not reader.current.triage.bookmarked
    assert "★ GPSFormer" not in reader.shown


@pressing("paper.read_mark")
async def m_marks_as_read_and_as_unread(reader: Driver, _: Outside) -> None:
    await reader.press("m")
    assert reader.current.triage.read
    await reader.press("m")
    assert not reader.current.triage.read


@pressing("paper.archive")
async def x_archives_and_goes_on_while_the_row_stays(reader: Driver, _: Outside) -> None:
    archived = reader.current.id
    await reader.press("x")
    assert reader.library.entries([archived])[0].triage.archived
    assert reader.cursor == 1
    assert reader.screen.paper_list.ids[0] == archived
    assert "× GPSFormer" in reader.shown
    assert "54 in inbox" in reader.shown


@pressing("paper.tags")
async def tags_are_given_in_a_dialog(reader: Driver, _: Outside) -> None:
    await reader.press("t")
    assert reader.dialog == "TagDialog"
    await reader.type("vision, #toread")
    await reader.press("enter")
    assert reader.current.triage.tags == ("toread", "vision")
    assert "#toread" in reader.shown


@pressing("paper.note")
async def a_note_is_written_in_a_dialog(reader: Driver, _: Outside) -> None:
    await reader.press("n")
    assert reader.dialog == "NoteDialog"
    await reader.press("q", "o", "k", "enter", "j", "escape")
    assert reader.dialog == ""
    assert reader.current.triage.note == "qok\nj"


@pressing("undo", "redo")
async def changes_are_undone_and_redone_where_they_were_made(reader: Driver, _: Outside) -> None:
    await reader.press("b", "j", "j")
    await reader.press("u")
    assert reader.cursor == 0
    assert not reader.current.triage.bookmarked
    await reader.press("u")
    assert reader.said == "Nothing to undo."
    await reader.press("G", "ctrl+r")
    assert reader.cursor == 0
    assert reader.current.triage.bookmarked
    await reader.press("ctrl+r")
    assert reader.said == "Nothing to redo."


# Selecting


@pressing("select")
async def space_selects_and_goes_down(reader: Driver, _: Outside) -> None:
    await reader.press("space", "space")
    assert reader.selected == list(reader.screen.paper_list.ids[:2])
    assert reader.cursor == 2
    assert "2 selected" in reader.lines[0]
    await reader.press("k", "space")
    assert reader.selected == [reader.screen.paper_list.ids[0]]


@pressing("select.range")
async def v_selects_a_range(reader: Driver, _: Outside) -> None:
    await reader.press("j", "v", "j", "j")
    assert reader.selected == list(reader.screen.paper_list.ids[1:4])
    await reader.press("v", "j")
    assert reader.selected == list(reader.screen.paper_list.ids[1:4])
    await reader.press("escape")
    assert reader.selected == []


@pressing("select.all")
async def a_star_selects_all_of_the_query(reader: Driver, _: Outside) -> None:
    await reader.search("has:code")
    await reader.press("asterisk")
    assert len(reader.selected) == 5
    await reader.press("asterisk")
    assert reader.selected == []


# Opening and taking along


@pressing("paper.open")
async def enter_reads_in_full_and_marks_as_read(reader: Driver, _: Outside) -> None:
    await reader.press("enter")
    assert reader.pane == "detail"
    assert not reader.screen.paper_list.is_on_screen
    assert reader.current.triage.read
    await reader.press("escape")
    assert reader.pane == "list"
    assert reader.screen.paper_list.is_on_screen


@pressing("paper.code")
async def o_opens_the_code(reader: Driver, outside: Outside) -> None:
    await reader.press("o")
    assert outside.opened == ["https://github.com/changshuowang/GPSFormer"]
    assert reader.said == "Opened https://github.com/changshuowang/GPSFormer"


@pressing("paper.page")
async def p_opens_the_page(reader: Driver, outside: Outside) -> None:
    await reader.press("p")
    assert outside.opened[0].startswith("https://arxiv.org/search/?query=GPSFormer")


@pressing("paper.pdf", rich=True)
async def capital_p_opens_the_pdf(reader: Driver, outside: Outside) -> None:
    await reader.press("P")
    assert outside.opened == ["https://arxiv.org/pdf/1706.03762"]


@pressing(*(f"link.{number}" for number in range(1, 10)), rich=True)
async def digits_open_the_numbered_links(reader: Driver, outside: Outside) -> None:
    await reader.press(*"123456789")
    assert sorted(outside.opened) == sorted(link.url for link in MANY_LINKS.links)
    await reader.press("j", "2")
    assert reader.said == "This paper has 1 link."


@pressing("copy")
async def y_copies_what_is_chosen(reader: Driver, outside: Outside) -> None:
    await reader.press("y")
    assert reader.dialog == "Menu"
    await reader.press("c")
    assert outside.clipboard == "https://github.com/changshuowang/GPSFormer"
    assert reader.said.startswith("Copied to the clipboard: https://")


@pressing("export")
async def e_exports_to_a_file(reader: Driver, _: Outside) -> None:
    await reader.press("e")
    assert reader.dialog == "ExportDialog"
    await reader.press("enter")
    assert reader.dialog == ""
    assert Path("papers.md").read_text("utf-8").count("GPSFormer") >= 1
    assert reader.said == "Exported 55 papers to papers.md"


# The screen


@pressing("density")
async def z_shows_one_line_a_paper(reader: Driver, _: Outside) -> None:
    far_down = reader.entries()[35].paper.title[:20]
    assert far_down not in reader.shown
    await reader.press("z")
    assert far_down in reader.shown
    await reader.press("z")
    assert far_down not in reader.shown


@pressing("help")
async def a_question_mark_shows_the_keys(reader: Driver, _: Outside) -> None:
    await reader.press("question_mark")
    assert reader.dialog == "HelpScreen"
    assert "archive and go on" in reader.shown
    await reader.press("question_mark")
    assert reader.dialog == ""


@pressing("palette")
async def the_palette_opens(reader: Driver, _: Outside) -> None:
    await reader.press("ctrl+p")
    assert isinstance(reader.app.screen, CommandPalette)
    await reader.press("escape")
    assert reader.dialog == ""


@pressing("quit")
async def q_quits_and_the_place_is_kept(reader: Driver, _: Outside) -> None:
    await reader.press("j", "j", "z")
    left = reader.screen.state
    await reader.pilot.press("q")
    await reader.pilot.pause()
    assert not reader.app.is_running or reader.app._exit
    await reader.app.on_unmount()
    assert reader.library.session() == left.to_session()


def test_every_key_has_a_case() -> None:
    assert set(CASES) == {key.id for key in KEYS}


@pytest.mark.parametrize("case", dict.fromkeys(CASES.values()), ids=lambda case: case.__name__)
async def test_key(case: Case, request: pytest.FixtureRequest, outside: Outside) -> None:
    name = "rich_library" if case in ON_RICH_PAPERS else "library"
    library: Library = request.getfixturevalue(name)
    async with reading(library) as reader:
        await case(reader, outside)
