"""``papertui recover``, and the offer of it where the reader meets a damaged library."""

import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.command import Run
from tests.terminal import Terminal
from tui.paths import Paths
from tui.storage.backups.backup import make_backup
from tui.storage.backups.backup_folder import backup_folder
from tui.storage.rescue.damaged_file import held

_PAGE = 4_096


@pytest.fixture
def file(run: Run, seeded_home: Path) -> Path:
    """The library with three bookmarks, two of them newer than the backup."""
    file = Paths.standard(seeded_home).database
    folder = backup_folder(file)
    folder.mkdir(exist_ok=True)
    run("mark", "7", "--bookmark")
    make_backup(file, folder / "papertui-2026-11-20.sqlite3")
    run("mark", "1", "2", "--bookmark")
    return file


def damage(file: Path) -> None:
    """Zero the first page of the papers, and the last pages."""
    content = bytearray(file.read_bytes())
    content[_PAGE : 2 * _PAGE] = bytes(_PAGE)
    file.write_bytes(content)


def test_a_damaged_library_is_told_in_a_sentence_that_names_the_way_out(
    run: Run, file: Path
) -> None:
    damage(file)
    finished = run("show", "1")
    assert finished.code == 1
    assert "is damaged" in finished.err
    assert "papertui recover" in finished.err
    assert "Traceback" not in finished.err


def test_what_was_recovered_is_told_beside_what_came_from_the_backup(run: Run, file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("DELETE FROM triage WHERE paper_id = 7")
    damage(file)
    finished = run("recover")
    assert finished.code == 0
    assert "Recovered what can be read, filled up from the backup of 20" in finished.out
    table = [line.split() for line in finished.lines]
    assert ["now", "from", "the", "backup", "the", "backup", "has"] in table
    assert ["bookmarked,", "read", "or", "archived", "3", "1", "1"] in table
    assert ["steps", "of", "the", "history", "2", "0", "1"] in table
    assert "notes" not in finished.out
    assert f"kept: {file.parent}/library.damaged-" in finished.out
    assert "papertui restore" in finished.err
    assert "papertui-2026-11-20.sqlite3" in finished.err
    checked = run("doctor")
    assert checked.code == 0
    assert "55 papers waiting (the next search adds them)" in checked.out
    assert run("search", "is:bookmarked", "--format", "ids").lines == ["1", "2", "7"]
    assert run("doctor").code == 0


def test_without_a_backup_only_what_was_recovered_is_told(run: Run, file: Path) -> None:
    shutil.rmtree(backup_folder(file))
    damage(file)
    finished = run("recover")
    assert finished.code == 0
    assert ["papers", "55"] in [line.split() for line in finished.lines]
    assert "There is no good backup" in finished.err


@pytest.mark.parametrize("left", [b"", b"nothing of it is left" * 500])
def test_where_nothing_can_be_read_the_backup_takes_its_place(
    run: Run, file: Path, left: bytes
) -> None:
    file.write_bytes(left)
    finished = run("recover")
    assert finished.code == 0
    assert "Nothing could be read. What is in the backup of 20" in finished.out
    assert run("search", "is:bookmarked", "--format", "ids").lines == ["7"]
    assert run("undo").out.startswith("Undid: bookmarked 1 paper · ")


def test_where_nothing_can_be_read_and_there_is_no_backup_all_is_lost(run: Run, file: Path) -> None:
    shutil.rmtree(backup_folder(file))
    file.write_bytes(b"nothing of it is left" * 500)
    finished = run("recover")
    assert finished.code == 1
    assert "An empty library is in its place." in finished.out


def test_what_is_left_of_a_library_that_was_removed_is_in_its_log(run: Run, file: Path) -> None:
    file.with_name("library.sqlite3-wal").write_bytes(b"the end of it")
    file.unlink()
    assert "papertui recover" in run("show", "1").err
    assert run("recover").code == 0
    assert run("search", "is:bookmarked", "--format", "ids").lines == ["7"]


def test_a_sound_library_needs_no_recovery(run: Run, file: Path) -> None:
    finished = run("recover")
    assert finished.code == 1
    assert "is sound: there is nothing to recover" in finished.err


def test_the_reader_asks_whether_to_recover_and_then_opens(file: Path) -> None:
    damage(file)
    with Terminal([sys.executable, "-m", "tui"], columns=120, rows=30) as terminal:
        terminal.wait_for("Recover what can be read now, filled up from the backup of 20")
        assert "is damaged" in terminal.text.replace("\n", "")
        terminal.press("\n")
        terminal.wait_for("Press a key to open the reader")
        assert "the backup has" in terminal.text
        terminal.press(" ")
        terminal.wait_for("55 papers")
        terminal.press("q")
        assert terminal.wait_for_exit() == 0


def test_the_reader_leaves_a_damaged_library_alone_when_told_so(file: Path) -> None:
    damage(file)
    before = file.read_bytes()
    with Terminal([sys.executable, "-m", "tui"], columns=120, rows=30) as terminal:
        terminal.wait_for("[Y/n]")
        with held(file):
            terminal.press("n\n")
        terminal.wait_for("Nothing was changed")
        assert terminal.wait_for_exit() == 1
    assert file.read_bytes() == before
