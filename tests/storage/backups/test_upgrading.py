"""A library of an older shape is backed up before it gets today's."""

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from tests.storage.noting import make_at_version
from tui.errors import StorageError
from tui.storage.backups.backup_folder import back_up_before_upgrade, backups
from tui.storage.database import Database


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def test_an_older_library_is_backed_up_before_it_is_upgraded(path: Path) -> None:
    make_at_version(path, 5, "INSERT INTO meta (key, value) VALUES ('kept', 'yes')")
    database = Database(path)
    kept = path.parent / "backups" / "before-upgrade-5.sqlite3"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    connection = sqlite3.connect(kept)
    assert _version(connection) == 5
    assert connection.execute("SELECT value FROM meta WHERE key = 'kept'").fetchone() == ("yes",)
    connection.close()
    database.close()


def test_who_comes_late_does_not_replace_the_backup_by_what_is_upgraded_already(path: Path) -> None:
    make_at_version(path, 5)
    Database(path).close()
    back_up_before_upgrade(path, 5)
    with closing(sqlite3.connect(path.parent / "backups" / "before-upgrade-5.sqlite3")) as kept:
        assert _version(kept) == 5


def test_the_last_two_are_kept(path: Path) -> None:
    for version in (3, 4, 5):
        path.unlink(missing_ok=True)
        make_at_version(path, version)
        Database(path).close()
    kept = sorted(backup.kind for backup in backups(path))
    assert kept == ["before-upgrade-4", "before-upgrade-5"]


def test_a_library_that_can_not_be_backed_up_is_not_upgraded(path: Path) -> None:
    make_at_version(path, 5)
    (path.parent / "backups").write_text("in the way")
    with pytest.raises(StorageError, match="was not upgraded, because it could not be backed up"):
        Database(path)
    connection = sqlite3.connect(path)
    assert _version(connection) == 5
    connection.close()


def test_a_new_or_up_to_date_library_is_not_backed_up(path: Path) -> None:
    for _ in range(2):
        Database(path).close()
    assert not (path.parent / "backups").exists()
