"""The power lost at any moment while somebody works: what was acknowledged is there."""

from argparse import Namespace
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

from tests.bench.figures import Figure, exactly
from tests.bench.part import Part
from tests.bench.search.generated import generated_records
from tests.bench.triage.killed_reader import prepare
from tests.bench.triage.library_actions import Act, LibraryActions
from tests.everything_kept import Tables, everything_in
from tests.power_loss import Recording, losses, outages, recorded
from tests.sqlite_vfs import why_not_available
from tui.errors import StorageError
from tui.library import Library
from tui.paths import Paths
from tui.storage.database import Database
from tui.storage.rescue.untouched import damage_of

_WALKED = 0.3
"""Of so many actions one takes back the one before, or makes it again."""
_PAGES_BETWEEN_CHECKPOINTS = 50
_TOLD = 10


def measure(options: Namespace, folder: Path) -> Part:
    """The part about losses of power."""
    title = f"{options.actions:,} actions, the power lost at {options.cuts:,} moments"
    if reason := why_not_available():
        return Part(title, details=[f"not measured: {reason}"])
    prepare(folder / "home")
    recording, states = _session(options, folder)
    events = range(len(recording.events) + 1)
    cuts = Random(options.seed).sample(events, min(options.cuts, len(events)))
    lost = list(losses(outages(recording, cuts, [options.seed]), states, _look, folder / "after"))
    figures = [
        Figure("writes and syncs recorded", len(recording.events)),
        Figure("losses of acknowledged actions, or damage", len(lost), "", exactly(0)),
    ]
    return Part(title, figures, wrong=lost[:_TOLD])


def _session(options: Namespace, folder: Path) -> tuple[Recording, list[Tables]]:
    """What was written while somebody worked, and what there was before and after each action."""
    paths = Paths.standard(folder / "home")
    with recorded(paths.database) as recording, Library(paths) as library:
        with library._database.write() as writer:
            writer.execute(f"PRAGMA wal_autocheckpoint = {_PAGES_BETWEEN_CHECKPOINTS}")
        states = [_everything(library._database)]
        for act in _actions(options, folder):
            act(library)
            recording.acknowledge()
            states.append(_everything(library._database))
    return recording, states


def _actions(options: Namespace, folder: Path) -> Iterator[Act]:
    random = Random(options.seed)
    changes = LibraryActions(random, folder, generated_records(4 * options.actions))
    for _ in range(options.actions):
        walks = random.random() < _WALKED
        yield random.choice((Library.undo, Library.redo)) if walks else changes.draw()


def _everything(database: Database) -> Tables:
    with database.read() as connection:
        return everything_in(connection)


def _look(folder: Path) -> Tables:
    """What papertui finds in the files that are left; raises AssertionError when it can't."""
    try:
        with closing(Database(folder / "library.sqlite3")) as database:
            assert damage_of(database.path) == []
            return _everything(database)
    except StorageError as error:
        raise AssertionError(str(error)) from error
