"""Backups that are made without being asked for, and one for the asking."""

import os
import sqlite3
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from threading import Event

import pytest

from tests.storage.noting import note
from tui.errors import PapertuiError, StorageError
from tui.papers.paper import Paper, TriageChange
from tui.storage.backups.backup import BackupStopped, make_backup
from tui.storage.backups.backup_folder import (
    back_up_daily,
    backup_folder,
    backups,
    contents_of_backup,
    keep_before,
    newest_good_backup,
)
from tui.storage.backups.restoring import Restoring
from tui.storage.database import Database
from tui.storage.paper_store import PaperStore
from tui.storage.triage_store import TriageStore

_TODAY = date(2026, 11, 21)
_TOO_LARGE = """
import resource, sys
from pathlib import Path
from tui.errors import StorageError
from tui.storage.backups.backup import make_backup
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
try:
    make_backup(Path(sys.argv[1]), Path(sys.argv[2]))
except StorageError as error:
    print(error.message)
"""


@pytest.fixture
def filled(papers: PaperStore) -> None:
    papers.add(Paper(title=f"Paper {n}", abstract="x" * 2_000) for n in range(300))


def _mark(triage: TriageStore, paper_id: int) -> None:
    triage.apply([paper_id], TriageChange(bookmarked=True), "bookmarked")


def _count(path: Path, table: str) -> int:
    connection = sqlite3.connect(path)
    found = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    connection.close()
    return int(found[0])


def _damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[8_192:20_480] = b"\xff" * 12_288
    path.write_bytes(content)


def _spoil_index(path: Path) -> None:
    """Have the index of tags lack one, which only SQLite's full check finds."""
    index = "FROM sqlite_master WHERE name = 'tag_by_name'"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        row = connection.execute(f"SELECT * {index}").fetchone()
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(f"DELETE {index}")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("INSERT INTO tag VALUES (1, 'beta')")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("INSERT INTO sqlite_master VALUES (?, ?, ?, ?, ?)", row)


def _names(library: Path) -> list[str]:
    return sorted(backup.path.name for backup in backups(library))


@pytest.mark.usefixtures("filled")
def test_a_backup_is_one_private_file_with_all_there_is(
    database: Database, triage: TriageStore, tmp_path: Path
) -> None:
    _mark(triage, 7)
    target = tmp_path / "copy.sqlite3"
    contents = make_backup(database.path, target)
    assert (contents.papers, contents.bookmarked, contents.steps) == (300, 1, 1)
    assert _count(target, "paper") == 300
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.sqlite3", "data"]


@pytest.mark.usefixtures("filled")
def test_a_backup_is_one_moment_while_others_write(database: Database, tmp_path: Path) -> None:
    done = Event()

    def write_pairs() -> None:
        number = 0
        while not done.is_set():
            with database.write() as connection:
                connection.execute("INSERT INTO meta VALUES (?, 'x')", (f"pair {number}",))
                connection.execute("INSERT INTO session VALUES (?, 'x')", (f"pair {number}",))
            number += 1

    with ThreadPoolExecutor(1) as pool:
        writer = pool.submit(write_pairs)
        for number in range(5):
            copy = tmp_path / f"{number}"
            make_backup(database.path, copy)
            assert _count(copy, "meta WHERE key LIKE 'pair%'") == _count(copy, "session")
        done.set()
        writer.result()


def test_a_file_that_exists_is_replaced_only_when_that_was_said(
    database: Database, tmp_path: Path
) -> None:
    target = tmp_path / "mine"
    target.write_text("precious")
    with pytest.raises(PapertuiError, match="exists already"):
        make_backup(database.path, target)
    assert target.read_text() == "precious"
    make_backup(database.path, target, replace=True)
    assert _count(target, "paper") == 0


def test_a_backup_that_was_stopped_leaves_nothing(database: Database, tmp_path: Path) -> None:
    with pytest.raises(BackupStopped):
        make_backup(database.path, tmp_path / "copy", cancelled=lambda: True)
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_a_folder_that_does_not_exist_is_told(database: Database, tmp_path: Path) -> None:
    with pytest.raises(PapertuiError, match="does not exist"):
        make_backup(database.path, tmp_path / "nowhere" / "copy")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_what_is_no_file_is_not_written_to(database: Database) -> None:
    with pytest.raises(PapertuiError, match="not a regular file"):
        make_backup(database.path, Path("/dev/full"), replace=True)


def test_there_is_one_backup_a_day_and_the_last_seven_are_kept(
    database: Database, papers: PaperStore
) -> None:
    for ago in range(9, -1, -1):
        papers.add([Paper(title=f"Paper of {ago} days ago")])
        day = _TODAY - timedelta(days=ago)
        made = back_up_daily(database.path, day)
        assert made is not None
        # As after a copy of the folder: files are as old as the copying has made them.
        os.utime(made, (1e9 + ago, 1e9 + ago))
        assert back_up_daily(database.path, day) is None
    days = [f"papertui-{_TODAY - timedelta(days=ago)}.sqlite3" for ago in range(6, -1, -1)]
    assert _names(database.path) == days
    assert {backup.kind for backup in backups(database.path)} == {"daily"}


