"""What a recovery takes from a backup, and what it leaves there."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.storage.full_library import Rows, fill, rows
from tui.papers.paper import Paper, TriageChange
from tui.storage.backups.contents import Contents
from tui.storage.database import Database
from tui.storage.import_store import ImportStore
from tui.storage.merging import MergeStore
from tui.storage.rescue.mending import Mended
from tui.storage.rescue.salvage import salvage
from tui.storage.rescue.untouched import damage_of
from tui.storage.search_store import SearchStore
from tui.storage.triage_store import TriageStore


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound library of 300 papers, and an import. Not to be changed."""
    path = tmp_path_factory.mktemp("whole") / "library.sqlite3"
    with closing(Database(path)) as database:
        fill(database)
        ImportStore(database).add([Paper("Imported", arxiv_id="2502.00001")], "imported")
    return path


@pytest.fixture(scope="module")
def all_rows(whole: Path) -> Rows:
    return rows(whole)


@pytest.fixture
def file(whole: Path, tmp_path: Path) -> Path:
    """A copy of it, to lose something."""
    return Path(shutil.copy(whole, tmp_path / "damaged.sqlite3"))


def _salvaged(file: Path, backup: Path) -> tuple[Rows, Mended]:
    new = file.with_name("new.sqlite3")
    mended = salvage(file, new, backup)
    assert damage_of(new) == []
    return rows(new), mended


def _lose(file: Path, *lost: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        for rows_of_a_table in lost:
            connection.execute(f"DELETE FROM {rows_of_a_table}")


def _kept(found: Rows) -> Rows:
    """The rows that tell of papers and of what the user did."""
    return {table: kept for table, kept in found.items() if table not in ("meta", "session")}


def test_what_the_file_has_lost_comes_from_the_backup_and_is_counted(
    whole: Path, file: Path, all_rows: Rows
) -> None:
    _lose(file, "triage", "tag", "tag_time", "saved_search", "step", "change", "reading_place")
    _lose(file, "known_title WHERE paper_id < 50", "paper WHERE id < 50")
    saved, mended = _salvaged(file, whole)
    assert _kept(saved) == {**_kept(all_rows), "step": set(), "change": set()}
    came = mended.from_backup
    assert came is not None
    assert (came.papers, came.searches, came.steps) == (49, 20, 0)
    assert came.tagged == len(all_rows["tag"])


def test_marks_and_tags_are_filled_up_each_by_itself(
    whole: Path, file: Path, all_rows: Rows
) -> None:
    _lose(file, "tag WHERE name < 'tag 2'", "triage WHERE paper_id % 2 = 0")
    saved, _ = _salvaged(file, whole)
    assert saved["tag"] == all_rows["tag"]
    assert saved["triage"] == all_rows["triage"]


def test_of_a_library_that_lost_nothing_nothing_becomes_as_it_was(whole: Path, file: Path) -> None:
    with closing(Database(file)) as database:
        triage, searches = TriageStore(database), SearchStore(database)
        tagged = next(iter(triage.tag_counts()))
        ids = triage.tagged_ids(tagged)
        triage.apply(ids, TriageChange(remove_tags=(tagged,)), "tag removed")
        triage.apply(range(1, 300), TriageChange(bookmarked=False, note=""), "all away")
        searches.remove("search 3")
        searches.rename("search 4", "another")
        searches.save("search 4", "something else")
        searches.save("new", "new")
        triage.undo()
        MergeStore(database).merge(7, 8)
    live = rows(file)
    saved, mended = _salvaged(file, whole)
    assert _kept(saved) == _kept(live)
    assert mended.from_backup == Contents(0, 0, 0, 0, 0, 0, 0)


def test_papers_that_were_taken_back_with_their_import_stay_away(whole: Path, file: Path) -> None:
    with closing(Database(file)) as database:
        assert TriageStore(database).undo()
    saved, _ = _salvaged(file, whole)
    assert _kept(saved) == _kept(rows(file))


def test_a_tag_that_was_removed_stays_so_though_the_marks_are_lost(whole: Path, file: Path) -> None:
    with closing(Database(file)) as database:
        triage = TriageStore(database)
        tagged = next(iter(triage.tag_counts()))
        ids = triage.tagged_ids(tagged)
        triage.apply(ids, TriageChange(remove_tags=(tagged,)), "tag removed")
    _lose(file, "triage")
    saved, _ = _salvaged(file, whole)
    assert tagged not in {name for _, name in saved["tag"]}


def test_where_nothing_is_left_the_library_becomes_what_the_backup_is(
    whole: Path, file: Path, all_rows: Rows
) -> None:
    file.write_bytes(b"")
    saved, _ = _salvaged(file, whole)
    assert _kept(saved) == _kept(all_rows)
    with closing(sqlite3.connect(file.with_name("new.sqlite3"))) as connection:
        waiting = "SELECT count(*) FROM unindexed"
        assert connection.execute(waiting).fetchone()[0] == len(all_rows["paper"])
