"""The reader on a disk that fails: it says so, shows what is true, and goes on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.driver import reading
from tests.app.sample import library_of
from tests.faulty_disk import FAULTS, Fault, FaultyDisk, faulty_disk
from tests.sqlite_vfs import why_not_available
from tests.triage_session import PAPERS
from tui.library import Library
from tui.papers.paper import Triage

pytestmark = pytest.mark.skipif(bool(why_not_available()), reason=why_not_available())


@pytest.fixture
def disk() -> Iterator[FaultyDisk]:
    with faulty_disk() as disk:
        yield disk


@pytest.fixture
def library(disk: FaultyDisk, tmp_path: Path) -> Iterator[Library]:
    """A small library on that disk."""
    with library_of(tmp_path / "home", PAPERS) as library:
        yield library


@pytest.mark.parametrize("fault", FAULTS, ids=str)
async def test_a_disk_that_fails_is_told_and_the_reader_goes_on(
    disk: FaultyDisk, library: Library, fault: Fault
) -> None:
    async with reading(library) as reader:
        await reader.press("b")
        with disk.failing(fault):
            told = []
            for keys in ("m", "u", ("t", *"vision", "enter")):
                reader.app.clear_notifications()
                await reader.press(*keys)
                told += reader.complaints
            await reader.press("j")
            assert reader.cursor == 1
            await reader.press("k")
        assert len(told) == 3
        assert all("library.sqlite3 can't" in complaint for complaint in told)
        assert "★" in reader.shown
        assert reader.current.triage == Triage(bookmarked=True)
        await reader.press("m", "u", "u")
        assert reader.current.triage == Triage()
        assert "★" not in reader.shown
