"""Whether a library is sound, whatever happened to the process that had it open."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from tui.library import Library, Verification
from tui.paths import Paths


def unsound(home: Path) -> list[str]:
    """What is wrong with the database or, once it is caught up, with the index; else nothing."""
    return [*damage_of(home), *_index_faults(home)]


def damage_of(home: Path) -> Iterator[str]:
    """What is wrong with the database, whatever its format."""
    with closing(sqlite3.connect(Paths.standard(home).database)) as connection:
        found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    if found != ["ok"]:
        yield f"the database is damaged: {found[0]}"
    if broken:
        yield f"{len(broken)} rows belong to papers that aren't there"


def _index_faults(home: Path) -> Iterator[str]:
    with Library(Paths.standard(home)) as library:
        library.catch_up()
        if (found := library.verify_index()) != Verification((), ()):
            yield f"the index differs from the library: {found}"
