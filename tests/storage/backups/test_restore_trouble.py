"""Restores that can't be made, or that fail."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.storage.backups.restored import all_rows, content
from tests.storage.noting import make_at_version
from tui.errors import PapertuiError, StorageError
from tui.papers.paper import Paper, TriageChange
from tui.storage.backups.backup_folder import backup_folder, backups, keep_before
from tui.storage.backups.prepared import Prepared, prepared
from tui.storage.backups.restoring import Restoring
from tui.storage.database import Database
from tui.storage.migrations import MIGRATIONS
from tui.storage.paper_store import PaperStore
from tui.storage.triage_store import TriageStore


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


def _garbled(path: Path) -> None:
    Database(path).close()
    content = path.read_bytes()
    path.write_bytes(content.replace(b"CREATE TABLE tag (", b"CREATE\xa0TABLE tag ("))


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
        (_garbled, "is damaged"),
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


def test_undo_and_redo_pass_over_a_restore_whose_file_is_gone(
    database: Database, triage: TriageStore, restoring: Restoring, backup: Path
) -> None:
    restoring.restore(backup)
    (kept,) = backups(database.path)
    kept.path.unlink()
    before = content(database)
    for walk, undone in ((restoring.undo, True), (restoring.redo, False), (restoring.undo, True)):
        walked = walk()
        assert walked is not None
        assert (walked.step.undone, walked.ids, walked.skipped) == (undone, (), 1)
        assert walked.lost
        assert content(database) == before
    below = triage.undo()
    assert below is not None
    assert below.step.label == "bookmarked 1 paper"


def test_the_files_of_restores_that_were_killed_take_the_place_of_none_that_is_needed(
    database: Database, triage: TriageStore, restoring: Restoring, backup: Path
) -> None:
    triage.apply([3], TriageChange(read=True), "read")
    before = content(database)
    restoring.restore(backup)
    for _ in range(4):
        keep_before(database.path, "restore")
    restoring.restore(backup)
    assert len(backups(database.path)) == 2
    assert restoring.undo()
    assert restoring.undo()
    assert content(database) == before


def test_the_files_of_restores_that_can_not_be_made_again_are_the_first_to_go(
    database: Database, triage: TriageStore, restoring: Restoring, backup: Path
) -> None:
    triage.apply([3], TriageChange(read=True), "read")
    before = content(database)
    restoring.restore(backup)
    for _ in range(3):
        triage.apply([2], TriageChange(archived=True), "archived")
        restoring.restore(backup)
        assert restoring.undo()
        triage.undo()
    triage.apply([2], TriageChange(archived=True), "archived")
    restoring.restore(backup)
    for undo in (restoring.undo, triage.undo, restoring.undo):
        assert undo()
    assert content(database) == before


def test_an_undo_that_another_process_has_made_meanwhile_is_not_made_again(
    database: Database,
    triage: TriageStore,
    restoring: Restoring,
    backup: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    @contextmanager
    def first_there(path: Path, folder: Path) -> Iterator[Prepared]:
        monkeypatch.undo()
        with prepared(path, folder) as state:
            assert Restoring(database.path).undo()
            yield state

    triage.apply([3], TriageChange(read=True), "read")
    before = content(database)
    restoring.restore(backup)
    monkeypatch.setattr("tui.storage.backups.restoring.prepared", first_there)
    assert restoring.undo() is None
    assert content(database) == before
