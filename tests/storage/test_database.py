import os
import sqlite3
import stat
import subprocess
import sys
import textwrap
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from tests.storage.noting import make_at_version, note, notes
from tui.errors import StorageError
from tui.papers.paper import Author, Entry, Paper, Triage
from tui.storage.database import Database
from tui.storage.migrations import APPLICATION_ID, MIGRATIONS
from tui.storage.opening import make_private_file, open_library
from tui.storage.paper_store import PaperStore
from tui.storage.rescue.untouched import damage_of


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def _pragma(connection: sqlite3.Connection, name: str) -> object:
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


def _shape(path: Path) -> list[tuple[str, ...]]:
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name")
    shape = rows.fetchall()
    connection.close()
    return shape


def test_new_folders_and_the_file_are_private_and_old_folders_are_left(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    Database(tmp_path / "new" / "newer" / "library.db").close()
    assert _mode(tmp_path) == 0o755
    assert _mode(tmp_path / "new") == 0o700
    assert _mode(tmp_path / "new" / "newer") == 0o700
    assert _mode(tmp_path / "new" / "newer" / "library.db") == 0o600


def test_every_connection_is_safe_against_loss_of_power(database: Database) -> None:
    with database.write() as writer, database.read() as reader:
        for connection in (writer, reader):
            assert _pragma(connection, "journal_mode") == "wal"
            assert _pragma(connection, "synchronous") == 2
            assert _pragma(connection, "foreign_keys") == 1


def test_a_new_library_is_at_the_newest_version(database: Database) -> None:
    with database.read() as connection:
        assert _pragma(connection, "user_version") == len(MIGRATIONS)
        assert _pragma(connection, "application_id") == APPLICATION_ID


@pytest.mark.parametrize("version", range(len(MIGRATIONS)))
def test_each_older_version_becomes_the_newest(tmp_path: Path, version: int) -> None:
    make_at_version(tmp_path / "old.db", version)
    Database(tmp_path / "old.db").close()
    Database(tmp_path / "new" / "new.db").close()
    assert _shape(tmp_path / "old.db") == _shape(tmp_path / "new" / "new.db")


def test_a_library_from_before_syncing_keeps_its_papers_and_their_triage(path: Path) -> None:
    make_at_version(
        path,
        5,
        "INSERT INTO paper (id, title, arxiv_id, authors, categories, keywords, links, sources,"
        " upvotes, added_at) VALUES (7, 'Titans', '2501.00663', '[\"Ali Behrouz\"]', '[]', '[]',"
        " '[]', '[\"page\"]', 12, '2025-03-11T08:00:00.000000+00:00')",
        "INSERT INTO known_title (key, paper_id) VALUES ('titans', 7)",
        "INSERT INTO triage (paper_id, bookmarked) VALUES (7, 1)",
        "INSERT INTO tag (paper_id, name) VALUES (7, 'toread')",
    )
    database = Database(path)
    papers = PaperStore(database)
    titans = Paper(
        "Titans",
        arxiv_id="2501.00663",
        authors=(Author("Ali Behrouz"),),
        upvotes=12,
        sources=("page",),
    )
    assert papers.get([7]) == [Entry(7, titans, Triage(bookmarked=True, tags=("toread",)))]
    assert papers.add([replace(titans, num_comments=3)]).ids == [7]
    assert papers.get([7])[0].paper.num_comments == 3
    database.close()


def test_a_migration_that_fails_leaves_the_version_before_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = ("CREATE TABLE half (id INTEGER)", "CREATE TABLE half (id INTEGER)")
    monkeypatch.setattr("tui.storage.opening.MIGRATIONS", (*MIGRATIONS, broken))
    with pytest.raises(StorageError, match="half"):
        Database(path)
    monkeypatch.undo()
    database = Database(path)
    with database.read() as connection:
        assert _pragma(connection, "user_version") == len(MIGRATIONS)
        assert not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'half'").fetchall()
    database.close()


def test_a_library_of_a_newer_version_is_refused_and_not_touched(path: Path) -> None:
    make_at_version(path, len(MIGRATIONS))
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StorageError, match="newer papertui") as failure:
        Database(path)
    assert "Upgrade" in failure.value.hint
    assert path.read_bytes() == before


