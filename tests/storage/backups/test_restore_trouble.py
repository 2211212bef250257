"""Restores that can't be made, or that fail."""

import sqlite3
from pathlib import Path

import pytest

from tests.storage.backups.restored import all_rows
from tests.storage.noting import make_at_version
from tui.errors import PapertuiError, StorageError
from tui.papers.paper import Paper
from tui.storage.backups.backup_folder import backup_folder, backups
from tui.storage.backups.restoring import Restoring
from tui.storage.database import Database
from tui.storage.migrations import MIGRATIONS
from tui.storage.paper_store import PaperStore


def _of_another_program(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE moz_places (id INTEGER)")
    connection.close()


def _newer(path: Path) -> None:
    make_at_version(path, len(MIGRATIONS))
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 999")
    connection.close()


def _damaged(path: Path) -> None:
    database = Database(path)
    PaperStore(database).add(Paper(title=f"Paper {n}", abstract="x" * 900) for n in range(200))
    database.close()
    content = bytearray(path.read_bytes())
    content[len(content) // 2 :] = b"\xff" * (len(content) - len(content) // 2)
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda path: None, "There is no file"),
        (Path.mkdir, "is not a file"),
        (Path.touch, "is not a papertui library"),
        (lambda path: path.write_text("Attention. " * 1_000), "is not a papertui library"),
        (_of_another_program, "is not a papertui library"),
        (_newer, "made by a newer papertui"),
        (_damaged, "is damaged"),
    ],
)
def test_what_can_not_be_restored_is_told_and_changes_nothing(
    database: Database,
    restoring: Restoring,
    backup: Path,
    tmp_path: Path,
    make: object,
    told: str,
) -> None:
    before = all_rows(database)
    assert callable(make)
    make(tmp_path / "file")
    with pytest.raises(StorageError, match=told) as failure:
        restoring.restore(tmp_path / "file")
    assert failure.value.hint
    assert all_rows(database) == before
    assert list(backup_folder(database.path).glob("*")) == []


def test_the_library_is_no_backup_of_itself(database: Database, restoring: Restoring) -> None:
    with pytest.raises(PapertuiError, match="the library itself"):
        restoring.restore(database.path)


def test_a_restore_that_fails_half_way_leaves_everything_as_it_was(
    database: Database, restoring: Restoring, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    before = all_rows(database)
    monkeypatch.setattr("tui.storage.backups.restoring.history.record", fail)
    with pytest.raises(StorageError, match="disk I/O error"):
        restoring.restore(backup)
    assert all_rows(database) == before
    assert backups(database.path) == []


def test_an_undo_whose_file_is_gone_says_how_to_go_on(
    database: Database, restoring: Restoring, backup: Path
) -> None:
    restoring.restore(backup)
    (kept,) = backups(database.path)
    kept.path.unlink()
    with pytest.raises(StorageError, match="no longer there") as failure:
        restoring.undo()
    assert "papertui restore" in failure.value.hint
