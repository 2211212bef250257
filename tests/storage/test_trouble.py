"""Writes that fail, and what comes after them."""

import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.storage.noting import note, notes
from tui.errors import StorageError
from tui.storage.database import Database

_TRANSACTION = 22
"""The action of beginning and ending one: https://www.sqlite.org/c3ref/c_alter_table.html"""


def _no_end_of_the_transaction(action: int, *_: object) -> int:
    return sqlite3.SQLITE_DENY if action == _TRANSACTION else sqlite3.SQLITE_OK


def test_after_a_write_that_could_not_be_rolled_back_the_next_one_is_kept(
    database: Database,
) -> None:
    def write_and_get_stuck() -> None:
        with database.write() as connection:
            connection.execute("INSERT INTO meta VALUES ('a', '')")
            connection.set_authorizer(_no_end_of_the_transaction)

    with pytest.raises(StorageError):
        write_and_get_stuck()
    note(database, "b")
    assert notes(database) == {"b"}


def test_a_disk_that_refuses_to_take_more_loses_nothing_and_serves_again(path: Path) -> None:
    script = textwrap.dedent(
        """
        import resource, sys
        from pathlib import Path
        from tui.errors import StorageError
        from tui.storage.database import Database

        def note(key, length):
            with database.write() as connection:
                connection.execute("INSERT INTO meta VALUES (?, ?)", (key, "x" * length))

        database = Database(Path(sys.argv[1]))
        note("before", 10)
        log = Path(sys.argv[1] + "-wal")
        _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (log.stat().st_size + 20_000, most))
        try:
            note("too much", 1_000_000)
        except StorageError as error:
            print(error.message, error.hint)
        note("small", 10)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        note("after", 1_000_000)
        with database.read() as connection:
            print([key for (key,) in connection.execute("SELECT key FROM meta ORDER BY key")])
            print(connection.execute("PRAGMA integrity_check").fetchone()[0])
        """
    )
    finished = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, timeout=60
    )
    told, kept, checked = finished.stdout.splitlines()
    assert "the disk reports an error" in told
    assert "free space" in told
    assert kept == "['after', 'before', 'small']"
    assert checked == "ok"


def test_a_log_grown_large_shrinks_with_the_next_changes(path: Path, database: Database) -> None:
    with database.write() as connection:
        connection.executemany(
            "INSERT INTO meta VALUES (?, ?)", ((str(n), "x" * 1_000_000) for n in range(30))
        )
    log = path.with_name(f"{path.name}-wal")
    assert log.stat().st_size > 30_000_000
    for name in "ab":
        note(database, name)
    assert log.stat().st_size < 17_000_000


@pytest.mark.parametrize("replaced", [False, True])
def test_a_library_that_was_moved_while_it_was_open_takes_no_more_changes(
    database: Database, tmp_path: Path, replaced: bool
) -> None:
    note(database, "before")
    database.changed_elsewhere()
    database.path.parent.rename(tmp_path / "moved")
    if replaced:
        Database(database.path).close()
    with pytest.raises(StorageError, match="was moved or removed while it was open"):
        note(database, "lost")
    with pytest.raises(StorageError, match="was moved or removed while it was open"):
        database.changed_elsewhere()
    if not replaced:
        (tmp_path / "moved").rename(database.path.parent)
        note(database, "after")
        assert {"before", "after"} <= notes(database)
