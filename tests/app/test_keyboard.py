"""Keys that come faster than the reader: they are dealt with one by one, in the order typed."""

from textual import events

from tests.app.driver import Driver, reading
from tui.library import Library

_NAMES = {"/": "slash", "\n": "enter", "\x1b": "escape", " ": "space"}


async def at_once(reader: Driver, keys: str) -> None:
    """All keys are there to be read before the first is looked at, as over a slow line."""
    for char in keys:
        shown = char if char.isprintable() else None
        reader.app.post_message(events.Key(_NAMES.get(char, char), shown))
    while reader.app.message_queue_size or reader.screen.desk.keyboard.busy:
        await reader.pilot.pause()
    await reader.settle()


async def test_what_is_typed_after_slash_is_text(library: Library) -> None:
    async with reading(library) as reader:
        await at_once(reader, "/titans xbm")
        assert reader.query == "titans xbm"
        assert library.history(10) == []


async def test_a_whole_triage_typed_at_once_is_done_in_order(library: Library) -> None:
    async with reading(library) as reader:
        await at_once(reader, "/titans\nbttoread\nnread this\x1bx")
        (entry,) = library.entries(library.bookmarked_ids())
        assert entry.paper.title.startswith("Titans")
        assert entry.triage.tags == ("toread",)
        assert entry.triage.note == "read this"
        assert entry.triage.archived
        assert len(library.history(10)) == 4


async def test_a_dialog_closes_once(library: Library) -> None:
    async with reading(library) as reader:
        await at_once(reader, "s\n\n")
        assert not reader.app.screen_stack[1:]
        await at_once(reader, "\x1bSname\n\n\x1bytt\x1b")
        assert [saved.name for saved in library.saved_searches()] == ["name"]


async def test_keys_are_not_held_for_good(library: Library) -> None:
    async with reading(library) as reader:
        release = reader.screen.desk.keyboard.hold()
        reader.app.post_message(events.Key("j", "j"))
        await reader.pilot.pause()
        assert reader.cursor == 0
        release()
        release()
        await reader.settle()
        await reader.press("j")
        assert reader.cursor == 2
