"""Reading a paper in full: what comes in, leaving, the place, and finding one's way."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from pytest_httpserver import HTTPServer
from textual.widgets import Input, OptionList

from tests.app.driver import Driver, reading, visible
from tests.app.full_texts import PAPER, PARAGRAPH, put_text, top_line
from tests.app.outside import Outside
from tests.hostile import HOSTILE_TEXTS
from tui.app.document.layout import Layout
from tui.app.screens.contents import Contents
from tui.app.widgets.document_view import DocumentView
from tui.errors import PapertuiError
from tui.library import Library
from tui.papers.full_text import FullText, TextOrigin
from tui.sources.fulltext.fetching import TextPlaces

SMALL = (80, 20)


@contextmanager
def held_back(
    library: Library, monkeypatch: pytest.MonkeyPatch, text: str = PAPER
) -> Iterator[list[Callable[[], bool]]]:
    """The text arrives only when this ends; gives what asks whether it is still wanted."""
    gate = threading.Event()
    asked: list[Callable[[], bool]] = []

    def fetch(_: int, *, again: bool, cancelled: Callable[[], bool]) -> FullText:
        assert not again
        asked.append(cancelled)
        gate.wait(timeout=10)
        return FullText(text, TextOrigin.HUGGING_FACE)

    monkeypatch.setattr(library, "full_text", fetch)
    try:
        yield asked
    finally:
        gate.set()


async def open_text(reader: Driver, markdown: str = PAPER) -> DocumentView:
    """Read the paper under the cursor, whose text the library has."""
    put_text(reader.library, reader.current.id, markdown)
    await reader.press("enter")
    return reader.screen.document_view


# What comes in


async def test_the_abstract_is_there_at_once_and_the_text_takes_its_place(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(library, size=SMALL) as reader:
        with held_back(library, monkeypatch):
            await reader.press_without_waiting("enter")
            await reader.wait_for("fetching the full text …")
            assert "Despite the significant advancements" in reader.shown
        await reader.settle()
        assert "text from Hugging Face" in reader.shown
        assert "The title of the text" in reader.shown
        assert "Despite the significant advancements" not in reader.shown


async def test_what_is_being_read_does_not_move_when_the_text_comes(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(library, size=SMALL) as reader:
        with held_back(library, monkeypatch):
            await reader.press_without_waiting("enter")
            await reader.wait_for("fetching the full text …")
            await reader.press_without_waiting("j", "j", "j")
            before = reader.lines[3:10]
        await reader.settle()
        assert reader.lines[5][:70] == before[2][:70]
        assert reader.screen.document_view.scroll_offset.y == 3
        assert "Intro with" in "".join(
            block.text.plain for block in reader.screen.document_view.document.blocks
        )


async def test_leaving_calls_the_fetch_off_and_what_it_brings_is_not_shown(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(library) as reader:
        await reader.press("j", "j")
        with held_back(library, monkeypatch) as asked:
            await reader.press_without_waiting("enter")
            await reader.wait_for("fetching the full text …")
            assert not asked[0]()
            await reader.press_without_waiting("escape")
            assert asked[0]()
        await reader.settle()
        assert reader.pane == "list"
        assert reader.cursor == 2
        assert reader.screen.document_view.document.blocks == []


async def test_without_a_text_the_abstract_stays_with_a_word_why(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = FullText("", TextOrigin.ABSTRACT, why="There is no network [/].")
    monkeypatch.setattr(library, "full_text", lambda *_, **__: text)
    async with reading(library) as reader:
        await reader.press("enter")
        assert "abstract only: There is no network [/]." in reader.shown
        assert "Despite the significant advancements" in reader.shown


async def test_a_fetch_that_fails_is_told(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> FullText:
        raise PapertuiError("The disk is full.", "Make room.")

    monkeypatch.setattr(library, "full_text", fail)
    async with reading(library) as reader:
        await reader.press("enter")
        assert "abstract only: The disk is full." in reader.shown
        await reader.press("escape")
        assert reader.pane == "list"


async def test_a_text_that_can_not_be_laid_out_is_told_of(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise KeyError("[/]")

    async with reading(library) as reader:
        put_text(library, reader.current.id)
        monkeypatch.setattr(Layout, "advance", fail)
        await reader.press("enter")
        assert "papertui failed where it should not: KeyError('[/]')" in reader.complaints[0]
        await reader.press("escape")
        assert reader.pane == "list"


async def test_hostile_texts_are_read(library: Library) -> None:
    async with reading(library, size=SMALL) as reader:
        await open_text(reader, "\n\n".join(f"# {text}\n\n{text}" for text in HOSTILE_TEXTS))
        for _page in range(40):
            await reader.press("space")
            assert "\x1b" not in reader.shown
            assert {len(line) for line in reader.lines if line.isascii()} <= {SMALL[0]}
        await reader.press("tab", "enter", "c", "escape", "escape")
        assert reader.pane == "list"


async def test_a_text_from_the_network_can_be_read_without_it_afterwards(
    rich_library: Library, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    address = httpserver.url_for("").rstrip("/")
    rich_library.text_places = TextPlaces(address, address, address)
    httpserver.expect_request("/papers/1706.03762.md").respond_with_data(
        PAPER * 2, content_type="text/markdown"
    )
    async with reading(rich_library, size=SMALL) as reader:
        await reader.press("enter")
        assert "text from Hugging Face" in reader.shown
        await reader.press("escape")
        await reader.press("enter")
        assert "text from Hugging Face" in reader.shown
        assert len(httpserver.log) == 1


async def open_while_fetching(
    reader: Driver, monkeypatch: pytest.MonkeyPatch, kept: str, *keys: str, comes: str
) -> DocumentView:
    """Read a text that is kept, press keys, and only then another comes."""
    put_text(reader.library, reader.current.id, kept, is_final=False)
    monkeypatch.setattr(reader.library, "full_text_is_current", lambda _: False)
    with held_back(reader.library, monkeypatch, comes):
        await reader.press_without_waiting("enter")
        await reader.wait_for("The title of the text")
        await reader.press_without_waiting(*keys)
    await reader.settle()
    return reader.screen.document_view


async def test_a_kept_text_is_there_at_once_and_the_better_one_takes_its_place(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(library, size=SMALL) as reader:
        await open_while_fetching(reader, monkeypatch, PAPER, comes="# Better\n\nIt is.")
        assert "It is." in reader.shown
        assert "text from Hugging Face" in reader.shown


async def test_a_better_text_does_not_push_away_what_is_read_and_a_key_shows_it(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    better = PAPER.replace("Intro with", "A better intro with")
    async with reading(library, size=SMALL) as reader:
        keys = ("right_parenthesis", "right_parenthesis")
        view = await open_while_fetching(reader, monkeypatch, PAPER, *keys, comes=better)
        assert top_line(reader) == "1 Method"
        assert reader.said == "There is a better text now: F shows it."
        await reader.press("F")
        assert top_line(reader) == "1 Method"
        assert any("A better intro" in block.text.plain for block in view.document.blocks)


async def test_the_same_text_or_none_changes_nothing(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(library, size=SMALL) as reader:
        view = await open_while_fetching(reader, monkeypatch, PAPER, comes=PAPER)
        assert "text from arXiv's HTML" in reader.shown
        document = view.document
        none = FullText("", TextOrigin.ABSTRACT, why="There is no network.")
        monkeypatch.setattr(library, "full_text", lambda *_, **__: none)
        await reader.press("escape", "enter")
        assert reader.said == ""
        await reader.press("F")
        assert reader.said == "There is no network."
        assert len(view.document.blocks) == len(document.blocks)


async def test_a_text_is_fetched_again_when_asked_for(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    none = FullText("", TextOrigin.ABSTRACT, why="There is no network.")
    text = FullText(PAPER, TextOrigin.PDF, why="arXiv has no HTML of it.")
    monkeypatch.setattr(library, "full_text", lambda _, *, again, **__: text if again else none)
    async with reading(library, size=SMALL) as reader:
        await reader.press("enter")
        assert "abstract only: There is no network." in reader.shown
        await reader.press("F")
        assert "The title of the text" in reader.shown
        assert reader.said == "arXiv has no HTML of it."


async def test_a_text_that_is_being_fetched_is_not_fetched_twice(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(library, size=SMALL) as reader:
        with held_back(library, monkeypatch) as asked:
            await reader.press_without_waiting("enter")
            await reader.wait_for("fetching the full text …")
            await reader.press_without_waiting("F")
            assert reader.said == "The text is being fetched."
        await reader.settle()
        assert len(asked) == 1


async def test_words_typed_while_the_text_is_fetched_are_found_in_it(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(library, size=SMALL) as reader:
        with held_back(library, monkeypatch):
            await reader.press_without_waiting("enter")
            await reader.wait_for("fetching the full text …")
            await reader.press_without_waiting("slash", *"reference")
        await reader.settle()
        assert "1 of 2" in reader.lines[-2]
        await reader.press("enter", "full_stop")
        assert "2 of 2" in reader.lines[-2]


# Leaving


async def test_keys_of_the_list_act_on_the_paper_that_is_read(
    library: Library, outside: Outside
) -> None:
    async with reading(library) as reader:
        await open_text(reader)
        await reader.press("b", "o")
        assert reader.current.triage.bookmarked
        assert outside.opened == ["https://github.com/changshuowang/GPSFormer"]
        await reader.press("n", "escape", "u")
        assert visible(reader) == ["document"]


async def test_archiving_goes_on_to_the_list(library: Library) -> None:
    async with reading(library) as reader:
        await open_text(reader)
        await reader.press("x")
        assert library.entries([1])[0].triage.archived
        assert reader.pane == "list"
        assert reader.cursor == 1


async def test_the_reader_comes_back_to_the_list_after_quitting_in_a_text(
    library: Library,
) -> None:
    async with reading(library) as reader:
        await reader.press("j")
        await open_text(reader)
        assert reader.screen.state.to_session()["pane"] == "document"
        reader.screen.save_state()
    async with reading(library) as reader:
        assert (reader.pane, reader.cursor) == ("list", 1)


# The place


async def test_the_place_is_remembered(library: Library) -> None:
    async with reading(library, size=SMALL) as reader:
        await open_text(reader)
        await reader.press("right_parenthesis", "right_parenthesis", "j")
        before = top_line(reader)
        await reader.press("escape", "enter")
        assert top_line(reader) == before
        await reader.press("g", "escape", "enter")
        assert reader.screen.document_view.scroll_offset.y == 0


async def test_the_place_is_kept_at_another_width(library: Library) -> None:
    async with reading(library, size=SMALL) as reader:
        view = await open_text(reader)
        await reader.press("right_parenthesis", "right_parenthesis")
        for size in ((50, 18), (160, 20), (100, 20), SMALL):
            await reader.resize(size)
            assert top_line(reader) == "1 Method", size
            assert view.scrollable_content_region.width < size[0]


async def test_the_place_stays_when_only_the_abstract_is_read_until_the_text_comes(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(library, size=SMALL) as reader:
        await open_text(reader)
        await reader.press("right_parenthesis", "right_parenthesis", "escape")
        kept = library.reading_place(1)
        for file in (library.paths.cache_folder / "fulltext").iterdir():
            file.unlink()
        with held_back(library, monkeypatch):
            await reader.press_without_waiting("enter")
            await reader.wait_for("fetching the full text …")
            await reader.press_without_waiting("j")
        await reader.press("escape")
        assert kept
        assert library.reading_place(1) == kept
        await reader.press("enter", "G", "g", "escape")
        assert library.reading_place(1) == ""


async def test_the_place_is_saved_while_reading(library: Library) -> None:
    async with reading(library, size=SMALL) as reader:
        await open_text(reader)
        await reader.press("G")
        reader.screen.save_state()
        reader.app.desk.writes.submit(lambda: None).result()
        assert library.reading_place(1)


async def test_lines_are_centred_on_a_wide_screen(library: Library) -> None:
    async with reading(library, size=(160, 30)) as reader:
        await open_text(reader)
        line = next(line for line in reader.lines if "Attention weighs" in line)
        assert 25 <= line.index("Attention") <= 35


# Finding one's way


async def test_what_is_current_stands_out_without_colours(library: Library) -> None:
    async with reading(library, size=SMALL) as reader:
        view = await open_text(reader, "a [link](https://example.org) word word")
        await reader.press("slash", *"word", "enter", "tab", "tab")
        styles = [style for _, style, _ in view.render_line(6) if style is not None]
        assert [bool(style.reverse) for style in styles].count(True) == 2


async def test_contents_open_on_the_section_that_is_read_and_are_filtered(
    library: Library,
) -> None:
    async with reading(library, size=SMALL) as reader:
        await open_text(reader)
        await reader.press("right_parenthesis", "right_parenthesis", "c")
        assert reader.part(OptionList).highlighted == 1
        await reader.press("k", "down", "up", "G")
        assert reader.part(OptionList).highlighted == 4
        await reader.press("g", "slash", *"result", "enter")
        assert reader.dialog == ""
        assert top_line(reader) == "2 Results"
        await reader.press("c", "slash", *"zzz", "enter", "down")
        assert isinstance(reader.app.screen, Contents)
        await reader.press("escape")
        assert top_line(reader) == "2 Results"
        await reader.press("backspace")
        assert top_line(reader) == "1 Method"


async def test_a_text_without_sections_says_so(library: Library) -> None:
    async with reading(library) as reader:
        await open_text(reader, "just words")
        await reader.press("c")
        assert reader.said == "This text has no sections."
        await reader.press("right_parenthesis", "left_parenthesis", "tab", "enter", "backspace")
        assert visible(reader) == ["document"]


async def test_matches_are_counted_walked_and_forgotten(library: Library) -> None:
    async with reading(library, size=SMALL) as reader:
        view = await open_text(reader)
        await reader.press("slash", *"WORD  OF")
        total = PAPER.count("word of")
        assert f"1 of {total}" in reader.lines[-2]
        assert "enter to the text" in reader.lines[-1]
        await reader.press("enter", "comma")
        assert f"{total} of {total}" in reader.lines[-2]
        assert "/ find" in reader.lines[-1]
        await reader.press("escape")
        assert f"of {total}" not in reader.shown
        assert view.has_focus
        await reader.press("slash", *"zzz")
        assert "not in this text" in reader.lines[-2]
        await reader.press("escape", "full_stop", "escape")
        assert reader.pane == "list"


async def test_tab_leaves_the_line_and_a_search_ends_with_the_text(library: Library) -> None:
    async with reading(library, size=SMALL) as reader:
        view = await open_text(reader)
        await reader.press("slash", *"word", "tab")
        assert view.has_focus
        await reader.press("f", "escape", "enter")
        assert "of" not in reader.lines[-2]
        await reader.press("slash")
        assert reader.part(Input, "FindLine Input").value == ""


async def test_a_link_to_nowhere_says_so(library: Library) -> None:
    async with reading(library, size=SMALL) as reader:
        await open_text(reader, "[a](#x) [b](#y)")
        await reader.press("shift+tab", "shift+tab", "tab", "tab", "enter")
        assert reader.said == "This text does not have the place that the link leads to."


async def test_links_are_looked_for_from_what_is_in_sight(
    library: Library, outside: Outside
) -> None:
    async with reading(library, size=SMALL) as reader:
        await open_text(reader)
        await reader.press("G", "shift+tab", "enter")
        assert outside.opened == ["https://example.org/first"]
        await reader.press("g", "enter")
        assert len(outside.opened) == 1
        await reader.press("tab", "tab", "tab", "tab", "tab", "enter")
        assert outside.opened[1:] == ["https://example.org/first"]


async def test_a_click_follows_a_link(library: Library, outside: Outside) -> None:
    async with reading(library, size=SMALL) as reader:
        await open_text(reader, "words and [a link](https://example.org/a)")
        row = next(number for number, line in enumerate(reader.lines) if "words and" in line)
        column = reader.lines[row].index("a link")
        for offset in ((column - 3, row), (column, row + 3), (column + 2, row)):
            await reader.pilot.click(offset=offset)
            await reader.settle()
        assert outside.opened == ["https://example.org/a"]


async def test_selected_text_is_copied_without_its_margin(
    library: Library, outside: Outside
) -> None:
    async with reading(library, size=(160, 30)) as reader:
        view = await open_text(reader, "first **line**\n\n- second")
        view.text_select_all()
        await reader.settle()
        reader.screen.action_copy_text()
        await reader.settle()
        assert outside.clipboard.endswith("first line\n\n• second")
        assert "\n " not in outside.clipboard


async def test_the_palette_knows_the_actions_of_a_text(library: Library) -> None:
    async with reading(library, size=SMALL) as reader:
        await open_text(reader)
        await reader.press("ctrl+p", *"next section", "down", "enter")
        if reader.dialog:
            await reader.press("enter")
        assert top_line(reader) == "The title of the text"


async def test_a_long_text_is_shown_before_all_of_it_is_laid_out(library: Library) -> None:
    markdown = "\n\n".join(f"## {number}\n\n{PARAGRAPH}" for number in range(300))
    async with reading(library, size=SMALL) as reader:
        view = await open_text(reader, markdown)
        heights = []
        reader.screen.watch(view, "scroll_y", lambda: heights.append(view.virtual_size.height))
        await reader.press("G")
        assert "Attention weighs" in reader.shown
        assert "100 %" in reader.shown
