"""From the text in the bar to rows, counts and detail."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual.events import Paste

from tests.app.driver import Driver, reading
from tests.app.sample import library_of
from tui.app.widgets.search_bar import Outcome
from tui.errors import SearchIndexError
from tui.library import Library, Results
from tui.papers.paper import TriageChange


@contextmanager
def held_back(reader: Driver, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Searches begun in here find something only when this ends."""
    gate = threading.Event()
    search = Library.search

    def wait_and_search(self: Library, text: str, **how: Callable[[], bool]) -> Results | None:
        gate.wait(timeout=10)
        return search(self, text, **how)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(Library, "search", wait_and_search)
        try:
            yield
        finally:
            gate.set()


async def test_typing_shows_what_it_finds_with_every_key(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("slash")
        totals = []
        for key in "mega":
            await reader.press(key)
            totals.append(reader.total)
        assert totals == sorted(totals, reverse=True)
        assert reader.entries()[0].paper.title.startswith("Mega-TTS")
        await reader.press("backspace", "backspace", "backspace", "backspace")
        assert reader.total == 55


async def test_a_finished_beginning_of_a_word_says_that_it_is_one(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("slash", *"locon", "enter")
        assert reader.query == "locon*"
        assert reader.total == 1


async def test_keys_typed_into_the_bar_are_text(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("slash", *"qbxjG", "question_mark", "space", "1")
        assert reader.typing
        assert reader.query == "qbxjG? 1"
        assert library.history(5) == []


async def test_earlier_searches_are_recalled(library: Library) -> None:
    async with reading(library) as reader:
        await reader.search("attention")
        await reader.search("long range")
        await reader.press("slash")
        await reader.type("dra")
        recalled = []
        for key in ("up", "up", "up", "down", "down"):
            await reader.press(key)
            recalled.append(reader.query)
        assert recalled == ["long range", "attention", "attention", "long range", "dra"]


async def test_recalled_searches_outlive_the_reader(library: Library) -> None:
    async with reading(library) as reader:
        await reader.search("long range")
    async with reading(library, query="") as reader:
        await reader.press("slash", "up")
        assert reader.query == "long range"
        assert 0 < reader.total < 55


async def test_an_empty_result_says_what_to_loosen(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("slash")
        await reader.type("locon* is:bookmarked")
        assert reader.total == 0
        assert "Nothing matches." in reader.shown
        assert "Without is:bookmarked: 1 paper" in reader.shown
        assert reader.screen.paper_list.current_id is None
        await reader.press("enter")
        assert reader.total == 1
        assert "Nothing matches." not in reader.shown
        assert reader.current.paper.title.startswith("LoCoNet")


async def test_words_spelled_like_a_misspelled_one_are_found_and_said_to_be(
    library: Library,
) -> None:
    async with reading(library) as reader:
        await reader.press("slash")
        await reader.type("transfomer")
        found = reader.total
        assert found > 0
        remark = reader.lines[2]
        assert remark.startswith("   No paper says “transfomer”")
        assert remark.index("No paper") == reader.lines[1].index("transfomer")
        await reader.press("enter")
        assert reader.query == "transfomer"
        assert reader.total == found
        await reader.press("escape")
        assert "No paper says" not in reader.shown


async def test_a_remark_stands_beside_a_problem(library: Library) -> None:
    async with reading(library, query="sort:for-you upvotes:many") as reader:
        assert "↑" in reader.lines[2]
        assert reader.lines[3].startswith("   No bookmarks yet")
        await reader.search("sort:for-you")
        assert "↑" not in reader.lines[2]
        assert reader.lines[2].startswith("   No bookmarks yet")


async def test_a_search_that_takes_long_says_that_it_goes_on(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(library) as reader:
        with held_back(reader, monkeypatch):
            await reader.press_without_waiting("slash", *"mega")
            await reader.wait_for("searching …")
            assert "55 of 55" not in reader.lines[1]
        await reader.settle()
        assert "searching …" not in reader.shown
        assert "1 of 55" in reader.lines[1]


async def test_a_fast_search_shows_no_sign(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    signs: list[bool] = []
    async with reading(library) as reader:
        reader.screen.watch(reader.part(Outcome), "searching", signs.append, init=False)
        await reader.press("slash", *"mega", "enter", "escape")
        assert signs == []


async def test_no_sign_is_left_of_a_search_that_failed(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()

    def fail(*_: object, **__: object) -> None:
        gate.wait(timeout=10)
        raise SearchIndexError("The index is broken.")

    async with reading(library) as reader:
        monkeypatch.setattr(library, "search", fail)
        await reader.press_without_waiting("r")
        await reader.wait_for("searching …")
        gate.set()
        await reader.settle()
        assert "searching …" not in reader.shown
        assert "55 of 55" in reader.lines[1]


async def test_the_way_out_is_taken_from_the_bar_later_too(library: Library) -> None:
    async with reading(library, query="locon* is:bookmarked") as reader:
        assert reader.total == 0
        await reader.press("slash", "enter")
        assert reader.current.paper.title.startswith("LoCoNet")


async def test_an_empty_result_without_a_way_out_can_be_cleared(library: Library) -> None:
    async with reading(library) as reader:
        await reader.search("is:bookmarked")
        assert "esc clears the query" in reader.shown
        await reader.press("slash", "enter")
        assert reader.query == "is:bookmarked"
        await reader.press("escape")
        assert reader.total == 55


async def test_enter_takes_no_way_out_of_a_search_that_was_edited_since(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(library) as reader:
        await reader.press("slash")
        await reader.type("transfomer")
        with held_back(reader, monkeypatch):
            for key in ("ctrl+u", *"mega", "enter"):
                await reader.pilot.press(key)
        await reader.settle()
        assert reader.query.startswith("mega")
        assert reader.current.paper.title.startswith("Mega-TTS")


async def test_a_problem_points_at_its_place(library: Library) -> None:
    async with reading(library) as reader:
        await reader.search("attention upvotes:many")
        bar, problem = reader.lines[1:3]
        assert problem.index("↑") == bar.index("many")
        await reader.press("escape")
        assert "↑" not in reader.lines[2]


async def test_a_problem_points_at_its_place_after_wide_characters(library: Library) -> None:
    async with reading(library) as reader:
        await reader.search("深度 upvotes:many")
        bar, problem = reader.lines[1:3]
        wide = 2
        assert problem.index("↑") == bar.index("many") + wide


async def test_what_is_unfinished_is_no_problem_while_typing(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("slash")
        await reader.type('attention "long ra')
        assert "↑" not in reader.lines[2]
        await reader.press("enter")
        assert "↑" in reader.lines[2]


async def test_an_unknown_field_is_said_to_be_text(library: Library) -> None:
    async with reading(library) as reader:
        await reader.search("titel:attention")
        assert "There is no field “titel”" in reader.shown


async def test_matched_words_are_marked_in_list_and_detail(library: Library) -> None:
    async with reading(library, query="loconet") as reader:
        styles = {
            segment.style.underline
            for strip in reader.app.screen._compositor.render_strips()
            for segment in strip
            if segment.style is not None and segment.text == "LoCoNet"
        }
        assert styles == {True}


async def test_an_empty_library_says_how_to_fill_it(tmp_path: Path) -> None:
    with library_of(tmp_path / "empty", []) as library:
        async with reading(library) as reader:
            assert "The library is empty." in reader.shown
            assert "papertui import FILE" in reader.shown
            await reader.press(*"jkbxmtnoyeisu", "enter", "space", "v", "asterisk", "1", "G", "z")
            await reader.press(
                "escape", "f", "space", "j", "escape", "slash", *"attention", "enter"
            )
            assert reader.total == 0
            assert library.history(5) == []


async def test_a_key_pressed_during_a_search_is_kept(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(library) as reader:
        with held_back(reader, monkeypatch):
            await reader.pilot.press("r")
            await reader.pilot.press("j")
            await reader.pilot.press("j")
        await reader.settle()
        assert reader.cursor == 2


async def test_a_mark_made_during_a_search_does_not_stop_it(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(library) as reader:
        with held_back(reader, monkeypatch):
            reader.screen.search_for("mega-tts")
            await reader.pilot.press("b")
            await reader.pilot.pause()
        await reader.settle()
        assert reader.total == 1
        assert library.bookmarked_ids() == [3], "keys wait for the rows they are about"


async def test_only_the_newest_search_is_shown(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(library) as reader:
        with held_back(reader, monkeypatch):
            for text in ("attention", "long", "mega-tts"):
                reader.screen.search_for(text)
                await reader.pilot.pause()
        await reader.settle()
        assert reader.query == "mega-tts"
        assert [entry.paper.title[:8] for entry in reader.entries()] == ["Mega-TTS"]


async def test_a_search_that_fails_is_told(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise SearchIndexError("The index [/] is broken.", "Run: papertui index rebuild.")

    async with reading(library) as reader:
        monkeypatch.setattr(library, "search", fail)
        await reader.press("r")
        assert reader.complaints == ["The index [/] is broken. Run: papertui index rebuild."]
        assert reader.total == 55


async def test_pasted_text_steers_nothing(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("slash")
        reader.app.post_message(Paste("\x1b[31mmega\u202e\x07-tts"))
        await reader.settle()
        assert reader.query == "[31mmega-tts"
        assert "\x1b" not in reader.shown


async def test_bookmarking_keeps_rows_that_no_longer_match(library: Library) -> None:
    library.triage([1, 2], TriageChange(bookmarked=True), "bookmark")
    async with reading(library, query="is:bookmarked") as reader:
        await reader.press("b")
        assert reader.total == 2
        assert "1 of 55" in reader.lines[1]
        await reader.press("r")
        assert reader.total == 1
