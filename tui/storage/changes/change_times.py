"""The moments at which a paper's marks, note and tags were changed last, on disk."""

import json
import sqlite3
from collections.abc import Iterable

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


def change_times(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, ChangeTimes]:
    """The times of those of the papers about which anything was ever decided."""
    rows = connection.execute(_TIMES, (encode_ids(ids),))
    return {
        paper_id: ChangeTimes(bookmarked, read, archived, note, json.loads(tags))
        for paper_id, bookmarked, read, archived, note, tags in rows
    }
