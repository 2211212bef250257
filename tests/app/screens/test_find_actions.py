"""Other ways to the papers: order, list days, similar papers."""

from pathlib import Path

from textual.widgets import OptionList

from tests.app.driver import reading
from tests.app.sample import MANY_LINKS, MODEL_ONLY, library_of
from tui.config import Settings
from tui.library import Library
from tui.papers.paper import Paper


async def test_the_order_of_a_search_can_be_changed(library: Library) -> None:
    async with reading(library, query="attention") as reader:
        assert "relevance" in reader.lines[1]
        await reader.press("j", "j")
        stayed_on = reader.current.id
        await reader.press("s", "n")
        assert reader.query == "attention sort:newest"
        assert "newest" in reader.lines[1]
        assert reader.current.id == stayed_on
        await reader.press("s", "t")
        assert reader.query == "attention sort:title"


async def test_the_menu_of_orders_starts_at_the_one_shown(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("s")
        options = reader.part(OptionList)
        assert options.highlighted == 1
        await reader.press("j", "j", "j", "enter")
        assert reader.query == "sort:title"
        await reader.press("s")
        assert reader.part(OptionList).highlighted == 4
        await reader.press("escape")
        assert reader.query == "sort:title"


async def test_every_order_can_be_chosen(rich_library: Library) -> None:
    async with reading(rich_library) as reader:
        for key, order in zip(
            "rnust", ("relevance", "newest", "upvotes", "stars", "title"), strict=True
        ):
            await reader.press("s", key)
            assert reader.query == f"sort:{order}"


async def test_similar_papers_need_a_paper(library: Library) -> None:
    async with reading(library, query="is:bookmarked") as reader:
        await reader.press("i")
        assert reader.query == "is:bookmarked"


async def test_escape_goes_back_from_similar_papers_step_by_step(library: Library) -> None:
    async with reading(library, query="attention") as reader:
        await reader.press("j", "j")
        first = reader.current.id
        await reader.press("i", "j")
        second = reader.current.id
        await reader.press("i", "j", "escape")
        assert (reader.query, reader.current.id) == (f"similar:{first}", second)
        await reader.press("escape")
        assert (reader.query, reader.current.id) == ("attention", first)
        await reader.press("escape")
        assert (reader.query, reader.current.id) == ("", first)


async def test_the_paper_that_others_are_like_is_named(library: Library) -> None:
    async with reading(library, query="attention") as reader:
        title = reader.current.paper.title
        await reader.press("i")
        assert f"Papers like “{title[:20]}" in reader.shown


async def test_papers_that_wait_for_the_index_are_counted(library: Library) -> None:
    library.catch_up()
    async with reading(library) as reader:
        assert "not indexed yet" not in reader.shown
        library.rebuild_index()
        await reader.press("slash", "a")
        assert "55 not indexed yet" in reader.shown


async def test_list_days_are_added_to_the_query(rich_library: Library) -> None:
    async with reading(rich_library, query="attention") as reader:
        shown = []
        for key in ("left_square_bracket", "left_square_bracket", "left_square_bracket"):
            await reader.press(key)
            shown.append((reader.query, [entry.paper for entry in reader.entries()]))
        assert shown[0] == ("attention date:2025-03-13", [MANY_LINKS])
        assert shown[1] == ("attention date:2025-03-12", [MODEL_ONLY])
        assert shown[2] == shown[1]
        assert reader.said == "No earlier list day in the library."


async def test_without_list_days_there_is_nowhere_to_go(tmp_path: Path) -> None:
    with library_of(tmp_path / "lib", [Paper("Undated")]) as library:
        async with reading(library) as reader:
            await reader.press("left_square_bracket")
            assert reader.query == ""
            assert reader.said == "No earlier list day in the library."


async def test_clearing_the_filters_keeps_the_words(library: Library) -> None:
    async with reading(library, query="attention has:code -is:read") as reader:
        reader.screen.action_clear_filters()
        await reader.settle()
        assert reader.query == "attention"


async def test_the_configured_order_is_that_of_an_empty_query(library: Library) -> None:
    with Library(library.paths, Settings(sort="title")) as by_title:
        async with reading(by_title, settings=Settings(sort="title")) as reader:
            titles = [entry.paper.title.casefold() for entry in reader.entries()]
            assert titles == sorted(titles)


async def test_refreshing_brings_in_what_arrived_elsewhere(
    rich_library: Library, tmp_path: Path
) -> None:
    incoming = tmp_path / "more.jsonl"
    incoming.write_text('{"title": "One more paper from elsewhere"}\n', "utf-8")
    async with reading(rich_library) as reader:
        rich_library.import_files([incoming])
        await reader.press("r")
        assert reader.total == 4
        assert "4 papers" in reader.lines[0]
