"""The moments at which a paper's marks, note and tags were changed last, on disk."""

import json
import sqlite3
from collections.abc import Iterable, Mapping

from tui.papers.paper import ChangeTimes
from tui.storage.paper_row import ASKED_PAPERS, encode_ids

KEEP_TAG_TIME = """
    INSERT INTO tag_time (paper_id, name, at) VALUES (?, ?, ?)
    ON CONFLICT (paper_id, name) DO UPDATE SET at = excluded.at
"""
"""Followed by the paper's number, the tag, and when it was given or taken."""

_TIMES = f"""
    SELECT paper.id, bookmarked_at, read_at, archived_at, note_at,
        (SELECT json_group_object(name, at) FROM tag_time WHERE paper_id = paper.id)
    FROM {ASKED_PAPERS} JOIN triage ON triage.paper_id = paper.id
"""

_KEEP_TIMES = """
    UPDATE triage SET bookmarked_at = ?, read_at = ?, archived_at = ?, note_at = ?, tags_at = ?
    WHERE paper_id = ?
"""


def change_times(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, ChangeTimes]:
    """The times of those of the papers about which anything was ever decided."""
    rows = connection.execute(_TIMES, (encode_ids(ids),))
    return {
        paper_id: ChangeTimes(bookmarked, read, archived, note, json.loads(tags))
        for paper_id, bookmarked, read, archived, note, tags in rows
    }


def keep_change_times(connection: sqlite3.Connection, times: Mapping[int, ChangeTimes]) -> None:
    """Replace the times of papers that have a row for their triage."""
    connection.executemany(_KEEP_TIMES, (_row(paper_id, at) for paper_id, at in times.items()))
    connection.executemany(
        KEEP_TAG_TIME,
        ((paper_id, *pair) for paper_id, at in times.items() for pair in at.tags.items()),
    )


def _row(paper_id: int, at: ChangeTimes) -> tuple[str | int | None, ...]:
    newest_of_tags = max(at.tags.values(), default=None)
    return at.bookmarked, at.read, at.archived, at.note, newest_of_tags, paper_id
