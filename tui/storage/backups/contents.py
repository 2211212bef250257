"""What a library holds, in numbers: to compare a copy with what it was made of, and to tell."""

import sqlite3
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Contents:
    """How much there is of each thing in a library.

    ``marked`` are the papers that are bookmarked, read or archived.
    """

    papers: int
    bookmarked: int
    marked: int
    tagged: int
    noted: int
    steps: int
    searches: int


_COUNTED = {
    "papers": "paper",
    "bookmarked": "triage WHERE bookmarked",
    "marked": "triage WHERE bookmarked OR read OR archived",
    "tagged": "tag",
    "noted": "triage WHERE note IS NOT NULL",
    "steps": "step",
    "searches": "saved_search",
}


def contents_of(connection: sqlite3.Connection) -> Contents:
    """The numbers of the library that is open, of whatever version; those it can't have are 0."""
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    tables = {str(name) for (name,) in rows}
    return Contents(
        *(_count(connection, _COUNTED[field.name], tables) for field in fields(Contents))
    )


def _count(connection: sqlite3.Connection, counted: str, tables: set[str]) -> int:
    if counted.split()[0] not in tables:
        return 0
    return int(connection.execute(f"SELECT count(*) FROM {counted}").fetchone()[0])
