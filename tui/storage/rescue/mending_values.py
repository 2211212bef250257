"""Values that damage has made senseless: emptied, so that they can't make the rest unreadable."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from tui.storage.changes.making import FIELDS
from tui.storage.clock import now
from tui.storage.paper_row import COLUMNS, PAPER_COLUMNS, decode_paper

_LISTS = ("authors", "categories", "keywords", "links", "sources")
_DAYS = ("published_on", "listed_on")
_OPTIONAL = ("abstract", "arxiv_id", "doi", "comment", "organization", "venue", "ai_summary")
_NOT_A_PAPER = (ValueError, TypeError, LookupError)

_MARK_TIMES = ("bookmarked_at", "read_at", "archived_at", "note_at", "tags_at")

_FIELDS = ", ".join(f"'{field}'" for field in FIELDS)
_BROKEN_STEPS = f"""
    SELECT DISTINCT step_id FROM change WHERE CASE
        WHEN field NOT IN ({_FIELDS}) THEN 1
        WHEN field IN ('bookmarked', 'read', 'archived')
            THEN typeof(before) <> 'integer' OR typeof(after) <> 'integer'
        WHEN field IN ('note', 'tag')
            THEN typeof(before) NOT IN ('text', 'null') OR typeof(after) NOT IN ('text', 'null')
        WHEN field = 'restore' THEN 0
        ELSE before IS NOT NULL AND NOT json_valid(before)
            OR after IS NOT NULL AND NOT json_valid(after)
    END
"""


def mend_papers(connection: sqlite3.Connection) -> None:
    """Empty what is unreadable of papers; the rest of them stays, but for those without a title."""
    connection.execute("DELETE FROM paper WHERE title = ''")
    for column in _OPTIONAL:
        connection.execute(f"UPDATE paper SET {column} = NULL WHERE {column} = ''")
    rows = connection.execute(f"SELECT {PAPER_COLUMNS}, paper.id FROM paper")
    for *row, paper_id in [row for row in rows if not is_readable(row)]:
        emptied = _without_unreadable(dict(zip(COLUMNS, row, strict=True)))
        connection.execute(
            f"UPDATE paper SET {', '.join(f'{name} = ?' for name in emptied)} WHERE id = ?",
            (*emptied.values(), paper_id),
        )


def is_readable(row: Sequence[object]) -> bool:
    """Whether a row that begins with a paper's columns can be made into one."""
    try:
        decode_paper(row)
    except _NOT_A_PAPER:
        return False
    return True


def has_broken_steps(connection: sqlite3.Connection) -> bool:
    """Whether there are steps of the history that undo could not walk."""
    return connection.execute(f"{_BROKEN_STEPS} LIMIT 1").fetchone() is not None


def drop_broken_steps(connection: sqlite3.Connection) -> int:
    """Drop the steps that undo could not walk, and those of which nothing is left; gives how many.

    Their changes become orphans.
    """
    broken = connection.execute(f"DELETE FROM step WHERE id IN ({_BROKEN_STEPS})").rowcount
    empty = connection.execute(
        "DELETE FROM step WHERE id NOT IN (SELECT step_id FROM change)"
    ).rowcount
    return broken + empty


def mend_moments(connection: sqlite3.Connection) -> None:
    """Have every moment be one: that of a step the present one, that of a mark unknown."""
    connection.create_function("is_moment", 1, _is_moment, deterministic=True)
    for table in ("step", "draft", "reading_place"):
        connection.execute(f"UPDATE {table} SET at = ? WHERE NOT is_moment(at)", (now(),))
    for column in _MARK_TIMES:
        connection.execute(f"UPDATE triage SET {column} = NULL WHERE NOT is_moment({column})")
    connection.execute("DELETE FROM tag_time WHERE NOT is_moment(at)")


def _without_unreadable(values: dict[str, object]) -> dict[str, object]:
    """A paper's lists and days, each that can't be read emptied."""
    empty: dict[str, object] = {**dict.fromkeys(_LISTS, "[]"), **dict.fromkeys(_DAYS)}
    readable = {
        column: values[column]
        for column in empty
        if is_readable([*{**values, **empty, column: values[column]}.values()])
    }
    return {**empty, **readable}


def _is_moment(value: object) -> bool | None:
    if value is None:
        return None
    try:
        return datetime.fromisoformat(str(value)).tzinfo is not None
    except ValueError:
        return False
