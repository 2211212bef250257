"""The tables of the library as their rows are stored, to tell a row by its shape."""

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tui.storage.migrations import MIGRATIONS
from tui.storage.rescue.page_row import StoredRow, Value

_ORDINARY = 0
_TYPES: dict[str, tuple[type, ...]] = {"INTEGER": (int,), "TEXT": (str,)}
_ANY: tuple[type, ...] = (int, float, str, bytes)
_ADDITION = re.compile(r"ALTER TABLE (\w+) ADD COLUMN (\w+)")


class Column(NamedTuple):
    """A stored column: what it may hold, and whether a row may lack it."""

    name: str
    types: tuple[type, ...]
    may_be_null: bool
    may_be_missing: bool
    is_rowid: bool

    def fits(self, value: Value) -> bool:
        """Whether the column could hold a value."""
        if value is None:
            return self.may_be_null or self.is_rowid
        return isinstance(value, self.types) and not self.is_rowid


@dataclass(frozen=True, slots=True)
class KnownTable:
    """A table and its columns as they are stored.

    ``fewest`` columns are those that a row has which is older than the others; ``numbers_rows``
    tells that the number of a row is one of the columns.
    """

    name: str
    columns: Sequence[Column]
    fewest: int
    numbers_rows: bool

    def fits(self, row: StoredRow) -> bool:
        """Whether a row could be one of this table's."""
        if not self.fewest <= len(row.values) <= len(self.columns):
            return False
        return (row.rowid is not None) == self.numbers_rows and all(
            column.fits(value) for column, value in zip(self.columns, row.values, strict=False)
        )

    def keep(self, connection: sqlite3.Connection, row: StoredRow) -> None:
        """Put a row that fits into this table of another library, unless it is there already."""
        columns = self.columns[: len(row.values)]
        values = [
            row.rowid if column.is_rowid else value
            for column, value in zip(columns, row.values, strict=True)
        ]
        names = ", ".join(column.name for column in columns)
        places = ", ".join("?" * len(values))
        connection.execute(f"INSERT OR IGNORE INTO {self.name} ({names}) VALUES ({places})", values)


def known_tables(connection: sqlite3.Connection) -> dict[str, KnownTable]:
    """The tables of an open library by name."""
    found = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
    return {
        name: _known(name, _columns(connection, name, "WITHOUT ROWID" not in sql))
        for name, sql in found.fetchall()
    }


def _known(name: str, columns: Sequence[Column]) -> KnownTable:
    fewest = sum(not column.may_be_missing for column in columns)
    return KnownTable(name, columns, fewest, any(column.is_rowid for column in columns))


def _columns(connection: sqlite3.Connection, table: str, has_rowid: bool) -> list[Column]:
    """The columns in the order in which a row has them; what is worked out is not stored."""
    added_later = _added_later()
    return [
        Column(
            name,
            _TYPES.get(kind, _ANY),
            may_be_null=not not_null,
            may_be_missing=(table, name) in added_later,
            is_rowid=has_rowid and bool(key) and kind == "INTEGER",
        )
        for _, name, kind, not_null, _, key, hidden in connection.execute(
            f"PRAGMA table_xinfo({table})"
        )
        if hidden == _ORDINARY
    ]


def _added_later() -> set[tuple[str, str]]:
    """The columns, with their tables, that older rows lack."""
    return {
        (found[1], found[2])
        for statements in MIGRATIONS
        for found in map(_ADDITION.match, statements)
        if found
    }
