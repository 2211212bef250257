"""A disk that is full, read-only or broken at any write: told, survived, and nothing lost."""

import re
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from tests.app.sample import library_of
from tests.everything_kept import Tables, differing, everything_in
from tests.faulty_disk import FAULTS, Fault, FaultyDisk, faults_of, faulty_disk
from tests.longer import LONGER
from tests.old_databases import build
from tests.sqlite_vfs import why_not_available
from tests.triage_session import ALL, PAPERS, session
from tui.errors import PapertuiError
from tui.library import Library
from tui.paths import Paths
from tui.storage.rescue.untouched import damage_of

pytestmark = pytest.mark.skipif(bool(why_not_available()), reason=why_not_available())

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[\d.+:]*")


@pytest.fixture
def disk() -> Iterator[FaultyDisk]:
    with faulty_disk() as disk:
        yield disk


def kept(library: Library) -> Tables:
    with library._database.read() as connection:
        return everything_in(connection)


def timeless(tables: Tables) -> str:
    """What is kept, but for when it came to be so."""
    return _MOMENT.sub("then", repr(tables))


def failure(act: Callable[[], object]) -> PapertuiError | None:
    try:
        act()
    except PapertuiError as error:
        return error
    return None


def checkpoint_always(library: Library) -> None:
    """Have every commit go on to the database's own file, where a fault is no failure."""
    with library._database.write() as connection:
        connection.execute("PRAGMA wal_autocheckpoint = 1")


def opened(paths: Paths) -> None:
    """A start and an end of papertui."""
    Library(paths).close()


@pytest.mark.parametrize("lasting", [False, True], ids=["once", "lasting"])
@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_whatever_write_fails_is_told_changes_nothing_and_can_be_made_again(
    disk: FaultyDisk, tmp_path: Path, fault: Fault, lasting: bool
) -> None:
    library_of(tmp_path / "tried", PAPERS).close()
    shutil.copytree(tmp_path / "tried", tmp_path / "twin")
    library, twin = (Library(Paths.standard(tmp_path / name)) for name in ("tried", "twin"))
    if lasting:
        checkpoint_always(library)
    for action in session(tmp_path):
        before = kept(library)
        for number in count():
            with disk.failing(fault, at=number, lasting=lasting):
                error = failure(partial(action.do, library))
                if error is None:
                    break
                assert faults_of(error) == [], action.name
                assert differing(before, kept(library)) == [], action.name
        action.do(twin)
        assert timeless(kept(library)) == timeless(kept(twin)), action.name
    with disk.failing(fault, lasting=lasting):
        library.close()
    library = Library(library.paths)
    assert timeless(kept(library)) == timeless(kept(twin))
    assert damage_of(library.paths.database) == []
    library.close()
    twin.close()


@pytest.mark.parametrize(("fault", "first"), zip(FAULTS, (0, 1, 2), strict=True), ids=str)
def test_a_new_library_is_complete_after_whatever_write_of_its_making_failed(
    disk: FaultyDisk, home: Path, fault: Fault, first: int
) -> None:
    paths = Paths.standard(home)
    for number in count(first, step=1 if LONGER else 6):
        with disk.failing(fault, at=number):
            error = failure(partial(opened, paths))
        if not disk.faults_met:
            break
        assert error is None or faults_of(error) == []
        with Library(paths) as library:
            assert damage_of(library.paths.database) == []
            assert library.counts().total == 55
        shutil.rmtree(home)


@pytest.mark.parametrize("lasting", [False, True], ids=["once", "lasting"])
@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_library_opens_once_the_disk_is_well_whatever_write_of_the_start_failed(
    disk: FaultyDisk, home: Path, fault: Fault, lasting: bool
) -> None:
    library_of(home, PAPERS).close()
    paths = Paths.standard(home)
    for number in count():
        with disk.failing(fault, at=number, lasting=lasting):
            error = failure(partial(opened, paths))
        if not disk.faults_met:
            break
        assert error is None or faults_of(error) == []
        with Library(paths) as library:
            assert damage_of(library.paths.database) == []
            assert [entry.paper for entry in library.entries(ALL)] == list(PAPERS)


@pytest.mark.parametrize(("fault", "first"), zip(FAULTS, (0, 1, 2), strict=True), ids=str)
def test_an_old_library_is_upgraded_whole_after_whatever_write_of_the_upgrade_failed(
    disk: FaultyDisk, home: Path, fault: Fault, first: int
) -> None:
    paths = Paths.standard(home)
    build(3, paths.database)
    with Library(paths) as library:
        upgraded = timeless(kept(library))
    for number in count(first, step=1 if LONGER else 6):
        shutil.rmtree(home)
        build(3, paths.database)
        with disk.failing(fault, at=number):
            error = failure(partial(opened, paths))
        assert error is None or faults_of(error) == []
        with Library(paths) as library:
            assert damage_of(library.paths.database) == []
            assert timeless(kept(library)) == upgraded
        if not disk.faults_met:
            break
