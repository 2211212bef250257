"""``papertui backup`` and ``papertui restore``."""

import shutil
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


def test_the_library_itself_is_not_replaced_not_even_by_force(
    run: Run, seeded_home: Path, tmp_path: Path
) -> None:
    library = Paths.standard(seeded_home).database
    (tmp_path / "link.jsonl").symlink_to(library)
    for command in (["backup", str(library)], ["export", "-o", str(tmp_path / "link.jsonl"), "a"]):
        refused = run(*command, "--force")
        assert refused.code == 1
        assert "papertui keeps the library" in refused.err
    assert run("mark", "1", "--bookmark").code == 0


def test_a_tilde_means_the_home_folder(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert run("backup", "~/mine.sqlite3").code == 0
    assert (tmp_path / "mine.sqlite3").exists()
    assert run("restore", "~/mine.sqlite3").code == 0


def test_force_without_a_file_is_wrong_usage(run: Run) -> None:
    assert run("backup", "--force").code == 2


def test_without_a_file_the_backups_are_listed(run: Run, seeded_home: Path) -> None:
    finished = run("backup")
    assert finished.code == 1
    assert "no backups yet" in finished.err
    with Library(Paths.standard(seeded_home)) as library:
        made = library.back_up_if_due()
    assert made is not None
    (line,) = run("backup").lines
    assert line.split("\t")[1:4] == ["daily", "55", "0"]
    assert line.endswith(str(made))
    run("mark", "1", "--bookmark")
    run("restore", str(made))
    shutil.copy(made, made.with_name("before-upgrade-6.sqlite3"))
    made.with_name("papertui-2026-01-01.sqlite3").write_text("no backup")
    heading, *lines = run("backup", terminal=True, width=200).lines
    assert heading.split() == ["When", "What", "for", "Papers", "Marked", "Size", "File"]
    assert any("before a restore" in line and "  55       1" in line for line in lines)
    assert any("before the upgrade from format 6" in line for line in lines)
    assert any("damaged" in line for line in lines)


def test_a_library_that_is_missing_is_not_made_anew_but_restored(
    run: Run, seeded_home: Path
) -> None:
    paths = Paths.standard(seeded_home)
    run("mark", "1", "--bookmark")
    with Library(paths) as library:
        made = library.back_up_if_due()
    paths.database.unlink()
    for command in ("show", "recover", "doctor"):
        refused = run(command, *(["1"] if command == "show" else []))
        assert refused.code == 1
        assert f"papertui restore {made}" in refused.out + refused.err
    assert run("restore", str(seeded_home / "nowhere")).code == 1
    assert not paths.database.exists()
    assert run("restore", str(made)).code == 0
    assert _bookmarks(run) == ["1"]
    assert run("undo").code == 0
    assert _bookmarks(run) == []
    assert len(run("search", "", "--format", "ids").lines) == 55


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
