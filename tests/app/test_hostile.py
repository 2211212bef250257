"""Hostile texts through everything that shows a paper: they stay text, and the reader goes on."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen
from textual.widgets import Input

from tests.app.driver import MEDIUM, Driver, reading
from tests.app.sample import library_of
from tests.hostile import HOSTILE_TEXTS, MARKUP
from tests.longer import LONGER
from tui.app.content import displayed
from tui.app.screens.menu import Choice, Menu
from tui.app.screens.name_dialog import NameDialog
from tui.app.screens.note_dialog import NoteDialog
from tui.app.screens.tag_dialog import TagDialog
from tui.library import Library
from tui.papers.paper import Author, Entry, Link, LinkKind, Paper, TriageChange

_KEYWORD = 300
"""The longest keyword here: longer ones cost searches seconds, which is not what is tested."""


def storable(text: str) -> str:
    """The text without what SQLite can't hold."""
    return text.encode("utf-8", "ignore").decode().replace("\0", "")


TEXTS = [storable(text) for text in HOSTILE_TEXTS]


def paper(number: int, text: str) -> Paper:
    """A paper that is hostile wherever it has text."""
    return Paper(
        f"{number} {text}",
        text,
        authors=(Author(text), Author(f"{text} {text}")),
        categories=(text,),
        keywords=(text[:_KEYWORD], f"k{number}"),
        comment=text,
        organization=text,
        venue=text,
        links=(Link(LinkKind.CODE, f"https://example.org/{number}/{text[:1000]}"),),
        sources=(text,),
    )


@pytest.fixture(scope="module")
def hostile_library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    home: Path = tmp_path_factory.mktemp("hostile")
    papers = [paper(number, text) for number, text in enumerate(TEXTS)]
    with library_of(home, papers) as library:
        for number, text in enumerate(TEXTS, start=1):
            tags = tuple(f"{text}#{place}"[:300] for place in range(2))
            change = TriageChange(add_tags=tags, note=text, archived=number % 2 == 0)
            library.triage([number], change, f"hostile {text[:50]}")
            library.save_search(f"{number} {text}", text)
        yield library


def assert_well(reader: Driver, size: tuple[int, int]) -> None:
    """The reader runs, shows nothing that steers a terminal, and every line has its width."""
    assert reader.app.is_running
    assert reader.app._exception is None
    assert "\x1b" not in reader.shown
    assert len(reader.lines) == size[1]


async def test_list_detail_and_filters_show_hostile_papers(hostile_library: Library) -> None:
    size = (160, 40)
    async with reading(hostile_library, size=size, query="") as reader:
        assert reader.total == len(TEXTS)
        for place in range(0, reader.total, 1 if LONGER else 2):
            reader.screen.paper_list.cursor = place
            await reader.pilot.pause()
            assert_well(reader, size)
        await reader.press("z", "g")
        assert_well(reader, size)
        await reader.press("f", "G", "g", "k")
        assert_well(reader, size)


async def test_markup_is_shown_as_it_is_written(hostile_library: Library) -> None:
    async with reading(hostile_library, size=(200, 250), query="") as reader:
        for text in MARKUP:
            assert displayed(text) in reader.shown


async def test_every_hostile_value_can_be_ticked_and_excluded(hostile_library: Library) -> None:
    async with reading(hostile_library, query="") as reader:
        await reader.press("f", "G")
        for _value in range(4):
            await reader.press("space", "exclamation_mark", "exclamation_mark")
            assert_well(reader, (160, 48))
            assert reader.query == ""
            await reader.press("k")


async def test_hostile_queries_are_searched_for(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("slash")
        for text in TEXTS[:: 1 if LONGER else 4]:
            await reader.type(text[:300])
            assert_well(reader, (160, 48))
        await reader.press("escape")


async def test_hostile_searches_are_recalled(library: Library) -> None:
    for text in TEXTS:
        library.remember_search(text[:500])
    async with reading(library) as reader:
        await reader.press("slash")
        for _search in range(12):
            await reader.press("up")
            assert_well(reader, (160, 48))


def _kept(_: str) -> "Future[None]":
    """A draft that is on the disk at once."""
    kept: Future[None] = Future()
    kept.set_result(None)
    return kept


async def test_dialogs_show_hostile_papers(hostile_library: Library) -> None:
    async with reading(hostile_library, size=MEDIUM, query="") as reader:
        tags = hostile_library.tag_counts()
        makers: Sequence[Callable[[Entry], Screen[Any]]] = (
            lambda entry: TagDialog([entry], tags),
            lambda entry: NoteDialog(entry.paper.title, entry.triage.note or "", _kept),
            lambda entry: NameDialog("Rename", entry.paper.title, entry.paper.title),
        )
        entries = hostile_library.entries(range(1, len(TEXTS) + 1, 1 if LONGER else 4))
        for make, entry in zip(cycle(makers), entries, strict=False):
            reader.app.push_screen(make(entry))
            await reader.pilot.pause()
            assert_well(reader, MEDIUM)
            reader.app.pop_screen()


async def test_the_focus_mode_and_the_history_show_hostile_papers(hostile_library: Library) -> None:
    some = "" if LONGER else "is:archived"
    async with reading(hostile_library, size=MEDIUM, query=some) as reader:
        shown = reader.total
        await reader.press("T")
        for _paper in range(shown):
            await reader.pilot.press("j")
            await reader.pilot.pause()
            assert_well(reader, MEDIUM)
        await reader.press("escape", "U", "j")
        assert reader.dialog == "HistoryDialog"
        assert_well(reader, MEDIUM)


async def test_a_menu_shows_hostile_choices(hostile_library: Library) -> None:
    async with reading(hostile_library, query="") as reader:
        reader.app.push_screen(Menu("Open", [Choice("x", text, text) for text in TEXTS]))
        await reader.settle()
        for _choice in range(20):
            await reader.press("j")
        assert_well(reader, (160, 48))


async def test_a_hostile_tag_is_completed_in_the_dialog(hostile_library: Library) -> None:
    async with reading(hostile_library, query="") as reader:
        await reader.press("t")
        for start in ("[", "a[", "[@", "\\"):
            reader.part(Input).value = start
            await reader.settle()
            assert_well(reader, (160, 48))


async def test_the_palette_shows_hostile_saved_searches(hostile_library: Library) -> None:
    async with reading(hostile_library, query="") as reader:
        await reader.press("ctrl+p")
        for key in ("[", "/", "a"):
            await reader.press(key)
            assert_well(reader, (160, 48))


async def test_hostile_messages_stand_in_the_footer(library: Library) -> None:
    async with reading(library, size=MEDIUM) as reader:
        for text in TEXTS:
            reader.screen.say(text)
            reader.screen.header.activity = displayed(text)[:20]
            await reader.pilot.pause()
            assert_well(reader, MEDIUM)
            assert reader.lines[-1].rstrip().endswith("? help")


async def test_every_copy_and_undo_of_a_hostile_paper_is_told(hostile_library: Library) -> None:
    async with reading(hostile_library, query="") as reader:
        for place in range(3):
            reader.screen.paper_list.cursor = place
            await reader.press("y", "t")
            assert_well(reader, (160, 48))
            await reader.press("o", "b", "u")
            assert_well(reader, (160, 48))
