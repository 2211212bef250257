"""Opening a library that is open: the locks of those who have it open stay."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.storage.noting import note
from tui.errors import StorageError
from tui.storage.backups.backup import make_backup
from tui.storage.connecting import connect_to_read
from tui.storage.database import Database
from tui.storage.session_store import MetaStore

_OPEN_AND_CLOSE = """
import sys
from pathlib import Path
from tui.storage.database import Database
Database(Path(sys.argv[1])).close()
"""


def test_what_is_written_after_another_process_came_and_went_is_kept(path: Path) -> None:
    with closing(Database(path)) as database, closing(Database(path)):
        subprocess.run([sys.executable, "-c", _OPEN_AND_CLOSE, str(path)], check=True, timeout=30)
        MetaStore(database).set("written", "after")
        log = path.with_name(f"{path.name}-wal")
        assert log.exists(), "the other process took itself for the last one"
    with closing(Database(path)) as database:
        assert MetaStore(database).get("written") == "after"


def test_who_only_reads_sees_what_others_write_to_a_log_that_was_empty(path: Path) -> None:
    Database(path).close()
    with closing(Database(path)) as database, closing(connect_to_read(path)) as reader:
        assert path.with_name(f"{path.name}-wal").stat().st_size == 0
        note(database, "written meanwhile")
        assert reader.execute("SELECT key FROM meta").fetchall() == [("written meanwhile",)]


def test_a_library_that_was_emptied_is_no_new_one(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite3"
    Database(path).close()
    (tmp_path / "backups").mkdir()
    make_backup(path, tmp_path / "backups" / "papertui-2026-11-20.sqlite3", replace=False)
    path.write_bytes(b"")
    with pytest.raises(StorageError, match="is empty, and was not before"):
        Database(path)
    assert path.read_bytes() == b""


def test_a_log_is_not_thrown_away_with_the_file_it_belongs_to(tmp_path: Path) -> None:
    path, log = tmp_path / "library.sqlite3", tmp_path / "library.sqlite3-wal"
    path.write_bytes(b"")
    log.write_bytes(b"all that was done")
    with pytest.raises(StorageError, match="is empty, and was not before"):
        Database(path)
    path.unlink()
    with pytest.raises(StorageError, match="is empty, and was not before"):
        Database(path)
    assert log.read_bytes() == b"all that was done"


def test_where_a_library_is_missing_its_newest_good_backup_is_named(tmp_path: Path) -> None:
    path, folder = tmp_path / "library.sqlite3", tmp_path / "backups"
    Database(path).close()
    folder.mkdir()
    make_backup(path, folder / "papertui-2026-11-20.sqlite3", replace=False)
    (folder / "papertui-2026-11-21.sqlite3").write_text("no backup")
    path.unlink()
    with pytest.raises(StorageError, match="There is no library") as told:
        Database(path)
    assert f"papertui restore {folder}/papertui-2026-11-20.sqlite3" in told.value.hint
    assert not path.exists()


def test_a_file_without_content_and_history_becomes_a_library(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite3"
    path.write_bytes(b"")
    Database(path).close()
    assert path.stat().st_size
