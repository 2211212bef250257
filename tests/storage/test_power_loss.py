"""What was acknowledged is there after a loss of power at any moment."""

from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from tests.app.sample import library_of
from tests.everything_kept import Tables, everything_in
from tests.longer import LONGER
from tests.old_databases import build
from tests.power_loss import Recording, losses, outages, recorded
from tests.sqlite_vfs import why_not_available
from tests.triage_session import PAPERS, session
from tui.errors import StorageError
from tui.library import Library
from tui.paths import Paths
from tui.storage.database import Database

pytestmark = pytest.mark.skipif(bool(why_not_available()), reason=why_not_available())

_CUTS, _SEEDS = (10_000, range(10)) if LONGER else (40, range(2))


def state_of(library: Library) -> Tables:
    with library._database.read() as connection:
        return everything_in(connection)


def look(folder: Path) -> Tables:
    """What papertui finds in the files of a library."""
    try:
        database = Database(folder / "library.sqlite3")
        with closing(database), database.read() as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
            return everything_in(connection)
    except StorageError as error:
        raise AssertionError(str(error)) from error


def session_recorded(
    home: Path, folder: Path, synchronous: str = "FULL"
) -> tuple[Recording, list[Tables]]:
    """A session with a small library, and what there was before it and after each action."""
    paths = Paths.standard(home)
    with recorded(paths.database) as recording, Library(paths) as library:
        with library._database.write() as writer:
            writer.execute("PRAGMA wal_autocheckpoint = 20")
        writer.execute(f"PRAGMA synchronous = {synchronous}")
        states = [state_of(library)]
        for action in session(folder):
            action.do(library)
            recording.acknowledge()
            states.append(state_of(library))
    return recording, states


def some_cuts(recording: Recording) -> set[int]:
    """Moments spread over a recording, its end among them, drawn the same each time."""
    moments = range(len(recording.events) + 1)
    return {len(recording.events), *Random(0).sample(moments, min(_CUTS, len(moments)))}


def test_no_acknowledged_action_is_lost(home: Path, tmp_path: Path) -> None:
    library_of(home, PAPERS).close()
    recording, states = session_recorded(home, tmp_path)
    found = outages(recording, some_cuts(recording), _SEEDS)
    assert list(losses(found, states, look, tmp_path / "after")) == []


def test_an_upgrade_that_loses_power_has_lost_nothing(home: Path, tmp_path: Path) -> None:
    paths = Paths.standard(home)
    build(3, paths.database)
    with recorded(paths.database) as recording, Library(paths) as library:
        library._papers.mark_all_unindexed()
        upgraded = state_of(library)
    build(3, tmp_path / "old" / "library.sqlite3")
    states = [look(tmp_path / "old"), upgraded]
    found = outages(recording, some_cuts(recording), _SEEDS)
    assert list(losses(found, states, look, tmp_path / "after")) == []


@pytest.mark.parametrize("synchronous", ["NORMAL", "OFF"])
def test_the_model_finds_what_is_lost_without_syncs(
    home: Path, tmp_path: Path, synchronous: str
) -> None:
    library_of(home, PAPERS).close()
    recording, states = session_recorded(home, tmp_path, synchronous)
    found = outages(recording, some_cuts(recording), _SEEDS)
    assert any(losses(found, states, look, tmp_path / "after"))
