"""Processes killed in the middle of a backup, an upgrade or a restore."""

import subprocess
import sys
import textwrap
from pathlib import Path

from tests.storage.backups.restored import change_much
from tests.storage.noting import make_at_version
from tui.papers.paper import Paper
from tui.storage.backups.backup_folder import backups, newest_good_backup
from tui.storage.database import Database
from tui.storage.migrations import MIGRATIONS
from tui.storage.paper_store import PaperStore
from tui.storage.rescue.untouched import damage_of

_KILLING = """
import os, select, shutil, signal, sqlite3, sys, time
from pathlib import Path

def seconds_of(deed):
    start = time.perf_counter()
    deed()
    return time.perf_counter() - start

def moments(duration, rounds):
    return [duration * 1.5 * (n * 7 % rounds) / rounds for n in range(rounds)]

def killed_after(seconds, deed):
    child = os.fork()
    if not child:
        deed()
        os._exit(0)
    select.select([], [], [], seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)

def ask(path, question):
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    rows = connection.execute(question).fetchall()
    connection.close()
    return rows
"""


def _run(script: str, *paths: Path) -> str:
    """What a script prints that kills what it has begun; it has no other complaint."""
    code = _KILLING + textwrap.dedent(script)
    finished = subprocess.run(
        [sys.executable, "-c", code, *map(str, paths)], capture_output=True, text=True, timeout=120
    )
    assert finished.stderr == ""
    return finished.stdout


def test_a_restore_leaves_the_old_state_or_the_new_one(database: Database, backup: Path) -> None:
    change_much(database)
    database.close()
    _run(
        """
        from tui.storage.backups.restoring import Restoring

        library, backup = map(Path, sys.argv[1:])
        deeds = [lambda: Restoring(library).restore(backup), lambda: Restoring(library).undo()]

        def is_restored():
            (papers,), = ask(library, "SELECT count(*) FROM paper")
            labels = ask(library, "SELECT label FROM step WHERE undone = 0")
            restored = any(label.startswith("restored") for (label,) in labels)
            assert papers == (3 if restored else 4), papers
            return restored

        duration = seconds_of(deeds[0])
        deeds[1]()
        for moment in moments(duration, 40):
            killed_after(moment, deeds[is_restored()])
        before = is_restored()
        deeds[before]()
        assert is_restored() is not before
        """,
        database.path,
        backup,
    )
    reopened = Database(database.path)
    assert damage_of(database.path) == []
    reopened.close()


def test_a_backup_is_whole_or_not_there(database: Database, papers: PaperStore) -> None:
    papers.add(Paper(title=f"Paper {n}", abstract="x" * 2_000) for n in range(300))
    database.close()
    _run(
        """
        from datetime import date, timedelta
        from tui.storage.backups.backup_folder import back_up_daily

        library, today = Path(sys.argv[1]), date(2026, 11, 21)
        made = library.parent / "backups" / f"papertui-{today}.sqlite3"
        duration = seconds_of(lambda: back_up_daily(library, today))
        for moment in moments(duration, 20):
            made.unlink(missing_ok=True)
            killed_after(moment, lambda: back_up_daily(library, today))
            if made.exists():
                assert ask(made, "SELECT count(*) FROM paper") == [(300,)]
        back_up_daily(library, today)
        """,
        database.path,
    )
    (made,) = backups(database.path)
    assert newest_good_backup(database.path) == made


def test_an_upgrade_leaves_the_old_shape_or_the_new_one(tmp_path: Path) -> None:
    old, library = tmp_path / "old.sqlite3", tmp_path / "data" / "library.sqlite3"
    make_at_version(old, 5, "INSERT INTO meta (key, value) VALUES ('kept', 'yes')")
    library.parent.mkdir()
    printed = _run(
        """
        from tui.storage.database import Database

        old, library = map(Path, sys.argv[1:])

        def start_anew():
            for path in library.parent.glob("library.*"):
                path.unlink()
            shutil.copy(old, library)

        start_anew()
        duration = seconds_of(lambda: Database(library).close())
        for moment in moments(duration, 20):
            start_anew()
            killed_after(moment, lambda: Database(library).close())
            print(ask(library, "PRAGMA user_version")[0][0])
            assert ask(library, "SELECT value FROM meta WHERE key = 'kept'") == [("yes",)]
        """,
        old,
        library,
    )
    assert set(printed.split()) <= {"5", str(len(MIGRATIONS))}
    database = Database(library)
    assert damage_of(library) == []
    database.close()
