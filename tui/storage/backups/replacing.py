"""The content of one library put in place of another's, within a transaction.

Only what differs is written, so that the backup of a large library is restored in a moment.
"""

import sqlite3
from collections.abc import Iterable, Iterator

from tui.storage.paper_row import mark_unindexed
from tui.storage.versions import RESTORED

ATTACHED = "restored"
"""The name under which the library to take over is attached."""

# Facts of the file, not of what is in it: what it is, how the reader was left, what the index
# lacks; and a counter that never goes back.
_OF_THE_FILE = frozenset(("meta", "session", "unindexed", "triage_version"))

_SEQUENCES = f"""
    INSERT INTO main.sqlite_sequence (name, seq)
    SELECT name, 0 FROM {ATTACHED}.sqlite_sequence
    WHERE name NOT IN (SELECT name FROM main.sqlite_sequence)
"""
# Numbers are never given out twice, not even those of papers that are no longer there.
_RAISE_SEQUENCES = f"""
    UPDATE main.sqlite_sequence
    SET seq = max(seq, (SELECT other.seq FROM {ATTACHED}.sqlite_sequence AS other
                        WHERE other.name = sqlite_sequence.name))
    WHERE name <> 'unindexed' AND name IN (SELECT name FROM {ATTACHED}.sqlite_sequence)
"""
_COUNT = """
    INSERT INTO main.meta (key, value) VALUES (?, 1)
    ON CONFLICT (key) DO UPDATE SET value = value + 1
"""


def take_over(connection: sqlite3.Connection) -> None:
    """Have the library show what the one that is attached as ``ATTACHED`` shows.

    Both have today's shape. Papers that change, come or go are left for the index to catch up.
    """
    _replace_papers(connection)
    for table in _tables(connection):
        if table != "paper":
            connection.execute(
                f"DELETE FROM main.{table} AS one {_where_differing(connection, table)}"
            )
            fill_up(connection, table)
    raise_sequences(connection)
    connection.execute(_COUNT, (RESTORED,))


def fill_up(connection: sqlite3.Connection, table: str, wanted: str = "TRUE") -> None:
    """Copy the rows that are missing and ``wanted``, a condition in which a row is ``one``."""
    columns = ", ".join(_columns(connection, table))
    connection.execute(
        f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM {ATTACHED}.{table} AS one"
        f" WHERE NOT EXISTS (SELECT 1 FROM main.{table} AS two"
        f" WHERE {_same(_key(connection, table))}) AND ({wanted})"
    )


def raise_sequences(connection: sqlite3.Connection) -> None:
    """See to it that no number is given out that was given out in either library."""
    connection.execute(_SEQUENCES)
    connection.execute(_RAISE_SEQUENCES)


def _replace_papers(connection: sqlite3.Connection) -> None:
    """Replace the papers, and with those that go, what there is about them."""
    differing = _where_differing(connection, "paper")
    gone = _numbers(connection.execute(f"SELECT id FROM main.paper AS one {differing}"))
    connection.executemany("DELETE FROM main.paper WHERE id = ?", ((number,) for number in gone))
    come = _numbers(
        connection.execute(
            f"SELECT id FROM {ATTACHED}.paper WHERE id NOT IN (SELECT id FROM main.paper)"
        )
    )
    fill_up(connection, "paper")
    mark_unindexed(connection, dict.fromkeys((*gone, *come)))


def _where_differing(connection: sqlite3.Connection, table: str) -> str:
    """Picks, of the rows ``one``, those that are not in the attached library just like that."""
    return (
        f"WHERE NOT EXISTS (SELECT 1 FROM {ATTACHED}.{table} AS two"
        f" WHERE {_same(_key(connection, table))} AND {_alike(_columns(connection, table))})"
    )


def _same(columns: Iterable[str]) -> str:
    return " AND ".join(f"one.{column} = two.{column}" for column in columns)


def _alike(columns: Iterable[str]) -> str:
    return " AND ".join(f"one.{column} IS two.{column}" for column in columns)


def _tables(connection: sqlite3.Connection) -> Iterator[str]:
    """The tables to take over; what a table refers to comes before it."""
    rows = connection.execute(
        "SELECT name FROM main.sqlite_master WHERE type = 'table'"
        " AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY rowid"
    ).fetchall()
    return (str(name) for (name,) in rows if name not in _OF_THE_FILE)


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    """The columns that are stored, in order."""
    return [str(name) for _, name, *_ in connection.execute(f"PRAGMA main.table_info({table})")]


def _key(connection: sqlite3.Connection, table: str) -> list[str]:
    rows = connection.execute(f"PRAGMA main.table_info({table})")
    return [str(name) for _, name, *_, place in rows if place]


def _numbers(rows: Iterable[tuple[int]]) -> list[int]:
    return [number for (number,) in rows]
