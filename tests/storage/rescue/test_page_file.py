"""The pages of a file as they lie there, beside what SQLite makes of the same file."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tui.storage.rescue.page_file import PageFile


@contextmanager
def _left_open(path: Path, page_size: int = 4_096) -> Iterator[sqlite3.Connection]:
    """A database whose last changes are in its log."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA page_size = {page_size}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        connection.execute("CREATE TABLE thing (number INTEGER, text TEXT)")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        for number in range(40):
            connection.execute("INSERT INTO thing VALUES (?, ?)", (number, "x" * 900))
        yield connection


def _copied(path: Path, to: Path) -> Path:
    """What a process that was killed would have left."""
    to.mkdir()
    shutil.copy(path, to)
    shutil.copy(path.with_name(f"{path.name}-wal"), to)
    return to / path.name


def _content(path: Path) -> bytes:
    pages = PageFile(path)
    try:
        return b"".join(pages.page(number) or b"" for number in range(1, pages.count + 1))
    finally:
        pages.close()


def _as_sqlite_has_it(path: Path) -> bytes:
    with closing(sqlite3.connect(path)) as connection:
        return connection.serialize()


@pytest.mark.parametrize("page_size", [512, 4_096, 65_536])
def test_pages_are_those_that_sqlite_sees(tmp_path: Path, page_size: int) -> None:
    path = tmp_path / "things.db"
    with _left_open(path, page_size):
        copy = _copied(path, tmp_path / "copy")
    assert _content(copy) == _as_sqlite_has_it(copy)


def test_what_was_not_committed_is_not_seen(tmp_path: Path) -> None:
    path = tmp_path / "things.db"
    with _left_open(path) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO thing VALUES (?, ?)", [(0, "y" * 9_000)] * 50)
        copy = _copied(path, tmp_path / "copy")
    assert b"yyyy" in copy.with_name("things.db-wal").read_bytes()
    assert b"yyyy" not in _content(copy)
    assert _content(copy) == _as_sqlite_has_it(copy)


@pytest.mark.parametrize("place", [0, 10, 20, 28, 40, 5_000, 30_000])
def test_a_damaged_log_ends_where_sqlite_ends_it(tmp_path: Path, place: int) -> None:
    path = tmp_path / "things.db"
    with _left_open(path):
        copy = _copied(path, tmp_path / "copy")
    log = copy.with_name("things.db-wal")
    content = bytearray(log.read_bytes())
    content[place] ^= 0xFF
    log.write_bytes(content)
    assert _content(copy) == _as_sqlite_has_it(copy)


@pytest.mark.parametrize("length", [0, 1, 31, 32, 40, 4_151, 4_152, 20_000])
def test_a_log_that_breaks_off_ends_where_sqlite_ends_it(tmp_path: Path, length: int) -> None:
    path = tmp_path / "things.db"
    with _left_open(path):
        copy = _copied(path, tmp_path / "copy")
    log = copy.with_name("things.db-wal")
    log.write_bytes(log.read_bytes()[:length])
    assert _content(copy) == _as_sqlite_has_it(copy)


def test_a_file_of_anything_has_pages_of_anything(tmp_path: Path) -> None:
    path = tmp_path / "anything"
    path.write_bytes(b"no database" * 1_000)
    pages = PageFile(path)
    assert pages.fields is None
    assert (pages.page_size, pages.count) == (4_096, 2)
    assert pages.page(3) is None
    pages.close()
