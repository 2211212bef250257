"""``papertui index``."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.command import Run
from tui.cli.index import size_shown


def test_status_tells_size_and_what_waits(run: Run, seeded_home: Path) -> None:
    fields = dict(line.split("\t") for line in run("index", "status").lines)
    assert (fields["papers"], fields["waiting"]) == ("55", "0")
    assert fields["folder"] == str(seeded_home / "data" / "index")


def test_status_without_an_index_says_what_to_do(run_fresh: Run) -> None:
    finished = run_fresh("index", "status")
    assert finished.code == 1
    assert "papertui index rebuild" in finished.err


def test_rebuild_makes_the_index_anew(run: Run, seeded_home: Path) -> None:
    shutil.rmtree(seeded_home / "data" / "index")
    finished = run("index", "rebuild")
    assert (finished.code, finished.out) == (0, "Indexed 55 papers.\n")
    assert run("index", "verify").code == 0


def forget_what_waits(home: Path) -> None:
    """Have the library believe that every paper is indexed."""
    with closing(sqlite3.connect(home / "data" / "library.sqlite3")) as connection, connection:
        connection.execute("DELETE FROM unindexed")


def test_verify_tells_what_is_missing(
    run: Run, seeded_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.cli.importing.catch_up", lambda _: 0)
    run("import", "-", stdin='{"title": "New"}')
    forget_what_waits(seeded_home)
    finished = run("index", "verify")
    assert (finished.code, finished.out) == (1, "1 missing, 0 too many.\n")
    assert "papertui index rebuild" in finished.err


def test_verify_says_when_papers_only_wait(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.cli.importing.catch_up", lambda _: 0)
    run("import", "-", stdin='{"title": "New"}')
    finished = run("index", "verify")
    assert finished.code == 1
    assert "The next search adds what waits." in finished.err


@pytest.mark.parametrize(
    ("size", "shown"), [(512, "1 kB"), (900_253, "900 kB"), (12_340_000, "12.3 MB")]
)
def test_sizes_are_for_people(size: int, shown: str) -> None:
    assert size_shown(size) == shown
