"""Whether a library has the tables, indexes and triggers that it was made with."""

import sqlite3
from contextlib import closing
from functools import cache

from tui.storage.connecting import pragma
from tui.storage.migrations import MIGRATIONS

# Of tables their columns: how SQLite writes down one that was changed depends on its version. As
# bytes, since damaged names may be no text.
_PARTS = """
    SELECT made.type, CAST(made.name AS BLOB), CAST(part.name AS BLOB),
        CASE made.type WHEN 'trigger' THEN CAST(sql AS BLOB) END
    FROM sqlite_master AS made LEFT JOIN pragma_table_xinfo(made.name) AS part
"""

_Parts = frozenset[tuple[str | bytes | None, ...]]


def has_shape(connection: sqlite3.Connection) -> bool:
    """Whether nothing is missing of the shape that the library names; that of a newer is unknown.

    Raises SQLite's errors.
    """
    return _known_parts(pragma(connection, "user_version")) <= _parts(connection)


def _parts(connection: sqlite3.Connection) -> _Parts:
    return frozenset(connection.execute(_PARTS).fetchall())


@cache
def _known_parts(version: int) -> _Parts:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as made:
        for statements in MIGRATIONS[:version]:
            for statement in statements:
                made.execute(statement)
        return _parts(made)
