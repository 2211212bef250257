"""Where files live, and that a written file is there whole or not at all."""

import errno
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tui.errors import PapertuiError
from tui.paths import Paths, atomic_write, make_private, meeting_place, starter_folder


def test_a_home_holds_everything(tmp_path: Path) -> None:
    paths = Paths.standard(tmp_path / "home")
    assert paths == Paths(
        config_file=tmp_path / "home/config/config.toml",
        data_folder=tmp_path / "home/data",
        database=tmp_path / "home/data/library.sqlite3",
        index_folder=tmp_path / "home/data/index",
        cache_folder=tmp_path / "home/cache",
        log_folder=tmp_path / "home/logs",
    )
    assert not (tmp_path / "home").exists()


def test_the_environment_names_a_home_and_an_argument_outranks_it(tmp_path: Path) -> None:
    env = {"PAPERTUI_HOME": str(tmp_path / "env")}
    assert Paths.standard(env=env).data_folder == tmp_path / "env/data"
    assert Paths.standard(tmp_path / "given", env).data_folder == tmp_path / "given/data"


def test_a_library_that_is_a_link_is_the_file_that_it_leads_to(tmp_path: Path) -> None:
    link, disk = tmp_path / "data/library.sqlite3", tmp_path / "disk/papers.sqlite3"
    for folder in (link.parent, disk.parent):
        folder.mkdir()
    link.symlink_to(disk)
    assert Paths.standard(tmp_path).database == link, "the disk is not there"
    disk.touch()
    assert Paths.standard(tmp_path).database == disk


def test_what_papertui_lives_on_is_not_to_be_written_over(tmp_path: Path) -> None:
    paths = Paths.standard(tmp_path)
    backup = tmp_path / "data/backups/papertui-2026-11-21.sqlite3"
    backup.parent.mkdir(parents=True)
    for file in (backup, paths.database, tmp_path / "data/mine.sqlite3"):
        file.touch()
    (tmp_path / "link").symlink_to(paths.database)
    (tmp_path / "same").hardlink_to(paths.database)
    log = tmp_path / "data/library.sqlite3-wal"
    for path in (backup, paths.database, log, tmp_path / "link", tmp_path / "same"):
        with pytest.raises(PapertuiError, match="in which papertui keeps the library"):
            paths.refuse_own(path)
    paths.refuse_own(tmp_path / "data/mine.sqlite3")
    paths.refuse_own(tmp_path / "new.sqlite3")


def test_a_relative_home_and_a_tilde_become_absolute(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "me"))
    assert Paths.standard(env={"PAPERTUI_HOME": "lib"}).data_folder == tmp_path / "lib/data"
    assert Paths.standard(Path("~/lib")).data_folder == tmp_path / "me/lib/data"


def test_the_home_of_nobody_is_refused() -> None:
    with pytest.raises(PapertuiError, match="not known"):
        Paths.standard(env={"PAPERTUI_HOME": "~no-such-user-here/x"})


