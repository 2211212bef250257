"""One library's content in place of another's."""

from pathlib import Path

from tui.papers.paper import Paper
from tui.storage.backups.backup import make_backup
from tui.storage.backups.restoring import Restoring
from tui.storage.database import Database
from tui.storage.paper_store import PaperStore


def test_a_number_that_the_restored_library_had_given_is_not_given_again(
    database: Database, restoring: Restoring, tmp_path: Path
) -> None:
    other = Database(tmp_path / "other" / "library.sqlite3")
    PaperStore(other).add(Paper(title=f"Paper {number}") for number in range(7))
    with other.write() as connection:
        connection.execute("DELETE FROM paper WHERE id > 3")
    make_backup(other.path, tmp_path / "backup.sqlite3")
    other.close()
    restoring.restore(tmp_path / "backup.sqlite3")
    assert PaperStore(database).add([Paper(title="Titans")]).ids == [8]
