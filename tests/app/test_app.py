"""The application: theme, keys of the person's own, and how trouble is told."""

import threading

import pytest

from tests.app.driver import reading
from tests.hostile import HOSTILE_TEXTS
from tui.app.app import PapertuiApp
from tui.app.start import start_view
from tui.config import Settings
from tui.errors import PapertuiError
from tui.library import Library


async def test_the_configured_theme_is_used(library: Library) -> None:
    async with reading(library, settings=Settings(theme="nord")) as reader:
        assert reader.app.theme == "nord"


async def test_an_unknown_theme_leaves_the_default(library: Library) -> None:
    async with reading(library, settings=Settings(theme="mauve-[/]")) as reader:
        assert reader.app.theme in reader.app.available_themes


async def test_the_configured_density_is_used(library: Library) -> None:
    async with reading(library, settings=Settings(density="compact")) as reader:
        assert reader.screen.paper_list.compact


async def test_keys_of_the_persons_own_take_the_place_of_the_defaults(library: Library) -> None:
    keymap = {"paper.bookmark": "B", "cursor.down": "n", "paper.note": "N", "undo": "ctrl+z"}
    async with reading(library, keymap=keymap) as reader:
        await reader.press("b", "j")
        assert reader.cursor == 0
        assert library.bookmarked_ids() == []
        await reader.press("B")
        assert len(library.bookmarked_ids()) == 1
        assert reader.said == "bookmarked 1 paper · ^z undoes it"
        await reader.press("ctrl+z")
        assert library.bookmarked_ids() == []
        await reader.press("n")
        assert reader.cursor == 1
        reader.screen.footer.message = ""
        await reader.settle()
        assert "B bookmark" in reader.lines[-1]


async def test_complaints_about_the_configuration_are_shown(library: Library) -> None:
    complaints = ("config.toml, line 3, reader.theme: [/] no such setting.", "keys.undo: a clash.")
    async with reading(library, complaints=complaints) as reader:
        assert reader.complaints == list(complaints)
        assert "reader.theme" in reader.shown
        await reader.press("j")
        assert reader.cursor == 1


async def test_an_error_is_told_with_its_hint(library: Library) -> None:
    async with reading(library) as reader:
        reader.screen.report(PapertuiError("It broke [/].", "Mend it [@click=app.quit]now[/]."))
        await reader.settle()
        assert reader.complaints == ["It broke [/]. Mend it [@click=app.quit]now[/]."]


async def test_a_complaint_is_shown_once_and_at_most_two_are(library: Library) -> None:
    async with reading(library, complaints=("One.", "Two.", "Three.")) as reader:
        assert reader.complaints == ["One.", "And 2 more: papertui config check lists them."]
        for sentence in ("Full.", "Full.", "Broken.", "Full."):
            reader.app.complain(sentence)
        reader.app.notify("Done.")
        await reader.settle()
        assert reader.complaints == ["Broken.", "Full.", "Done."]


async def test_hostile_complaints_are_only_text(library: Library) -> None:
    async with reading(library) as reader:
        for text in HOSTILE_TEXTS:
            reader.app.complain(text)
            reader.screen.say(text)
        await reader.settle()
        await reader.press("j")
        assert reader.cursor == 1
        assert reader.app.is_running


async def test_the_reader_closes_what_it_opened_but_not_the_library(library: Library) -> None:
    app = PapertuiApp(library, Settings(), start_view(library, Settings()))
    async with app.run_test():
        pass
    assert library.counts().total == 55
    with pytest.raises(RuntimeError):
        app.desk.writes.submit(int)


async def test_a_change_that_fails_while_the_reader_is_left_keeps_it_open(library: Library) -> None:
    gate = threading.Event()

    def fail_late() -> None:
        gate.wait()
        raise PapertuiError("The disk is full.")

    async with reading(library) as reader:
        reader.screen.write(fail_late, lambda _: None)
        for key in "qj":
            await reader.press_without_waiting(key)
        gate.set()
        await reader.settle()
        assert reader.complaints == ["The disk is full."]
        assert reader.cursor == 0
        await reader.press("j")
        assert reader.cursor == 1
        await reader.press_without_waiting("q")
    assert reader.app.return_code == 0