@pytest.mark.parametrize("env", [{}, {"PAPERTUI_HOME": " "}])
def test_without_a_home_the_system_decides(
    env: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    paths = Paths.standard(env=env)
    assert paths.config_file.name == "config.toml"
    folders = (paths.data_folder, paths.cache_folder, paths.log_folder)
    assert all(folder.is_relative_to(tmp_path) for folder in folders)
    assert all("papertui" in folder.parts for folder in folders)


def test_importing_paths_does_not_import_platformdirs() -> None:
    code = "import sys, tui.paths; sys.exit('platformdirs' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_starter_folder_holds_the_seed_page() -> None:
    assert list(starter_folder().glob("*.txt"))


def test_a_private_folder_and_its_new_parents_are_closed_to_others(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    make_private(tmp_path / "a/b/c")
    for folder in ("a", "a/b", "a/b/c"):
        assert (tmp_path / folder).stat().st_mode & 0o777 == 0o700
    assert tmp_path.stat().st_mode & 0o777 == 0o755


def test_an_existing_folder_is_left_as_it_is(tmp_path: Path) -> None:
    tmp_path.chmod(0o750)
    make_private(tmp_path)
    assert tmp_path.stat().st_mode & 0o777 == 0o750


@pytest.mark.parametrize("wanted", ["file", "file/below", "dangling", "dangling/below"])
def test_a_file_in_the_way_of_a_folder_is_refused(tmp_path: Path, wanted: str) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    with pytest.raises(PapertuiError, match="in the way"):
        make_private(tmp_path / wanted)


def test_a_folder_that_may_not_be_created_is_a_clear_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "mkdir", FailingWith(errno.EACCES))
    with pytest.raises(PapertuiError, match="may not create the folder"):
        make_private(tmp_path / "new")


def test_a_new_file_is_written_with_its_line_endings(tmp_path: Path) -> None:
    atomic_write(tmp_path / "out.ris", "é\r\nb\n", replace=False)
    assert (tmp_path / "out.ris").read_bytes() == b"\xc3\xa9\r\nb\n"
    assert names_in(tmp_path) == ["out.ris"]


def test_a_new_file_has_the_mode_the_user_is_used_to(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    atomic_write(tmp_path / "out", "x", replace=False)
    assert (tmp_path / "out").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_an_existing_file_stays_unless_it_may_be_replaced(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.write_text("old")
    with pytest.raises(PapertuiError, match="exists already") as caught:
        atomic_write(target, "new", replace=False)
    assert "--force" in caught.value.hint
    assert target.read_text() == "old"
    assert names_in(tmp_path) == ["out"]


def test_a_replaced_file_keeps_its_mode(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.write_text("old")
    target.chmod(0o640)
    atomic_write(target, "new", replace=True)
    assert target.read_text() == "new"
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_link_stays_a_link_to_the_written_file(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    atomic_write(tmp_path / "link", "new", replace=True)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "new"


@pytest.mark.parametrize("links_work", [True, False])
def test_of_many_writers_of_one_new_file_exactly_one_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links_work: bool
) -> None:
    if not links_work:
        monkeypatch.setattr(Path, "hardlink_to", FailingWith(errno.ENOTSUP))
    monkeypatch.setattr("tui.paths._mode_of_known_file", lambda path, target, *, replace: None)
    target = tmp_path / "out"
    refused: list[str] = []

    def write(text: str) -> None:
        try:
            atomic_write(target, text, replace=False)
        except PapertuiError:
            refused.append(text)

    threads = [threading.Thread(target=write, args=(str(number),)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 7
    assert target.read_text() not in refused
    assert names_in(tmp_path) == ["out"]


def test_lone_surrogates_do_not_stop_a_file_from_being_written(tmp_path: Path) -> None:
    atomic_write(tmp_path / "out", "a\ud800b", replace=False)
    assert (tmp_path / "out").read_text() == "a?b"


def test_a_missing_folder_a_folder_and_a_file_as_folder_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path, message in (
        (tmp_path / "none/out", "does not exist"),
        (tmp_path, "is a folder"),
        (tmp_path / "file/out", "in the way"),
        (tmp_path / ("x" * 300), "File name too long"),
        (tmp_path / "nul\0", "can't be a file name"),
    ):
        with pytest.raises(PapertuiError, match=message):
            atomic_write(path, "x", replace=True)


def test_a_pipe_or_device_is_never_replaced_by_a_file(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(PapertuiError, match="not a regular file"):
        atomic_write(pipe, "x", replace=True)
    assert pipe.is_fifo()


@pytest.mark.parametrize(
    ("number", "message"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EACCES, "may not write"),
        (errno.EIO, "Input/output error"),
    ],
)
def test_a_failed_write_keeps_the_old_file_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, message: str
) -> None:
    target = tmp_path / "out"
    target.write_text("old")
    monkeypatch.setattr(os, "fsync", FailingWith(number))
    with pytest.raises(PapertuiError, match=message):
        atomic_write(target, "new", replace=True)
    assert target.read_text() == "old"
    assert names_in(tmp_path) == ["out"]


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


class FailingWith:
    """A stand-in for a system call that always fails in one way."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __call__(self, *args: object, **options: object) -> None:
        raise OSError(self.number, os.strerror(self.number))


def test_papertuis_with_different_homes_meet_in_one_folder(tmp_path: Path) -> None:
    folder = meeting_place()
    assert folder is not None
    assert folder.parent == tmp_path
    make_private(folder)
    assert meeting_place() == folder


def test_nobody_meets_where_something_else_has_the_name(tmp_path: Path) -> None:
    folder = meeting_place()
    assert folder is not None
    folder.symlink_to(tmp_path)
    assert meeting_place() is None
