"""The virtual list of papers."""

from array import array

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.screen import Screen

from tui.app.entry_cache import EntryCache
from tui.app.widgets.paper_list import PaperList
from tui.papers.paper import Entry, Paper

MANY = 100_000


class ListScreen(Screen[None]):
    """The list alone, with a library that is only a rule."""

    def __init__(self, *, answers: bool) -> None:
        super().__init__()
        self.cache = EntryCache()
        self.asked: list[list[int]] = []
        self.counts: list[int] = []
        self.opened: list[int] = []
        self.answers = answers

    def compose(self) -> ComposeResult:
        yield PaperList(self.cache)

    def on_paper_list_entries_needed(self, event: PaperList.EntriesNeeded) -> None:
        self.asked.append(event.ids)
        if self.answers:
            self.cache.put(Entry(number, Paper(f"Paper {number}")) for number in event.ids)
            self.query_one(PaperList).repaint()

    def on_paper_list_selection_changed(self, event: PaperList.SelectionChanged) -> None:
        self.counts.append(event.count)

    def on_paper_list_opened(self, event: PaperList.Opened) -> None:
        self.opened.append(event.paper_id)


class ListApp(App[None]):
    """Shows the list, and tells what it asked for and said."""

    def __init__(self, *, answers: bool = True) -> None:
        super().__init__()
        self.heard = ListScreen(answers=answers)

    def get_default_screen(self) -> ListScreen:
        return self.heard

    @property
    def papers(self) -> PaperList:
        return self.heard.query_one(PaperList)

    def text(self) -> list[str]:
        strips = self.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip).strip() for strip in strips]


async def _painted(pilot: Pilot[None]) -> None:
    """Wait for the rows in sight to be asked for, to come, and to be drawn."""
    for _frame in range(4):
        await pilot.pause()


async def test_a_hundred_thousand_papers_are_asked_for_only_in_sight() -> None:
    app = ListApp()
    async with app.run_test(size=(60, 20)) as pilot:
        app.papers.focus()
        app.papers.show(array("q", range(1, MANY + 1)), lambda _: ())
        await _painted(pilot)
        assert app.papers.virtual_size.height == 2 * MANY
        assert "Paper 1" in app.text()[0]
        await pilot.press("G")
        await _painted(pilot)
        assert app.papers.current_id == MANY
        assert f"Paper {MANY}" in app.text()[-2]
        app.papers.select_all()
        await pilot.pause()
        assert len(app.papers.selected_ids) == MANY
        assert app.heard.counts == [MANY]
        assert sum(map(len, app.heard.asked)) < 300
        app.papers.compact = True
        await pilot.pause()
        assert app.papers.virtual_size.height == MANY


async def test_papers_are_asked_for_once_while_they_do_not_come() -> None:
    app = ListApp(answers=False)
    async with app.run_test(size=(60, 20)) as pilot:
        app.papers.show(range(1, 1001), lambda _: ())
        for _frame in range(3):
            app.papers.refresh()
            await pilot.pause()
        asked = [number for batch in app.heard.asked for number in batch]
        assert len(asked) == len(set(asked))
        assert app.text() == [""] * 20


async def test_the_cursor_goes_to_the_paper_to_keep() -> None:
    app = ListApp()
    async with app.run_test(size=(60, 20)) as pilot:
        app.papers.show([3, 1, 2], lambda _: (), keep=2)
        assert app.papers.current_id == 2
        app.papers.show([2, 9], lambda _: (), keep=1)
        assert app.papers.current_id == 2
        assert app.papers.go_to(9)
        assert not app.papers.go_to(1)
        assert app.papers.current_id == 9
        app.papers.show([], lambda _: (), keep=9)
        assert app.papers.current_id is None
        await pilot.pause()


async def test_what_is_shown_no_longer_is_selected_no_longer() -> None:
    app = ListApp()
    async with app.run_test(size=(60, 20)) as pilot:
        app.papers.focus()
        app.papers.show([5, 6, 7], lambda _: ())
        await pilot.press("space", "space")
        app.papers.show([7, 6], lambda _: ())
        assert app.papers.selected_ids == [6]
        await pilot.pause()
        assert app.heard.counts[-1] == 1
        assert app.papers.clear_selection()
        assert not app.papers.clear_selection()


@pytest.mark.parametrize(
    ("keys", "selected"),
    [
        ("vjjv", [1, 2, 3]),
        ("jjvkkv", [1, 2, 3]),
        ("vj ", [1, 2]),
        (" jvjv", [1, 3, 4]),
        ("v", [1]),
    ],
)
async def test_ranges_are_added_to_the_selection(keys: str, selected: list[int]) -> None:
    app = ListApp()
    async with app.run_test(size=(60, 20)) as pilot:
        app.papers.focus()
        app.papers.show([1, 2, 3, 4, 5], lambda _: ())
        await pilot.press(*("space" if key == " " else key for key in keys))
        assert app.papers.selected_ids == selected
        assert app.heard.counts[-1] == len(selected)


async def test_a_range_stays_as_long_as_its_papers_do() -> None:
    app = ListApp()
    async with app.run_test(size=(60, 20)) as pilot:
        app.papers.focus()
        app.papers.show([1, 2, 3, 4], lambda _: ())
        await pilot.press("j", "v", "j")
        app.papers.show([1, 2, 3, 4, 5], lambda _: (), keep=3)
        assert app.papers.selected_ids == [2, 3]
        await pilot.press("j")
        assert app.papers.selected_ids == [2, 3, 4]
        app.papers.show([1, 3, 4, 5], lambda _: (), keep=4)
        assert app.papers.selected_ids == []


async def test_keys_on_no_papers_do_nothing() -> None:
    app = ListApp()
    async with app.run_test(size=(60, 20)) as pilot:
        app.papers.focus()
        await pilot.press("j", "k", "G", "g", "ctrl+d", "ctrl+u", "space", "v", "enter")
        assert app.papers.current_id is None
        assert app.heard.opened == []
        assert app.papers.selected_ids == []


async def test_enter_opens_the_paper_under_the_cursor() -> None:
    app = ListApp()
    async with app.run_test(size=(60, 20)) as pilot:
        app.papers.focus()
        app.papers.show([4, 5], lambda _: ())
        await pilot.press("j", "enter")
        assert app.heard.opened == [5]
