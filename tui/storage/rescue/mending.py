"""Making a sound library of rows that were read from a damaged one."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from tui.papers.identity import title_key
from tui.storage.backups.contents import Contents
from tui.storage.rescue.filling import take_what_is_lost
from tui.storage.rescue.mending_values import drop_broken_steps, mend_moments, mend_papers


@dataclass(frozen=True, slots=True)
class Mended:
    """What was done about the gaps.

    So much came ``from_backup``; so many rows were ``dropped``, since the paper or the step that
    they belong to is lost.
    """

    from_backup: Contents | None
    dropped: int


def mend(
    connection: sqlite3.Connection, highest_numbers: Mapping[str, int], *, with_backup: bool
) -> Mended:
    """Have the rows of a library agree with each other, and its index be made anew.

    ``highest_numbers`` are those that were ever given, by table. With a backup, which is attached
    and has today's shape, what is lost comes from there where nothing newer is known.
    """
    _keep_numbers(connection, highest_numbers)
    mend_papers(connection)
    from_backup = take_what_is_lost(connection) if with_backup else None
    _drop_mistaken(connection)
    dropped = drop_broken_steps(connection) + _drop_orphans(connection)
    mend_moments(connection)
    _mend_titles(connection)
    _settle(connection)
    return Mended(from_backup, dropped)


def _keep_numbers(connection: sqlite3.Connection, highest: Mapping[str, int]) -> None:
    """See to it that no number that was ever given is given again."""
    lost_papers = connection.execute(
        "SELECT max(number) FROM (SELECT max(paper_id) AS number FROM triage"
        " UNION ALL SELECT max(paper_id) FROM known_title UNION ALL SELECT max(old_id) FROM alias)"
    ).fetchone()[0]
    wanted = {**highest, "paper": max(highest.get("paper", 0), lost_papers or 0)}
    for name, number in wanted.items():
        (given,) = connection.execute(
            "SELECT max(seq) FROM sqlite_sequence WHERE name = ?", (name,)
        ).fetchone()
        connection.execute("DELETE FROM sqlite_sequence WHERE name = ?", (name,))
        connection.execute(
            "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (name, max(number, given or 0))
        )


def _drop_mistaken(connection: sqlite3.Connection) -> None:
    """Drop rows that were taken for a tag or an alias and are none."""
    connection.execute(
        "DELETE FROM tag WHERE EXISTS (SELECT 1 FROM known_title"
        " WHERE known_title.paper_id = tag.paper_id AND known_title.key = tag.name)"
    )
    connection.execute("DELETE FROM alias WHERE old_id IN (SELECT id FROM paper)")


def _drop_orphans(connection: sqlite3.Connection) -> int:
    """Drop the rows about what is lost; gives how many."""
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return sum(
        connection.execute(
            f"DELETE FROM {table} WHERE {column} NOT IN (SELECT {parent_column} FROM {parent})"
        ).rowcount
        for (table,) in tables
        for _, _, parent, column, parent_column, *_ in connection.execute(
            f"PRAGMA foreign_key_list({table})"
        ).fetchall()
    )


def _mend_titles(connection: sqlite3.Connection) -> None:
    """Have every paper be known by the title it shows."""
    nameless = connection.execute(
        "SELECT id, title FROM paper WHERE id NOT IN (SELECT paper_id FROM known_title)"
    ).fetchall()
    connection.executemany(
        "INSERT OR IGNORE INTO known_title (key, paper_id) VALUES (?, ?)",
        ((title_key(title), paper_id) for paper_id, title in nameless),
    )


def _settle(connection: sqlite3.Connection) -> None:
    """Have the index made anew, and no starter papers brought in once more."""
    connection.execute("DELETE FROM meta WHERE key = 'index digests'")
    connection.execute("REPLACE INTO unindexed (paper_id) SELECT id FROM paper ORDER BY id")
    connection.execute(
        "INSERT OR IGNORE INTO meta (key, value) SELECT 'starter', 'imported'"
        " WHERE EXISTS (SELECT 1 FROM paper)"
    )
