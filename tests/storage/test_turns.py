"""Several that write one library."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.storage.noting import note, notes
from tui.errors import StorageError
from tui.storage.database import Database


def test_only_what_another_connection_has_changed_counts_as_changed_elsewhere(
    path: Path, database: Database
) -> None:
    other = Database(path)
    database.changed_elsewhere()
    note(database, "mine")
    assert database.changed_elsewhere() is False
    note(other, "theirs")
    assert database.changed_elsewhere() is True
    assert database.changed_elsewhere() is False
    with database.write():
        assert database.changed_elsewhere() is None
    other.close()


def test_a_thread_that_waits_too_long_for_another_is_told(path: Path, database: Database) -> None:
    impatient = Database(path, wait_seconds=0.05)
    with ThreadPoolExecutor(1) as pool, impatient.write():
        failure = pool.submit(note, impatient, "a").exception()
    assert isinstance(failure, StorageError)
    assert "is being written to by another program" in failure.message
    impatient.close()


def test_one_that_writes_without_end_lets_another_have_its_turn(
    path: Path, database: Database
) -> None:
    other, done = Database(path), threading.Event()

    def write_without_end() -> int:
        written = 0
        while not done.is_set():
            with database.write() as connection:
                for number in range(300):
                    connection.execute("REPLACE INTO meta VALUES (?, '')", (f"{number}",))
            written += 1
        return written

    with ThreadPoolExecutor(1) as pool:
        writer = pool.submit(write_without_end)
        for number in range(20):
            note(other, f"turn {number}")
        done.set()
        assert writer.result() < 2_000
    assert {f"turn {number}" for number in range(20)} <= notes(database)
    other.close()
