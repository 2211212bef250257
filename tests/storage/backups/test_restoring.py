"""A backup put in place of the library, and that taken back."""

from pathlib import Path

import pytest

from tests.storage.backups.restored import all_rows, change_much, content
from tests.storage.noting import make_at_version
from tui.papers.paper import Paper, TriageChange
from tui.storage import history
from tui.storage.backups.backup import make_backup
from tui.storage.backups.backup_folder import backups
from tui.storage.backups.restoring import Restoring
from tui.storage.database import Database
from tui.storage.migrations import MIGRATIONS
from tui.storage.paper_store import PaperStore
from tui.storage.rescue.untouched import damage_of
from tui.storage.triage_store import TriageStore


def _labels(database: Database) -> list[tuple[str, bool]]:
    with database.read() as connection:
        return [(step.label, step.undone) for step in history.newest_steps(connection, 10)]


def test_a_restore_brings_back_what_was_and_undo_what_was_before_it(
    database: Database,
    restoring: Restoring,
    backup: Path,
) -> None:
    old = content(database)
    change_much(database)
    before, new = all_rows(database), content(database)
    report = restoring.restore(backup)
    assert (report.contents.papers, report.contents.bookmarked) == (3, 1)
    assert content(database) == old
    assert _labels(database) == [(report.step.label, False), ("bookmarked 1 paper", False)]

    undone = restoring.undo()
    assert undone is not None
    assert undone.papers_changed
    assert content(database) == new
    after = all_rows(database)
    assert after["step"][:-1] == before["step"]
    assert _labels(database)[0] == (report.step.label, True)

    assert restoring.redo() is not None
    assert content(database) == old
    assert restoring.undo() is not None
    assert content(database) == new
    assert damage_of(database.path) == []


def test_what_was_done_after_a_restore_can_be_redone_after_it_was_taken_back_and_made_again(
    database: Database, triage: TriageStore, restoring: Restoring, backup: Path
) -> None:
    triage.apply([3], TriageChange(read=True), "read")
    restoring.restore(backup)
    triage.apply([2], TriageChange(archived=True), "archived")
    archived = content(database)
    triage.undo()
    for _ in range(2):
        assert restoring.undo()
        assert restoring.redo()
    triage.redo()
    assert [undone for _, undone in _labels(database)] == [False, False, False]
    marks = [row[:4] for row in content(database).triage]
    assert marks == [row[:4] for row in archived.triage]


def test_a_restore_ends_what_could_be_redone(
    database: Database, triage: TriageStore, restoring: Restoring, backup: Path
) -> None:
    triage.apply([3], TriageChange(read=True), "read")
    triage.undo()
    restoring.restore(backup)
    assert restoring.undo()
    assert [label for label, undone in _labels(database) if undone] == [
        step for step, undone in _labels(database) if step.startswith("restored")
    ]
    assert restoring.redo()
    assert restoring.redo() is None


def test_a_step_that_is_no_restore_is_left_alone(
    database: Database, restoring: Restoring, backup: Path
) -> None:
    before = all_rows(database)
    assert restoring.undo() is None
    assert restoring.redo() is None
    assert all_rows(database) == before


def test_restores_of_restores_are_taken_back_one_by_one(
    database: Database,
    restoring: Restoring,
    backup: Path,
    tmp_path: Path,
) -> None:
    first = content(database)
    change_much(database)
    changed = content(database)
    make_backup(database.path, tmp_path / "second")
    restoring.restore(backup)
    restoring.restore(tmp_path / "second")
    assert content(database) == changed
    assert restoring.undo()
    assert content(database) == first
    assert restoring.undo()
    assert content(database) == changed
    assert restoring.redo()
    assert restoring.redo()
    assert content(database) == changed


def test_numbers_are_not_given_out_again_after_a_restore(
    database: Database, papers: PaperStore, restoring: Restoring, backup: Path
) -> None:
    change_much(database)
    restoring.restore(backup)
    assert papers.add([Paper(title="Newer than all")]).ids == [5]


def test_only_papers_that_differ_wait_for_the_index(
    database: Database,
    papers: PaperStore,
    restoring: Restoring,
    backup: Path,
) -> None:
    change_much(database)
    papers.mark_indexed(papers.unindexed(10))
    restoring.restore(backup)
    assert sorted(paper_id for paper_id, _ in papers.unindexed(10)) == [1, 4]


def test_what_the_file_knows_of_itself_is_not_replaced(
    database: Database, restoring: Restoring, backup: Path
) -> None:
    with database.write() as connection:
        connection.execute("REPLACE INTO meta VALUES ('index digests', 'of today')")
        connection.execute("REPLACE INTO session VALUES ('query', 'mamba')")
    restoring.restore(backup)
    with database.read() as connection:
        meta = dict(connection.execute("SELECT key, value FROM meta"))
        assert meta["index digests"] == "of today"
        assert connection.execute("SELECT value FROM session").fetchall() == [("mamba",)]


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_a_backup_of_each_older_shape_is_restored_and_itself_left_as_it_is(
    database: Database, restoring: Restoring, tmp_path: Path, version: int
) -> None:
    old = tmp_path / "old.sqlite3"
    make_at_version(
        old,
        version,
        "INSERT INTO paper (id, title, authors, categories, keywords, links, sources, added_at)"
        " VALUES (7, 'Titans', '[]', '[]', '[]', '[]', '[]', '2025-03-11T08:00:00+00:00')",
    )
    before = old.read_bytes()
    assert restoring.restore(old).contents.papers == 1
    assert [row[:2] for row in all_rows(database)["paper"]] == [(7, "Titans")]
    assert old.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "old.sqlite3"]


def test_a_library_that_is_open_elsewhere_can_be_restored_from(
    database: Database, restoring: Restoring, tmp_path: Path
) -> None:
    other = Database(tmp_path / "other.sqlite3")
    PaperStore(other).add([Paper(title="Only in its log yet")])
    assert restoring.restore(other.path).contents.papers == 1
    assert all_rows(database)["paper"][0][1] == "Only in its log yet"
    other.close()


def test_what_the_last_three_restores_replaced_is_kept(
    database: Database, triage: TriageStore, restoring: Restoring, backup: Path, tmp_path: Path
) -> None:
    restoring.restore(backup)
    # Its history has that restore, as that of each state that it replaces.
    make_backup(database.path, tmp_path / "second")
    states = []
    for number in range(5):
        triage.apply([3], TriageChange(note=f"Note {number}"), "wrote a note")
        states.append(content(database))
        restoring.restore(tmp_path / "second")
    assert len(backups(database.path)) == 3
    for state in states[:1:-1]:
        assert restoring.undo()
        assert content(database) == state
        triage.undo()
    passed = restoring.undo()
    assert passed is not None
    assert passed.lost
