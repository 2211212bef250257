"""Every key and the query language, on one page."""

from textual.containers import VerticalScroll

from tests.app.driver import MEDIUM, reading
from tui.app.bindings import KEYS
from tui.library import Library


async def test_the_help_shows_keys_as_they_are_mapped(library: Library) -> None:
    async with reading(library, size=(160, 120), keymap={"paper.bookmark": "B"}) as reader:
        await reader.press("question_mark")
        for key in KEYS:
            if not key.id.startswith(("link.", "saved.")):
                assert key.description in reader.shown, key.id
        assert "alt+1 …" in reader.shown
        assert "open a saved search by its number" in reader.shown
        assert any("B  " in line and "bookmark or not" in line for line in reader.lines)
        assert "chain of thought" in reader.shown


async def test_the_help_is_closed_by_several_keys(library: Library) -> None:
    async with reading(library) as reader:
        for key in ("escape", "q", "question_mark"):
            await reader.press("question_mark", key)
            assert reader.dialog == ""
        assert reader.app.is_running


async def test_the_help_scrolls_on_a_small_screen(library: Library) -> None:
    async with reading(library, size=MEDIUM) as reader:
        await reader.press("T", "question_mark")
        assert reader.shown.index("Focus") < reader.shown.index("keep it: bookmark and archive")
        await reader.press("escape", "T", "question_mark")
        assert "keep it: bookmark and archive" not in reader.shown
        page = reader.part(VerticalScroll)
        await reader.press("j", "down")
        assert page.scroll_y == 2
        await reader.press("ctrl+d", "pagedown", "space")
        assert page.scroll_y == 32
        await reader.press("ctrl+u", "pageup", "k", "up")
        assert page.scroll_y == 10
