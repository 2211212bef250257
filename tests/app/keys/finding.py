"""Keys that move about and find papers."""

from tests.app.driver import Driver
from tests.app.keys import pressing
from tests.app.outside import Outside

LAST = 54
HALF_PAGE = 10


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


@pressing(*(f"saved.{number}" for number in range(1, 10)))
async def alt_and_a_digit_open_a_saved_search(reader: Driver, _: Outside) -> None:
    for number in range(1, 9):
        reader.library.save_search(f"name {number}", f"year:>{2016 + number}")
    await reader.press("slash", *"atten")
    for number in range(1, 9):
        await reader.press(f"alt+{number}")
        assert reader.query == f"year:>{2016 + number}"
        assert not reader.typing
    await reader.press("alt+9")
    assert reader.said == "There is no saved search 9; the last is 8."


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


@pressing("refresh", "new")
async def archived_papers_leave_at_a_refresh(reader: Driver, _: Outside) -> None:
    await reader.search("is:inbox")
    for key, left in (("R", 54), ("r", 53)):
        archived = reader.current.id
        await reader.press("x")
        assert reader.total == left + 1
        below = reader.current.id
        await reader.press(key)
        assert reader.total == left
        assert archived not in reader.screen.paper_list.ids
        assert reader.current.id == below
    assert reader.said == "HF_HUB_OFFLINE is set: nothing is fetched."


@pressing("searches")
async def the_saved_searches_are_listed(reader: Driver, _: Outside) -> None:
    reader.library.save_search("all", "")
    await reader.press("W")
    assert reader.dialog == "SavedDialog"