def test_an_unchanged_library_is_not_backed_up_again(
    database: Database, papers: PaperStore
) -> None:
    papers.add([Paper(title="Titans")])
    assert back_up_daily(database.path, _TODAY)
    note(database, "how the reader was left")
    assert back_up_daily(database.path, _TODAY + timedelta(days=1)) is None
    papers.add([Paper(title="InfLLM")])
    assert back_up_daily(database.path, _TODAY + timedelta(days=2))


def test_of_several_at_once_one_makes_the_backup(database: Database, papers: PaperStore) -> None:
    papers.add([Paper(title="Titans")])
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: back_up_daily(database.path, _TODAY), range(4)))
    assert sum(path is not None for path in made) == 1
    assert len(backups(database.path)) == 1


@pytest.mark.usefixtures("filled")
def test_a_damaged_library_is_told_and_takes_the_place_of_no_good_backup(
    database: Database, papers: PaperStore
) -> None:
    back_up_daily(database.path, _TODAY)
    papers.add([Paper(title="One more")])
    database.close()
    _damage(database.path)
    with pytest.raises(StorageError, match="damaged") as failure:
        back_up_daily(database.path, _TODAY + timedelta(days=1))
    assert "papertui recover" in failure.value.hint
    assert _names(database.path) == [f"papertui-{_TODAY}.sqlite3"]
    newest = newest_good_backup(database.path)
    assert newest is not None
    assert _count(newest.path, "paper") == 300


def test_a_library_whose_index_disagrees_with_it_is_no_backup_either(
    database: Database, triage: TriageStore, papers: PaperStore
) -> None:
    papers.add([Paper(title="Titans")])
    back_up_daily(database.path, _TODAY)
    triage.apply([1], TriageChange(add_tags=("alpha",)), "tagged")
    database.close()
    _spoil_index(database.path)
    with pytest.raises(StorageError, match="damaged"):
        back_up_daily(database.path, _TODAY + timedelta(days=1))
    assert _names(database.path) == [f"papertui-{_TODAY}.sqlite3"]


@pytest.mark.skipif(sys.platform == "win32", reason="no limit to the size of files")
@pytest.mark.usefixtures("filled")
def test_a_disk_that_fails_is_the_backups_and_not_the_librarys(
    database: Database, tmp_path: Path
) -> None:
    target = tmp_path / "stick.sqlite3"
    command = [sys.executable, "-c", _TOO_LARGE, str(database.path), str(target)]
    told = subprocess.run(command, capture_output=True, text=True, timeout=30, check=True).stdout
    assert told.startswith(f"The backup {target} can't be written: the disk reports an error.")
    assert not target.exists()


@pytest.mark.usefixtures("filled")
def test_the_newest_good_backup_is_one_that_can_be_read(database: Database) -> None:
    assert newest_good_backup(database.path) is None
    good = keep_before(database.path, "restore")
    bad = keep_before(database.path, "undo")
    _damage(bad)
    (backup_folder(database.path) / "before-restore-1.sqlite3").write_text("nothing of the sort")
    (backup_folder(database.path) / "before-restore-2.sqlite3").touch()
    newest = newest_good_backup(database.path)
    assert newest is not None
    assert newest.path == good
    daily = backup_folder(database.path) / f"papertui-{_TODAY}.sqlite3"
    make_backup(database.path, daily)
    keep_before(database.path, "restore")
    newest = newest_good_backup(database.path)
    assert newest is not None
    assert newest.path == daily


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"CREATE TABLE tag (", b"CREATE\xa0TABLE tag ("), (b"abstract TEXT", b"abstracs TEXT")],
)
@pytest.mark.usefixtures("filled")
def test_a_backup_whose_tables_are_garbled_is_passed_over(
    database: Database, restoring: Restoring, old: bytes, new: bytes
) -> None:
    good, bad = (keep_before(database.path, deed) for deed in ("restore", "undo"))
    bad.write_bytes(bad.read_bytes().replace(old, new))
    newest = newest_good_backup(database.path)
    assert newest is not None
    assert newest.path == good
    assert {one.path for one in backups(database.path) if contents_of_backup(one)} >= {good}
    with pytest.raises(StorageError, match="is damaged and can't be restored"):
        restoring.restore(bad)


def test_what_a_killed_process_left_half_made_is_cleared_away(
    database: Database, papers: PaperStore
) -> None:
    papers.add([Paper(title="Titans")])
    folder = backup_folder(database.path)
    folder.mkdir()
    old, young = folder / ".papertui-1.tmp", folder / ".papertui-2.tmp"
    tree = folder / ".papertui-restoring"
    tree.mkdir()
    for path in (old, young, tree / "library.sqlite3"):
        path.write_text("half")
    for path in (old, tree):
        os.utime(path, (0, 0))
    (folder / f"papertui-{_TODAY}.sqlite3").touch()
    assert back_up_daily(database.path, _TODAY) is None
    left = [path.name for path in folder.iterdir() if path.name.startswith(".")]
    assert left == [young.name]


def test_a_file_in_place_of_the_folder_is_told(database: Database, papers: PaperStore) -> None:
    papers.add([Paper(title="Titans")])
    backup_folder(database.path).write_text("in the way")
    with pytest.raises(PapertuiError, match="file is in the way"):
        back_up_daily(database.path, _TODAY)
    assert backups(database.path) == []
