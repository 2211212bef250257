"""Backups of a whole library, restored while it is in use."""

import subprocess
import sys
from pathlib import Path

import pytest

from tui.library import Library, Verification, backups_of
from tui.library.keeping import contents_of
from tui.papers.paper import Paper, TriageChange
from tui.paths import Paths
from tui.storage.backups.backup_folder import newest_good_backup


@pytest.fixture
def backup(library: Library, tmp_path: Path) -> Path:
    """Of the starter library with its first paper bookmarked."""
    library.triage([1], TriageChange(bookmarked=True))
    path = tmp_path / "backup.sqlite3"
    library.back_up(path, replace=False)
    return path


def _found(library: Library, text: str) -> set[int]:
    library.catch_up()
    assert library.verify_index() == Verification((), ())
    results = library.search(text)
    assert results is not None
    return set(results.ids)


def _add(library: Library, title: str) -> int:
    return library._papers.add([Paper(title=title)]).ids[0]


def test_what_is_found_after_a_restore_is_what_was_found_when_the_backup_was_made(
    library: Library, backup: Path
) -> None:
    library.catch_up()
    added = _add(library, "Zygomorphic flowers")
    library.triage([2], TriageChange(bookmarked=True))
    assert _found(library, "zygomorphic") == {added}
    report = library.restore(backup)
    assert report.step.label.startswith("restored the backup of ")
    assert library.unindexed_count() == 1
    assert _found(library, "zygomorphic") == set()
    assert _found(library, "is:bookmarked") == {1}
    assert library.undo()
    assert _found(library, "zygomorphic") == {added}
    assert _found(library, "is:bookmarked") == {1, 2}


def test_only_the_step_that_is_expected_is_walked(library: Library) -> None:
    first = library.triage([1], TriageChange(bookmarked=True))
    second = library.triage([2], TriageChange(bookmarked=True))
    assert library.undo(first) is None
    assert library.redo(second) is None
    assert library.undo(second)
    assert library.undo(second) is None
    assert library.redo(first) is None
    assert library.bookmarked_ids() == [1]


def test_undo_and_redo_walk_through_a_restore(library: Library, backup: Path) -> None:
    library.triage([2], TriageChange(archived=True))
    before = library.entries([1, 2, 3])
    library.restore(backup)
    library.triage([3], TriageChange(archived=True))
    after = library.entries([1, 2, 3])
    for _ in range(3):
        assert library.undo()
    assert not library.entries([2])[0].triage.archived
    for _ in range(3):
        assert library.redo()
    assert [entry.triage for entry in library.entries([1, 2, 3])] == [e.triage for e in after]
    assert library.undo()
    assert library.undo()
    assert [entry.triage for entry in library.entries([1, 2, 3])] == [e.triage for e in before]


def test_two_processes_that_undo_past_a_restore_at_once_undo_two_steps(
    library: Library, backup: Path
) -> None:
    library.triage([2], TriageChange(archived=True))
    library.restore(backup)
    command = [sys.executable, "-m", "tui", "undo"]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    told = sorted(process.communicate(timeout=60)[0] for process in processes)
    assert told[1].startswith("Undid: restored the backup of ")
    assert told[0].startswith("Undid: archived 1 paper · LoCoNet")
    assert [step.undone for step in library.history(9)] == [True, True, False]
    assert not library.entries([2])[0].triage.archived


def test_the_backup_of_today_is_made_once(library: Library) -> None:
    made = library.back_up_if_due()
    assert made is not None
    assert library.back_up_if_due() is None
    assert [backup.path for backup in backups_of(library.paths)] == [made]


def test_a_restore_and_taking_it_back_make_the_backup_of_today_anew(
    library: Library, backup: Path
) -> None:
    def backed_up() -> int:
        newest = newest_good_backup(library.paths.database)
        assert newest is not None
        assert newest.kind == "daily"
        contents = contents_of(newest)
        assert contents is not None
        return contents.marked

    library.triage([2], TriageChange(archived=True))
    library.back_up_if_due()
    assert backed_up() == 2
    library.restore(backup)
    assert backed_up() == 1
    library.undo()
    assert backed_up() == 2
    assert library.back_up_if_due() is None


def test_a_backup_that_is_given_up_is_made_the_next_time(library: Library) -> None:
    assert library.back_up_if_due(cancelled=lambda: True) is None
    assert backups_of(library.paths) == []
    assert library.back_up_if_due() is not None


def test_a_backup_reads_back_as_a_library(library: Library, backup: Path, tmp_path: Path) -> None:
    paths = Paths.standard(tmp_path / "elsewhere")
    paths.data_folder.mkdir(parents=True)
    backup.rename(paths.database)
    with Library(paths) as copy:
        assert copy.newest_ids() == library.newest_ids()
        assert copy.bookmarked_ids() == [1]
        assert _found(copy, "is:bookmarked") == {1}


def test_a_restore_by_another_process_is_seen_by_one_that_is_open(
    library: Library, backup: Path
) -> None:
    library.triage([2], TriageChange(bookmarked=True))
    library.changes_elsewhere()
    command = [sys.executable, "-m", "tui", "restore", str(backup)]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    news = library.changes_elsewhere()
    assert news is not None
    assert news.restored
    assert news.marks
    assert library.bookmarked_ids() == [1]
    library.triage([3], TriageChange(bookmarked=True))
    assert library.bookmarked_ids() == sorted([1, 3], key=list(library.newest_ids()).index)
