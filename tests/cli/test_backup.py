"""``papertui backup`` and ``papertui restore``."""

from pathlib import Path

import pytest

from tests.cli.command import Run
from tui.library import Library
from tui.paths import Paths


def _bookmarks(run: Run) -> list[str]:
    return sorted(run("search", "is:bookmarked", "--format", "ids").lines)


def test_a_backup_is_restored_and_that_taken_back(run: Run, tmp_path: Path) -> None:
    file = str(tmp_path / "papers.sqlite3")
    run("mark", "1", "--bookmark")
    finished = run("backup", file)
    assert finished.code == 0
    assert finished.out.startswith(f"Backed up 55 papers, 1 bookmarked, to {file} (")
    run("mark", "2", "3", "--bookmark")
    finished = run("restore", file)
    assert finished.code == 0
    assert "Restored the backup of 20" in finished.out
    assert "55 papers, 1 bookmarked." in finished.out
    assert "'papertui undo' takes it back." in finished.err
    assert _bookmarks(run) == ["1"]
    assert run("undo").out.startswith("Undid: restored the backup of ")
    assert _bookmarks(run) == ["1", "2", "3"]
    assert run("redo").out.startswith("Redid: restored the backup of ")
    assert _bookmarks(run) == ["1"]


def test_a_file_is_replaced_only_by_force(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "precious"
    file.write_text("mine")
    refused = run("backup", str(file))
    assert refused.code == 1
    assert "exists already" in refused.err
    assert "--force" in refused.err
    assert file.read_text() == "mine"
    assert run("backup", str(file), "--force").code == 0
    assert run("restore", str(file)).code == 0


def test_force_without_a_file_is_wrong_usage(run: Run) -> None:
    assert run("backup", "--force").code == 2


def test_without_a_file_the_backups_are_listed(run: Run, seeded_home: Path) -> None:
    finished = run("backup")
    assert finished.code == 1
    assert "no backups yet" in finished.err
    with Library(Paths.standard(seeded_home)) as library:
        made = library.back_up_if_due()
    (line,) = run("backup").lines
    assert line.split("\t")[1] == "daily"
    assert line.endswith(str(made))


def test_the_backups_are_listed_though_the_library_is_damaged(run: Run, seeded_home: Path) -> None:
    paths = Paths.standard(seeded_home)
    with Library(paths) as library:
        library.back_up_if_due()
    paths.database.write_text("Attention is all you need. " * 500)
    assert run("backup").code == 0
    refused = run("mark", "1", "--bookmark")
    assert refused.code == 1
    assert "papertui recover" in refused.err


@pytest.mark.parametrize(
    ("name", "told"), [("nowhere", "There is no file"), ("page.txt", "not a papertui library")]
)
def test_what_is_no_backup_is_told(run: Run, tmp_path: Path, name: str, told: str) -> None:
    (tmp_path / "page.txt").write_text("Trending papers. " * 500)
    refused = run("restore", str(tmp_path / name))
    assert refused.code == 1
    assert told in refused.err
    assert "Nothing was changed yet." in run("history").err


def test_a_sync_makes_the_backup_of_the_day(run: Run, seeded_home: Path) -> None:
    run("sync")
    (line,) = run("backup").lines
    assert "daily" in line
