"""A library that is recovered while another process has it open, or wants to open it."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tui.errors import PapertuiError
from tui.library import Library, recovery
from tui.library.examining import kept_aside, library_damage
from tui.library.recovery import recover_library
from tui.paths import Paths
from tui.storage.rescue.mending import Mended
from tui.storage.rescue.salvage import salvage

_PAGE = 4_096
_WAITING = """
import sqlite3, sys
from pathlib import Path
from tui.library import Library
from tui.papers.paper import TriageChange
from tui.paths import Paths
from tui.storage import connecting

connect = connecting.connect

def told(path, wait_seconds):
    try:
        connect(path, 0).close()
    except sqlite3.OperationalError:
        print("waiting", flush=True)
    return connect(path, wait_seconds)

connecting.connect = told
with Library(Paths.standard(Path(sys.argv[1]))) as library:
    library.triage([5], TriageChange(add_tags=("waited",)), "while it was recovered")
"""


@pytest.fixture
def damaged(library: Library) -> Paths:
    """The starter library with its first page of papers zeroed."""
    library.close()
    content = bytearray(library.paths.database.read_bytes())
    content[_PAGE : 2 * _PAGE] = bytes(_PAGE)
    library.paths.database.write_bytes(content)
    return library.paths


def test_a_library_that_another_process_has_open_is_left_alone(damaged: Paths) -> None:
    before = damaged.database.read_bytes()
    opened = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]);"
    used = "c.execute('SELECT count(*) FROM sqlite_master').fetchone(); print('open', flush=True);"
    command = [sys.executable, "-c", f"{opened}{used}sys.stdin.read()", str(damaged.database)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout
        assert other.stdout.readline()
        with pytest.raises(PapertuiError, match="Another papertui has the library"):
            recover_library(damaged)
        assert damaged.database.read_bytes() == before
        assert kept_aside(damaged) == []
        other.communicate(b"", timeout=10)
    recover_library(damaged)
    assert library_damage(damaged) == []


def test_the_log_of_a_library_that_was_moved_away_while_it_was_open_is_left_alone(
    library: Library,
) -> None:
    library.close()
    file = library.paths.database
    log, moved = file.with_name(f"{file.name}-wal"), file.with_name("moved.sqlite3")
    opened = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
    used = "c.execute('INSERT INTO tag VALUES (5, 1)'); print('open', flush=True);"
    command = [sys.executable, "-c", f"{opened}{used}sys.stdin.read()", str(file)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout
        assert other.stdout.readline()
        file.rename(moved)
        before = log.read_bytes()
        with pytest.raises(PapertuiError, match="Another papertui has the library"):
            recover_library(library.paths)
        assert log.read_bytes() == before
        assert not file.exists()
        moved.rename(file)
        other.communicate(b"", timeout=10)
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT * FROM tag").fetchall() == [(5, "1")]


def test_who_waits_while_it_is_recovered_goes_on_with_what_was_recovered(
    damaged: Paths, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[subprocess.Popen[bytes]] = []

    def salvaged_beside_another(*arguments: Any, **named: Any) -> Mended:
        command = [sys.executable, "-c", _WAITING, str(home)]
        other = subprocess.Popen(command, stdout=subprocess.PIPE)
        started.append(other)
        assert other.stdout
        assert other.stdout.readline() == b"waiting\n"
        return salvage(*arguments, **named)

    monkeypatch.setattr(recovery, "salvage", salvaged_beside_another)
    report = recover_library(damaged)
    (other,) = started
    with other:
        other.communicate(timeout=30)
    assert other.returncode == 0
    assert library_damage(damaged) == []
    with closing(sqlite3.connect(damaged.database)) as connection:
        assert connection.execute("SELECT * FROM tag").fetchall() == [(5, "waited")]
        (papers,) = connection.execute("SELECT count(*) FROM paper").fetchone()
    assert papers == report.recovered.papers
