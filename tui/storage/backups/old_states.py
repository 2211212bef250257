"""What restores replaced: which of these files are needed to take them back, or make them again.

Each is a library with a history of its own, the restores of which need files too.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from itertools import islice
from pathlib import Path

from tui.storage.changes.change import RESTORE
from tui.storage.connecting import connect_to_read

_MOST = 3
_KINDS = ("before-restore-*.sqlite3", "before-undo-*.sqlite3")
_NAMED = f"""
    SELECT coalesce(before, after) FROM change
    WHERE position = 0 AND field = '{RESTORE}' ORDER BY step_id DESC
"""


def forget_old_states(connection: sqlite3.Connection, folder: Path) -> None:
    """Remove what restores replaced, but for what the last three need that the history has.

    Others must be kept from making a restore meanwhile, whose step is still to come.
    """
    needed = set(islice(_needed(connection, folder, {}), _MOST))
    for path in (path for kind in _KINDS for path in folder.glob(kind)):
        if path.name not in needed:
            with suppress(OSError):
                path.unlink()


def _needed(connection: sqlite3.Connection, folder: Path, seen: dict[str, None]) -> Iterator[str]:
    """The names of the files that are there, each before those that are needed after it."""
    for (name,) in connection.execute(_NAMED).fetchall():
        path = folder / str(name)
        if path.name in seen or not path.is_file():
            continue
        seen[path.name] = None
        yield path.name
        with suppress(sqlite3.Error), closing(connect_to_read(path)) as state:
            yield from _needed(state, folder, seen)
