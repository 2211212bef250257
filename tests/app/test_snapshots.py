"""What the reader looks like at several sizes. ``--snapshot-update`` accepts a new look."""

import shutil
from collections.abc import Callable, Iterator
from operator import attrgetter
from pathlib import Path

import pytest

from tests.app.driver import Driver
from tests.app.full_texts import put_text
from tests.stage import Act, Scene, held_still, lived_in_home
from tui.config import Settings
from tui.library import Library
from tui.paths import Paths

SMALLEST = (60, 18)
SMALL = (80, 24)
USUAL = (120, 40)
LARGE = (200, 60)


def keys(*names: str) -> Act:
    """Press keys, one after the other."""

    async def press(reader: Driver) -> None:
        await reader.press(*names)

    return press


async def type_a_search(reader: Driver) -> None:
    await reader.press("slash")
    await reader.type("memor")


async def fill_in_tags(reader: Driver) -> None:
    await reader.press("j", "t")
    await reader.type("t")


async def select_some(reader: Driver) -> None:
    await reader.press("j", "space", "j", "j", "v", "j", "j", "v")


async def read_in_full(reader: Driver) -> None:
    put_text(reader.library, reader.current.id)
    await reader.press("enter", "tab", "tab", "tab")


async def find_in_the_text(reader: Driver) -> None:
    await read_in_full(reader)
    await reader.press("slash", *"word", "enter", "full_stop")


async def open_the_contents(reader: Driver) -> None:
    await read_in_full(reader)
    await reader.press("c", "j")


async def save_some_searches(reader: Driver) -> None:
    for name, query in (("long range", "long range"), ("new code", "has:code is:unread")):
        reader.library.save_search(name, query)
    reader.screen.count_saved()
    await reader.press("f", "g", "j")


SCENES = (
    Scene("reader_large", LARGE),
    Scene("reader_usual", USUAL),
    Scene("reader_smallest", SMALLEST),
    Scene("detail_smallest", SMALLEST, keys("j", "tab")),
    Scene("filters_smallest", SMALLEST, keys("f", "j")),
    Scene("filters_small", SMALL, keys("f", "j", "exclamation_mark")),
    Scene("filters_usual", USUAL, keys("f", "j", "space"), query="attention"),
    Scene("reading_small", SMALL, find_in_the_text, query="title:train"),
    Scene("reading_large", LARGE, read_in_full, query="title:train"),
    Scene("abstract_small", SMALL, keys("enter"), query="title:train"),
    Scene("contents_small", SMALL, open_the_contents, query="title:train"),
    Scene("focus_smallest", SMALLEST, keys("j", "T")),
    Scene("focus_small", SMALL, keys("T", "x", "b")),
    Scene("focus_large", LARGE, keys("T", "j", "k")),
    Scene("focus_done_small", SMALL, keys("G", "k", "T", "b", "x")),
    Scene("compact_usual", USUAL, settings=Settings(density="compact")),
    Scene("selection_small", SMALL, select_some),
    Scene("dismissed_small", SMALL, keys("x")),
    Scene("typing_usual", USUAL, type_a_search),
    Scene("nothing_found_small", SMALL, query="transfomer is:archived"),
    Scene("misspelled_small", SMALL, query="transfomer is:unread"),
    Scene("similar_usual", USUAL, keys("i"), query="title:retrieval"),
    Scene("saved_usual", USUAL, save_some_searches, query="long range"),
    Scene("query_problem_smallest", SMALLEST, query="attention date:2025-13"),
    Scene("tags_small", SMALL, fill_in_tags),
    Scene("export_smallest", SMALLEST, keys("e")),
    Scene("copy_small", SMALL, keys("j", "y")),
    Scene("help_smallest", SMALLEST, keys("question_mark")),
)


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that somebody has used; not to be changed."""
    return lived_in_home(tmp_path_factory.mktemp("furnished") / "home")


@pytest.fixture
def lived_in(furnished: Path, tmp_path: Path) -> Iterator[Library]:
    """A copy of the used library, opened."""
    home = shutil.copytree(furnished, tmp_path / "lived-in")
    with Library(Paths.standard(home)) as library:
        yield library


@pytest.mark.parametrize("scene", SCENES, ids=attrgetter("name"))
def test_the_reader_looks_as_before(
    scene: Scene, lived_in: Library, snap_compare: Callable[..., bool]
) -> None:
    with held_still():
        app = scene.app(lived_in)
        assert snap_compare(app, terminal_size=scene.size, run_before=scene.play)


def test_no_colour_is_needed(lived_in: Library, snap_compare: Callable[..., bool]) -> None:
    scene = Scene("no_colour_small", SMALL, select_some)
    with held_still(colour=False):
        app = scene.app(lived_in)
        assert snap_compare(app, terminal_size=scene.size, run_before=scene.play)
