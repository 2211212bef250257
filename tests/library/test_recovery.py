"""Recovering a library: what is kept, what is put in its place, and when it is refused."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.storage.full_library import Rows, fill, rows
from tui.errors import PapertuiError
from tui.library import Library
from tui.library.examining import kept_aside, library_damage
from tui.library.recovery import RecoveryReport, recover_library
from tui.papers.paper import TriageChange
from tui.paths import Paths
from tui.storage.backups.backup import make_backup
from tui.storage.backups.backup_folder import backup_folder
from tui.storage.database import Database
from tui.storage.triage_store import TriageStore

_PAGE = 4_096
_DYING = """
import os, sys
from pathlib import Path
from tui.library.recovery import recover_library
from tui.papers.paper import TriageChange
from tui.paths import Paths

left = int(sys.argv[2])

def dying(deed):
    def do(*arguments, **named):
        global left
        left -= 1
        if left < 0:
            os._exit(9)
        return deed(*arguments, **named)
    return do

os.fsync, os.open = dying(os.fsync), dying(os.open)
Path.unlink, Path.replace = dying(Path.unlink), dying(Path.replace)
recover_library(Paths.standard(Path(sys.argv[1])))
"""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a sound library of 300 papers, the last changes in its log. Not to be changed."""
    home = tmp_path_factory.mktemp("whole")
    paths = Paths.standard(home)
    database = Database(paths.database)
    fill(database)
    with closing(sqlite3.connect(paths.database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    TriageStore(database).apply([7], TriageChange(add_tags=("logged",)), "only in the log")
    killed = home.with_name("killed")
    shutil.copytree(home, killed)
    database.close()
    return killed


def _log(paths: Paths) -> Path:
    return paths.database.with_name("library.sqlite3-wal")


def _damage(paths: Paths) -> None:
    """Have the first page of the papers zeroed."""
    content = bytearray(paths.database.read_bytes())
    content[_PAGE : 2 * _PAGE] = bytes(_PAGE)
    paths.database.write_bytes(content)


@pytest.fixture
def damaged(whole: Path, home: Path) -> Paths:
    """The test's home with that library, damaged."""
    shutil.copytree(whole, home)
    paths = Paths.standard(home)
    _damage(paths)
    return paths


@pytest.fixture(scope="module")
def all_rows(whole: Path, tmp_path_factory: pytest.TempPathFactory) -> Rows:
    copy = tmp_path_factory.mktemp("all") / "home"
    shutil.copytree(whole, copy)
    return rows(Paths.standard(copy).database)


def _recovered(paths: Paths) -> RecoveryReport:
    report = recover_library(paths)
    assert library_damage(paths) == []
    return report


def test_the_damaged_file_is_kept_byte_for_byte(damaged: Paths) -> None:
    before = damaged.database.read_bytes()
    report = _recovered(damaged)
    assert kept_aside(damaged) == [report.kept_aside]
    assert report.kept_aside.read_bytes() == before


def test_what_can_be_read_is_in_its_place_and_the_library_goes_on(
    damaged: Paths, all_rows: Rows
) -> None:
    report = _recovered(damaged)
    assert rows(damaged.database)["triage"] == all_rows["triage"]
    assert (report.recovered.papers, report.recovered.searches) == (300, 20)
    with Library(damaged) as library:
        assert library.catch_up().indexed == 300
        assert library.counts().total == 300
        assert not library.verify_index().missing
        assert library.undo() is not None


def test_what_is_only_in_the_log_is_recovered_too(whole: Path, home: Path, all_rows: Rows) -> None:
    shutil.copytree(whole, home)
    paths = Paths.standard(home)
    content = paths.database.read_bytes()
    assert _log(paths).stat().st_size > 0
    paths.database.write_bytes(b"x" * 100 + content[100:])
    report = recover_library(paths)
    assert report.kept_aside.with_name(f"{report.kept_aside.name}-wal").exists()
    assert not _log(paths).exists()
    assert rows(paths.database) == all_rows


def _give_it_another_log(damaged: Paths) -> Path:
    """Put a sound file in place of the damaged one, and beside it a log that is not its own."""
    _recovered(damaged)
    backup = damaged.data_folder / "backup.sqlite3"
    make_backup(damaged.database, backup)
    with closing(sqlite3.connect(damaged.database, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("DELETE FROM paper WHERE id > 100")
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("UPDATE paper SET abstract = title")
        log = _log(damaged).read_bytes()
    shutil.copy(backup, damaged.database)
    _log(damaged).write_bytes(log)
    assert library_damage(damaged)
    return backup


def test_the_log_of_another_file_is_left_out(damaged: Paths) -> None:
    backup = _give_it_another_log(damaged)
    assert _recovered(damaged).without_log
    assert rows(damaged.database)["triage"] == rows(backup)["triage"]


def test_cut_short_the_log_of_another_file_has_not_come_into_it(
    damaged: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = _give_it_another_log(damaged)

    def cut_short(*_: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", cut_short)
        with pytest.raises(KeyboardInterrupt):
            recover_library(damaged)
    assert library_damage(damaged) == []
    assert rows(damaged.database) == rows(backup)


def test_the_newest_sound_backup_is_what_it_is_compared_with(damaged: Paths) -> None:
    sound = damaged.data_folder / "sound.sqlite3"
    folder = backup_folder(damaged.database)
    report = _recovered(damaged)
    assert (report.backup, report.backed_up) == (None, None)
    make_backup(damaged.database, sound)
    folder.mkdir(exist_ok=True)
    shutil.copy(sound, folder / "papertui-2026-11-20.sqlite3")
    (folder / "papertui-2026-11-21.sqlite3").write_bytes(b"nonsense")
    _damage(damaged)
    report.kept_aside.unlink()
    report = _recovered(damaged)
    assert report.backup is not None
    assert report.backup.path.name == "papertui-2026-11-20.sqlite3"
    assert report.backed_up == report.recovered


def test_a_sound_library_is_left_alone(library: Library) -> None:
    paths = library.paths
    library.close()
    before = paths.database.read_bytes()
    with pytest.raises(PapertuiError, match="is sound: there is nothing to recover"):
        recover_library(paths)
    assert paths.database.read_bytes() == before
    assert kept_aside(paths) == []


def test_where_there_is_no_library_there_is_nothing_to_recover(home: Path) -> None:
    with pytest.raises(PapertuiError, match="There is no library"):
        recover_library(Paths.standard(home))
    assert not home.exists()
    file = Paths.standard(home).database
    file.parent.mkdir(parents=True)
    file.touch()
    with pytest.raises(PapertuiError, match="There is no library"):
        recover_library(Paths.standard(home))


def test_the_database_of_another_program_is_left_alone(home: Path) -> None:
    paths = Paths.standard(home)
    paths.data_folder.mkdir(parents=True)
    with closing(sqlite3.connect(paths.database)) as connection, connection:
        connection.execute("CREATE TABLE bookmark (url TEXT)")
    with pytest.raises(PapertuiError, match="made by another program"):
        recover_library(paths)
    assert kept_aside(paths) == []


def test_where_there_is_no_room_nothing_is_changed(
    damaged: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = damaged.database.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(shutil, "copyfileobj", full)
        with pytest.raises(PapertuiError, match="The disk is full"):
            recover_library(damaged)
    assert damaged.database.read_bytes() == before
    assert kept_aside(damaged) == []
    _recovered(damaged)


@pytest.mark.parametrize("deeds", range(0, 16, 2))
def test_killed_at_any_moment_it_can_be_run_again(
    damaged: Paths, home: Path, all_rows: Rows, deeds: int
) -> None:
    command = [sys.executable, "-c", _DYING, str(home), str(deeds)]
    died = subprocess.run(command, timeout=60, capture_output=True, check=False)
    assert died.returncode in (0, 9), died.stderr
    if library_damage(damaged):
        recover_library(damaged)
    assert rows(damaged.database) == all_rows
