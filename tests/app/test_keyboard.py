"""Keys that come faster than the reader: they are dealt with one by one, in the order typed."""

from textual import events

from tests.app.driver import Driver, reading
from tui.errors import PapertuiError
from tui.library import Library

_NAMES = {"/": "slash", "\n": "enter", "\x1b": "escape", " ": "space"}


async def at_once(reader: Driver, *typed: str | events.Paste) -> None:
    """All is there to be read before the first key is looked at, as over a slow line."""
    for piece in typed:
        for event in [piece] if isinstance(piece, events.Paste) else _keys(piece):
            reader.app.post_message(event)
    while reader.app.message_queue_size or reader.screen.desk.keyboard.busy:
        await reader.pilot.pause()
    await reader.settle()


def _keys(text: str) -> list[events.Event]:
    return [events.Key(_NAMES.get(key, key), key if key.isprintable() else None) for key in text]


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


async def test_what_is_pasted_keeps_its_place_among_the_keys(library: Library) -> None:
    async with reading(library) as reader:
        await at_once(reader, "nabc", events.Paste("XYZ"), "def\x1b")
        assert library.note(1) == "abcXYZdef"
        await at_once(reader, "jn", events.Paste("PASTED"), "\x1b")
        assert library.note(2) == "PASTED"


async def test_keys_for_what_does_not_come_are_dropped(library: Library) -> None:
    async with reading(library) as reader:
        keyboard = reader.screen.desk.keyboard
        release = keyboard.hold()
        keyboard.hold(at_most=0.001)
        reader.app.post_message(events.Key("j", "j"))
        await reader.pilot.pause(0.01)
        release()
        await reader.settle()
        reader.screen.ask(_fail, lambda _: None, group="test")
        reader.app.post_message(events.Key("j", "j"))
        await reader.settle()
        reader.screen.write(_fail, lambda _: None, holding=True)
        reader.app.post_message(events.Key("j", "j"))
        await reader.settle()
        assert reader.cursor == 0
        await reader.press("j")
        assert reader.cursor == 1


def _fail() -> None:
    raise PapertuiError("It failed.")
