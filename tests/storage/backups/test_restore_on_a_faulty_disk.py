"""Backups and restores on a disk that fails at any write: told, and nothing half done."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.faulty_disk import FAULTS, Fault, FaultyDisk, faults_of, faulty_disk
from tests.longer import LONGER
from tests.sqlite_vfs import why_not_available
from tests.storage.backups.restored import all_rows, change_much, make_something_to_restore
from tui.errors import PapertuiError
from tui.storage.backups.backup import make_backup
from tui.storage.backups.backup_folder import backup_folder, backups
from tui.storage.backups.restoring import Restoring
from tui.storage.database import Database
from tui.storage.rescue.untouched import damage_of

pytestmark = pytest.mark.skipif(bool(why_not_available()), reason=why_not_available())


@pytest.fixture
def disk() -> Iterator[FaultyDisk]:
    with faulty_disk() as disk:
        yield disk


def _fails_at_every_operation(
    disk: FaultyDisk, fault: Fault, act: Callable[[], object], check: Callable[[], object]
) -> int:
    """Act with one operation failing, then a later one, until all goes well; gives when."""
    for place in count(step=1 if LONGER else 5):
        with disk.failing(fault, at=place):
            error = _failure(act)
        if error is None:
            return place
        assert faults_of(error) == []
        check()
    raise AssertionError


def _failure(act: Callable[[], object]) -> PapertuiError | None:
    try:
        act()
    except PapertuiError as error:
        return error
    return None


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_restore_and_its_undo_that_fail_leave_the_library_as_it_was(
    disk: FaultyDisk, path: Path, tmp_path: Path, fault: Fault
) -> None:
    database, backup = Database(path), tmp_path / "backup.sqlite3"
    make_something_to_restore(database, backup)
    change_much(database)
    restoring, before = Restoring(path), all_rows(database)

    def is_as_before() -> None:
        assert all_rows(database) == before

    assert _fails_at_every_operation(disk, fault, lambda: restoring.restore(backup), is_as_before)
    restored = all_rows(database)

    def is_restored() -> None:
        assert all_rows(database) == restored

    assert _fails_at_every_operation(disk, fault, restoring.undo, is_restored)
    assert all_rows(database)["paper"] == before["paper"]
    assert damage_of(database.path) == []
    assert [name for name in backup_folder(path).iterdir() if name.name.startswith(".")] == []
    database.close()


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_backup_that_fails_leaves_the_one_before(
    disk: FaultyDisk, path: Path, tmp_path: Path, fault: Fault
) -> None:
    database, target = Database(path), tmp_path / "backup.sqlite3"
    make_something_to_restore(database, target)
    change_much(database)
    before = target.read_bytes()

    def is_the_one_before() -> None:
        assert target.read_bytes() == before
        assert sorted(found.name for found in tmp_path.iterdir()) == ["backup.sqlite3", "data"]

    assert _fails_at_every_operation(
        disk, fault, lambda: make_backup(path, target, replace=True), is_the_one_before
    )
    assert target.read_bytes() != before
    assert backups(path) == []
    database.close()