def test_the_database_of_another_program_is_refused_and_not_touched(path: Path) -> None:
    path.parent.mkdir(parents=True)
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE moz_places (id INTEGER)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StorageError, match="another program"):
        Database(path)
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_refused(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.write_text("Attention is all you need. " * 100)
    with pytest.raises(StorageError, match="not a papertui library") as failure:
        Database(path)
    assert failure.value.hint


@pytest.mark.parametrize("sound_part", [0.3, 0.5, 0.7])
def test_a_damaged_file_is_told_and_found_by_the_check(path: Path, sound_part: float) -> None:
    database = Database(path)
    PaperStore(database).add(Paper(title=f"Paper {n}", abstract="x" * 500) for n in range(600))
    assert damage_of(path) == []
    database.close()
    content = bytearray(path.read_bytes())
    sound = int(len(content) * sound_part)
    content[sound:] = b"\xff" * (len(content) - sound)
    path.write_bytes(content)
    database = Database(path)
    assert damage_of(path)
    with pytest.raises(StorageError, match="damaged"):
        PaperStore(database).get(range(1, 601))
    database.close()


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(StorageError, match="can't be opened: Not a directory"):
        Database(tmp_path / "data" / "library.db")


def test_a_folder_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="can't be opened: Is a directory"):
        Database(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_file_that_may_not_be_written_is_told(path: Path) -> None:
    Database(path).close()
    path.chmod(0o400)
    with pytest.raises(StorageError, match="Permission denied"):
        Database(path)


def test_a_full_disk_is_told_and_nothing_is_kept(database: Database, papers: PaperStore) -> None:
    with database.write() as connection:
        pages = _pragma(connection, "page_count")
        connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StorageError, match="disk is full"):
        papers.add(Paper(title=f"Paper {n}", abstract="x" * 2000) for n in range(100))
    assert papers.count() == 0


def test_another_writer_that_never_ends_is_told(path: Path, database: Database) -> None:
    impatient = Database(path, wait_seconds=0.05)
    with database.write(), pytest.raises(StorageError, match="another program"):
        note(impatient, "a")
    note(impatient, "b")
    assert notes(database) == {"b"}
    impatient.close()


def test_who_waits_long_for_another_writer_is_told_so_once(
    path: Path, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.storage.database._SECONDS_TO_TELL", 0.01)
    told: list[str] = []
    waiting = Database(path, wait_seconds=0.05)
    waiting.waiting = lambda: told.append("waiting")
    with database.write(), pytest.raises(StorageError, match="another program"):
        note(waiting, "a")
    assert told == ["waiting"]
    waiting.close()


def test_a_library_that_is_never_free_to_open_is_told(path: Path) -> None:
    path.parent.mkdir(parents=True)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StorageError, match="another program"):
        Database(path, wait_seconds=0.05)
    other.close()


