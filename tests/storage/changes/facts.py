"""What a library on disk holds, to be compared."""

from typing import Any

from tui.storage.database import Database

Facts = dict[str, list[tuple[Any, ...]]]

_TABLES = ("paper", "tag", "known_title", "known_id", "alias", "reading_place", "draft")


def all_facts(database: Database) -> Facts:
    """All rows about papers, but for what has to be indexed, the history, and times of changes."""
    with database.read() as connection:
        facts = {
            name: connection.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall()
            for name in _TABLES
        }
        # A paper without marks may have a row that says so.
        facts["triage"] = connection.execute(
            "SELECT paper_id, bookmarked, read, archived, note FROM triage"
            " WHERE bookmarked OR read OR archived OR note IS NOT NULL ORDER BY 1"
        ).fetchall()
    return facts


def all_times(database: Database) -> Facts:
    """All times of changes."""
    times = "bookmarked_at, read_at, archived_at, note_at, tags_at"
    with database.read() as connection:
        return {
            "triage": connection.execute(
                f"SELECT paper_id, {times} FROM triage"
                f" WHERE coalesce({times}) IS NOT NULL ORDER BY 1"
            ).fetchall(),
            "tag_time": connection.execute("SELECT * FROM tag_time ORDER BY 1, 2").fetchall(),
        }
