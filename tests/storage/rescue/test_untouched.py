"""A library that is only looked at."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tui.errors import StorageError
from tui.papers.paper import Paper
from tui.storage.database import Database
from tui.storage.migrations import MIGRATIONS
from tui.storage.paper_store import PaperStore
from tui.storage.rescue.untouched import UntouchedDatabase, contents_in, damage_of


@pytest.fixture
def left(database: Database, path: Path, tmp_path: Path) -> Path:
    """A library as a process that was killed leaves it, the last changes in its log."""
    PaperStore(database).add([Paper("Title")])
    left = tmp_path / "left"
    shutil.copytree(path.parent, left)
    return left / path.name


def test_it_is_read_with_its_log_and_cannot_be_written(left: Path) -> None:
    with closing(UntouchedDatabase(left)) as database:
        assert database.version == len(MIGRATIONS)
        assert PaperStore(database).count() == 1
        with pytest.raises(StorageError, match="can't be written to"):
            PaperStore(database).mark_all_unindexed()
    assert contents_in(left).papers == 1
    assert damage_of(left) == []


def test_a_library_at_rest_has_nothing_made_beside_it(database: Database, path: Path) -> None:
    database.close()
    assert damage_of(path) == []
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def _written(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)


def test_an_empty_file_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    assert damage_of(tmp_path / "empty") == ["The file is empty."]


def test_rows_about_nothing_are_damage(left: Path) -> None:
    _written(left, "INSERT INTO tag VALUES (99, 'x')")
    assert damage_of(left) == ["The table tag has rows about what is not there."]


def test_text_that_is_none_is_damage(left: Path) -> None:
    _written(left, "UPDATE paper SET title = CAST(x'ff41' AS TEXT)")
    assert damage_of(left) == ["The table paper holds text that can't be read."]


@pytest.mark.parametrize("header", ["application_id = 1", "user_version = 1000000"])
def test_a_library_whose_header_tells_nonsense_is_damaged(left: Path, header: str) -> None:
    _written(left, f"PRAGMA {header}")
    assert damage_of(left) == ["Its beginning does not tell what it is."]


def test_a_newer_library_is_not_damaged(left: Path) -> None:
    _written(left, f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    with pytest.raises(StorageError, match="newer papertui"):
        damage_of(left)
