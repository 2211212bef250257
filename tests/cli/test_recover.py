"""``papertui recover``, and the offer of it where the reader meets a damaged library."""

import shutil
import sys
from pathlib import Path

import pytest

from tests.cli.command import Run
from tests.terminal import Terminal
from tui.paths import Paths
from tui.storage.backups.backup import make_backup
from tui.storage.backups.backup_folder import backup_folder

_PAGE = 4_096


@pytest.fixture
def file(run: Run, seeded_home: Path) -> Path:
    """The library with two bookmarks, and a backup that is older than those."""
    file = Paths.standard(seeded_home).database
    folder = backup_folder(file)
    folder.mkdir(exist_ok=True)
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


def test_what_was_recovered_is_told_beside_what_the_backup_has(run: Run, file: Path) -> None:
    damage(file)
    finished = run("recover")
    assert finished.code == 0
    assert " 55 of 55  papers" in finished.out
    assert " 2 of 0  bookmarked, read or archived" in finished.out
    assert f"kept: {file.parent}/library.damaged-" in finished.out
    assert "papertui restore" in finished.err
    assert "papertui-2026-11-20.sqlite3" in finished.err
    assert run("search", "is:bookmarked", "--format", "ids").lines == ["1", "2"]
    assert run("doctor").code == 0


def test_without_a_backup_only_what_was_recovered_is_told(run: Run, file: Path) -> None:
    shutil.rmtree(backup_folder(file))
    damage(file)
    finished = run("recover")
    assert finished.code == 0
    assert " 55  papers" in finished.out
    assert "no sound backup" in finished.err


def test_a_backup_can_be_restored_after_all_was_lost(run: Run, file: Path) -> None:
    file.write_bytes(b"nothing of it is left" * 500)
    finished = run("recover")
    assert finished.code == 0
    assert " 0 of 55  papers" in finished.out
    assert run("restore", str(backup_folder(file) / "papertui-2026-11-20.sqlite3")).code == 0
    assert run("search", "loconet", "--format", "ids").lines == ["2"]


def test_a_sound_library_needs_no_recovery(run: Run, file: Path) -> None:
    finished = run("recover")
    assert finished.code == 1
    assert "is sound: there is nothing to recover" in finished.err


def test_the_reader_asks_whether_to_recover_and_then_opens(file: Path) -> None:
    damage(file)
    with Terminal([sys.executable, "-m", "tui"], columns=120, rows=30) as terminal:
        terminal.wait_for("Recover what can be read now? [Y/n]")
        assert "is damaged" in terminal.text.replace("\n", "")
        terminal.press("\n")
        terminal.wait_for("Press a key to open the reader")
        assert "55 of 55" in terminal.text
        terminal.press(" ")
        terminal.wait_for("55 papers")
        terminal.press("q")
        assert terminal.wait_for_exit() == 0


def test_the_reader_leaves_a_damaged_library_alone_when_told_so(file: Path) -> None:
    damage(file)
    before = file.read_bytes()
    with Terminal([sys.executable, "-m", "tui"], columns=120, rows=30) as terminal:
        terminal.wait_for("[Y/n]")
        terminal.press("n\n")
        terminal.wait_for("Nothing was changed")
        assert terminal.wait_for_exit() == 1
    assert file.read_bytes() == before
