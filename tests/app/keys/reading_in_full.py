"""Keys of a text that is read in full."""

from tests.app.driver import Driver
from tests.app.full_texts import put_text, top_line
from tests.app.keys import pressing
from tests.app.outside import Outside
from tui.app.widgets.document_view import DocumentView


async def open_text(reader: Driver) -> DocumentView:
    """Read the first paper, whose text the library has; its view is low enough to scroll."""
    put_text(reader.library, reader.current.id)
    await reader.resize((90, 16))
    await reader.press("enter")
    return reader.screen.document_view


@pressing("document.contents")
async def c_goes_to_a_section(reader: Driver, _: Outside) -> None:
    await open_text(reader)
    await reader.press("c")
    assert reader.dialog == "Contents"
    assert "1.1 Details" in reader.shown
    await reader.press("j", "j", "enter")
    assert top_line(reader) == "1.1 Details"


@pressing("document.search", "document.match_next", "document.match_previous")
async def a_slash_finds_words_in_the_text(reader: Driver, _: Outside) -> None:
    view = await open_text(reader)
    await reader.press("slash", *"reference", "enter")
    assert "1 of 2" in reader.lines[-2]
    assert view.has_focus
    await reader.press("full_stop")
    assert "2 of 2" in reader.lines[-2]
    assert "The first reference" in reader.shown
    await reader.press("comma")
    assert "1 of 2" in reader.lines[-2]


@pressing("document.section_next", "document.section_previous")
async def parentheses_go_from_section_to_section(reader: Driver, _: Outside) -> None:
    await open_text(reader)
    seen = []
    for key in (*[")"] * 3, "("):
        await reader.press({")": "right_parenthesis", "(": "left_parenthesis"}[key])
        seen.append(top_line(reader))
    assert seen == ["The title of the text", "1 Method", "1.1 Details", "1 Method"]


@pressing("document.screen_down")
async def the_space_bar_goes_a_screen_down(reader: Driver, _: Outside) -> None:
    view = await open_text(reader)
    await reader.press("space")
    assert view.scroll_offset.y == view.scrollable_content_region.height - 2


@pressing("document.link_next", "document.link_previous", "document.follow", "document.back")
async def links_are_stepped_through_and_followed(reader: Driver, outside: Outside) -> None:
    view = await open_text(reader)
    await reader.press("tab", "tab", "enter")
    assert outside.opened == ["https://github.com/some/code"]
    await reader.press("tab", "enter")
    assert "[1] The first reference" in reader.shown
    assert view.scroll_offset.y > 20
    await reader.press("backspace")
    assert view.scroll_offset.y == 0
    await reader.press("shift+tab", "enter")
    assert outside.opened[1:] == ["https://github.com/some/code"]


@pressing("document.again")
async def a_capital_f_fetches_the_text_again(reader: Driver, _: Outside) -> None:
    await open_text(reader)
    await reader.press("F")
    assert reader.said.startswith("The text was read before.")


@pressing("paper.download", rich=True)
async def d_says_where_the_pdf_is(reader: Driver, _: Outside) -> None:
    file = reader.library.paths.data_folder / "pdfs" / "1706.03762.pdf"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"%PDF-1.7")
    await reader.press("d")
    assert reader.said == f"P opens {file}"
