"""Every action by name in the command palette."""

from textual.command import CommandInput, CommandList, CommandPalette

from tests.app.driver import Driver, reading
from tui.app.bindings import KEYS
from tui.library import Library


async def run(reader: Driver, *words: str) -> None:
    """Choose a command by typing its words."""
    await reader.press("ctrl+p")
    reader.part(CommandInput).value = " ".join(words)
    await reader.settle()
    palette = reader.app.screen
    assert isinstance(palette, CommandPalette)
    await reader.press("down", "enter")
    if isinstance(reader.app.screen, CommandPalette):
        await reader.press("enter")


async def offered(reader: Driver) -> str:
    """The commands that the palette shows before anything is typed."""
    await reader.press("ctrl+p")
    commands = reader.part(CommandList)
    return "\n".join(
        str(commands.get_option_at_index(place).prompt) for place in range(commands.option_count)
    )


async def test_every_action_is_offered(library: Library) -> None:
    async with reading(library) as reader:
        text = await offered(reader)
        missing = [key.id for key in KEYS if key.description not in text]
        elsewhere = [key.id for key in KEYS if key.scope in ("focus", "document")]
        assert missing == [*(f"saved.{number}" for number in range(1, 10)), "palette", *elsewhere]
        for words in ("clear all filters", "rename a tag …"):
            assert words in text


async def test_the_keys_of_the_focus_mode_are_offered_there(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("T")
        assert "dismiss it" in await offered(reader)
        await reader.press("escape")
        await run(reader, "dismiss it: archive, go on")
        assert library.counts().inbox == 54


async def test_an_action_is_run_by_its_name(library: Library) -> None:
    async with reading(library) as reader:
        await run(reader, "bookmark or not")
        assert len(library.bookmarked_ids()) == 1


async def test_an_action_of_the_list_is_run_by_its_name(library: Library) -> None:
    async with reading(library) as reader:
        await run(reader, "select all of this query")
        assert len(reader.selected) == 55


async def test_a_numbered_link_is_opened_by_name(library: Library) -> None:
    async with reading(library) as reader:
        await run(reader, "open link 1")
        assert reader.said == "Opened https://github.com/changshuowang/GPSFormer"


async def test_filters_are_cleared_by_name(library: Library) -> None:
    async with reading(library, query="attention has:code") as reader:
        await run(reader, "clear all filters")
        assert reader.query == "attention"


async def test_a_saved_search_is_run_by_its_name(library: Library) -> None:
    library.save_search("mine [/] a[/b]", "has:code")
    async with reading(library) as reader:
        assert "saved: mine [/] a[/b]" in await offered(reader)
        await reader.press("escape")
        await run(reader, "saved: mine")
        assert reader.query == "has:code"
        assert reader.total == 5


async def test_other_screens_have_no_commands_of_the_reader(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("question_mark")
        reader.app.action_command_palette()
        await reader.settle()
        if isinstance(reader.app.screen, CommandPalette):
            commands = reader.part(CommandList)
            prompts = [
                str(commands.get_option_at_index(place).prompt)
                for place in range(commands.option_count)
            ]
            assert not any("bookmark or not" in prompt for prompt in prompts)
