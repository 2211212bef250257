"""A short menu."""

from tests.app.driver import reading
from tui.app.screens.menu import Choice, Menu
from tui.library import Library

CHOICES = [Choice("a", "[/] first", 1), Choice("b", "[@click=app.quit]second[/]", 2)]


KEYS: dict[tuple[str, ...], int | None] = {
    ("b",): 2,
    ("enter",): 1,
    ("j", "enter"): 2,
    ("down", "enter"): 2,
    ("k", "enter"): 2,
    ("j", "j", "enter"): 1,
    ("escape",): None,
    ("q",): None,
}


async def test_a_choice_is_made_by_its_key_or_by_moving(library: Library) -> None:
    async with reading(library) as reader:
        for keys, chosen in KEYS.items():
            made: list[int | None] = []
            reader.app.push_screen(Menu("Choose", CHOICES), made.append)
            await reader.settle()
            assert "[@click=app.quit]second[/]" in reader.shown
            await reader.press(*keys)
            assert made == [chosen], keys
            assert reader.dialog == ""


async def test_other_keys_do_nothing(library: Library) -> None:
    async with reading(library) as reader:
        reader.app.push_screen(Menu("Choose", CHOICES))
        await reader.settle()
        await reader.press("x", "u", "slash")
        assert reader.dialog == "Menu"
        assert library.history(5) == []
