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
from tui.storage.rescue.salvage import salvage
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


def _flipped(path: Path, old: bytes, new: bytes) -> None:
    """Have other bytes in a file that nobody has open; it has no log then."""
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new))


def test_names_that_are_no_text_any_more_are_damage(database: Database, path: Path) -> None:
    database.close()
    _flipped(path, b"CREATE TABLE tag (", b"CREATE\xa0TABLE tag (")
    (told,) = damage_of(path)
    assert told.startswith("SQLite says: malformed database schema (tag)")
    with pytest.raises(StorageError, match="is damaged") as failure:
        Database(path)
    assert "papertui recover" in failure.value.hint


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"abstract TEXT", b"abstracs TEXT"),
        (b"abstract TEXT", b"\xe1bstract TEXT"),
        (b"archived_at TEXT", b"archived_bt TEXT"),
        (b"UPDATE triage_version SET", b"UPDATE trkage_version SET"),
    ],
)
def test_tables_that_are_no_longer_those_that_were_made_are_damage(
    database: Database, path: Path, tmp_path: Path, old: bytes, new: bytes
) -> None:
    PaperStore(database).add([Paper("Title", abstract="There.")])
    database.close()
    _flipped(path, old, new)
    assert damage_of(path)
    salvage(path, tmp_path / "saved")
    assert damage_of(tmp_path / "saved") == []
    with closing(Database(tmp_path / "saved")) as saved:
        assert PaperStore(saved).get([1])[0].paper.abstract == "There."


def test_rows_about_nothing_are_damage(left: Path) -> None:
    _written(left, "INSERT INTO tag VALUES (99, 'x')")
    assert damage_of(left) == ["The table tag has rows about what is not there."]


def test_text_that_is_none_is_damage(left: Path) -> None:
    _written(left, "UPDATE paper SET title = CAST(x'ff41' AS TEXT)")
    assert damage_of(left) == ["The table paper holds text that can't be read."]
    with closing(Database(left)) as database, pytest.raises(StorageError, match="is damaged"):
        PaperStore(database).get([1])


@pytest.mark.parametrize("header", ["application_id = 1", "user_version = 1000000"])
def test_a_library_whose_header_tells_nonsense_is_damaged(left: Path, header: str) -> None:
    _written(left, f"PRAGMA {header}")
    assert damage_of(left) == ["Its beginning does not tell what it is."]


def test_a_newer_library_is_not_damaged(left: Path) -> None:
    _written(left, f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    with pytest.raises(StorageError, match="newer papertui"):
        damage_of(left)
