"""Keys that do something with papers, or with the screen."""

from pathlib import Path

from textual.command import CommandPalette

from tests.app.driver import Driver
from tests.app.keys import pressing
from tests.app.outside import Outside
from tests.app.sample import MANY_LINKS

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


@pressing("paper.note_editor")
async def an_editor_is_given_the_terminal_if_there_is_one(reader: Driver, _: Outside) -> None:
    await reader.press("N")
    assert reader.complaints == [
        "The screen can't be given to an editor here. n writes the note in papertui."
    ]


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


@pressing("history")
async def capital_u_lists_the_steps_and_walks_up_to_one(reader: Driver, _: Outside) -> None:
    await reader.press("b", "j", "m", "j", "x", "U")
    assert reader.dialog == "HistoryDialog"
    assert "archived 1 paper" in reader.shown
    await reader.press("j", "j")
    assert "enter takes 3 changes back" in reader.shown
    await reader.press("enter")
    assert reader.said == "Undid 3 changes"
    assert reader.library.counts().inbox == 55
    assert reader.library.bookmarked_ids() == []


# One paper at a time


@pressing("focus", "focus.keep", "focus.dismiss", "focus.later", "focus.back")
async def capital_t_shows_one_paper_at_a_time(reader: Driver, _: Outside) -> None:
    first, second, third, fourth = list(reader.screen.paper_list.ids[:4])
    await reader.press("T")
    assert reader.screen.in_focus
    assert "0 of 55 · 0 kept" in reader.shown
    await reader.press("b", "x", "j")
    assert reader.screen.target_ids == [fourth]
    assert "2 of 55 · 1 kept" in reader.shown
    await reader.press("k")
    assert reader.screen.target_ids == [third]
    kept, dismissed, left = (entry.triage for entry in reader.library.entries([1, 2, 3]))
    assert (first, second) == (1, 2)
    assert (kept.bookmarked, kept.archived) == (True, True)
    assert (dismissed.bookmarked, dismissed.archived) == (False, True)
    assert not left.archived
    await reader.press("T")
    assert not reader.screen.in_focus
    assert reader.screen.paper_list.current_id == third


@pressing("focus.read", "focus.down", "focus.up")
async def the_paper_in_focus_is_scrolled_and_read_in_full(reader: Driver, _: Outside) -> None:
    await reader.resize((80, 20))
    await reader.press("T", "down")
    scrolled = reader.screen.papers_widget.scroll_offset.y
    await reader.press("up")
    assert scrolled > reader.screen.papers_widget.scroll_offset.y == 0
    await reader.press("enter")
    assert reader.pane == "document"
    await reader.press("escape")
    assert reader.screen.in_focus
    assert reader.pane == "list"


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
    assert reader.pane == "document"
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


@pressing("paper.enrich")
async def capital_e_looks_up_what_a_paper_lacks(reader: Driver, _: Outside) -> None:
    await reader.press("E")
    assert reader.said == "1 paper not looked up"
    assert "HF_HUB_OFFLINE is set" in reader.complaints[0]


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
    while not reader.app._exit:
        await reader.pilot.pause()
    await reader.app.on_unmount()
    assert reader.library.session() == left.to_session()