def test_the_journal_mode_is_changed_as_soon_as_no_other_process_is_in_the_way(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_private_file(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    monkeypatch.setattr("tui.storage.turn.time.sleep", lambda _: other.close())
    connection = open_library(path, 5)
    assert _pragma(connection, "journal_mode") == "wal"
    connection.close()


def test_a_journal_mode_that_can_not_be_changed_in_time_is_told(path: Path) -> None:
    make_private_file(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageError, match="another program"):
        Database(path, wait_seconds=0.02)
    other.close()


def test_what_sqlite_says_otherwise_is_told_too(database: Database) -> None:
    with pytest.raises(StorageError, match="no such table: nowhere"), database.read() as connection:
        connection.execute("SELECT * FROM nowhere")


@pytest.mark.parametrize("value", ["\ud800", 2**70])
def test_a_value_that_sqlite_can_not_hold_is_told(database: Database, value: str | int) -> None:
    with pytest.raises(StorageError, match="to be stored"), database.write() as connection:
        connection.execute("REPLACE INTO meta VALUES ('key', ?)", (value,))


def test_an_exception_takes_back_the_whole_block(database: Database) -> None:
    def break_off() -> None:
        with database.write():
            note(database, "a")
            raise KeyError

    with pytest.raises(KeyError):
        break_off()
    assert notes(database) == set()


def test_a_block_inside_another_is_one_transaction_with_it(database: Database) -> None:
    with database.write():
        note(database, "a")
        assert notes(database) == set()
    assert notes(database) == {"a"}


def test_a_reader_sees_one_moment(database: Database) -> None:
    with database.read() as connection:
        assert connection.execute("SELECT count(*) FROM meta").fetchone() == (0,)
        note(database, "a")
        assert connection.execute("SELECT count(*) FROM meta").fetchone() == (0,)


def test_threads_write_at_once_and_nothing_is_lost(database: Database) -> None:
    def write(thread: int) -> None:
        for n in range(20):
            note(database, f"{thread} {n}")
            notes(database)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(8)))
    assert len(notes(database)) == 160


def test_readers_left_open_are_bounded(database: Database) -> None:
    everyone = threading.Barrier(12)

    def read(_: int) -> None:
        with database.read():
            everyone.wait()

    with ThreadPoolExecutor(12) as pool:
        list(pool.map(read, range(12)))
    assert len(database._idle) <= 4


def test_a_closed_library_says_so(database: Database) -> None:
    database.close()
    database.close()
    for use in (lambda: notes(database), lambda: note(database, "a")):
        with pytest.raises(StorageError, match="closed already"):
            use()


def test_closing_lets_a_running_read_end(database: Database) -> None:
    with database.read() as connection:
        database.close()
        assert connection.execute("SELECT count(*) FROM meta").fetchone() == (0,)
    with pytest.raises(sqlite3.ProgrammingError):
        connection.execute("SELECT 1")


def test_processes_create_and_write_one_library_at_once(path: Path) -> None:
    script = textwrap.dedent(
        """
        import sys
        from pathlib import Path
        from tui.storage.database import Database

        for n in range(25):
            database = Database(Path(sys.argv[1]))
            with database.write() as connection:
                connection.execute("INSERT INTO meta VALUES (?, '')", (f"{sys.argv[2]} {n}",))
            database.close()
        """
    )
    processes = [
        subprocess.Popen([sys.executable, "-c", script, str(path), name], stderr=subprocess.PIPE)
        for name in "abc"
    ]
    errors = [process.communicate()[1].decode() for process in processes]
    assert errors == ["", "", ""]
    database = Database(path)
    assert len(notes(database)) == 75
    database.close()


@pytest.mark.skipif(sys.platform == "win32", reason="what is open can't be removed")
def test_a_library_whose_log_was_removed_while_it_was_open_takes_no_more_changes(
    path: Path, database: Database
) -> None:
    note(database, "before")
    for ending in ("-wal", "-shm"):
        path.with_name(f"{path.name}{ending}").unlink()
    with pytest.raises(StorageError, match="was moved or removed while it was open"):
        note(database, "lost")
    with pytest.raises(StorageError, match="was moved or removed while it was open"):
        database.changed_elsewhere()


def test_a_library_that_has_no_log_yet_gets_one_with_the_first_change(path: Path) -> None:
    Database(path).close()
    connection = sqlite3.connect(path)
    assert _pragma(connection, "journal_mode = DELETE") == "delete"
    connection.close()
    database = Database(path)
    for name in "ab":
        note(database, name)
    assert {"a", "b"} <= notes(database)
    database.close()
