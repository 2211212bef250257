"""A library that is only looked at."""

import shutil
import sqlite3
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from tui.errors import StorageError
from tui.papers.paper import Paper
from tui.storage.database import Database
from tui.storage.migrations import MIGRATIONS
from tui.storage.paper_store import PaperStore
from tui.storage.rescue import untouched
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


def test_an_empty_file_is_damaged_if_something_tells_that_it_was_not_always_so(
    tmp_path: Path,
) -> None:
    (tmp_path / "empty").touch()
    assert damage_of(tmp_path / "empty") == []
    (tmp_path / "empty-wal").write_bytes(b"all that was done")
    assert damage_of(tmp_path / "empty") == ["Nothing is in the file."]
    (tmp_path / "empty").unlink()
    assert damage_of(tmp_path / "empty") == ["Nothing is in the file."]


def test_what_is_written_while_it_is_looked_at_is_no_damage(
    database: Database, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database.close()

    def opened_meanwhile(connection: sqlite3.Connection) -> list[str]:
        monkeypatch.undo()
        opened.enter_context(closing(Database(path)))
        return ["row 1 missing from index paper_by_day"]

    monkeypatch.setattr(untouched, "damage_in", opened_meanwhile)
    with ExitStack() as opened:
        assert damage_of(path) == []


def test_a_folder_in_its_place_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="Is a directory") as failure:
        damage_of(tmp_path)
    assert "Move it away" in failure.value.hint


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
