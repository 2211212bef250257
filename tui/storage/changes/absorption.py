"""Two stored papers that turn out to be one: what is left of the one that goes."""

import sqlite3

from tui.papers.paper import moment_after

_MARKS = ("bookmarked", "read", "archived")
_TIMES = ("bookmarked_at", "read_at", "archived_at", "tags_at")
_COLUMNS = ", ".join((*_MARKS, "note", *_TIMES, "note_at"))

_EITHER = ", ".join(f"{mark} = max({mark}, excluded.{mark})" for mark in _MARKS)
_LATER = {
    time: f"nullif(max(coalesce({time}, ''), coalesce(excluded.{time}, '')), '')"
    for time in (*_TIMES, "note_at")
}
_LATEST = ", ".join(f"{time} = {_LATER[time]}" for time in _TIMES)

_UNITE_TRIAGE = f"""
    INSERT INTO triage (paper_id, {_COLUMNS})
    SELECT ?1, {_COLUMNS} FROM triage WHERE paper_id = ?2
    ON CONFLICT (paper_id) DO UPDATE SET {_EITHER}, {_LATEST},
        note = CASE
            WHEN note IS NULL THEN excluded.note
            WHEN excluded.note IS NULL OR excluded.note = note THEN note
            ELSE note || char(10, 10) || excluded.note
        END,
        note_at = CASE WHEN note <> excluded.note THEN ?3 ELSE {_LATER["note_at"]} END
"""

_LAST_NOTE = "SELECT max(note_at) FROM triage WHERE paper_id IN (?, ?)"

# The place read to last is the one to go on from.
_UNITE_READING = """
    INSERT INTO reading_place (paper_id, place, at)
    SELECT ?1, place, at FROM reading_place WHERE paper_id = ?2
    ON CONFLICT (paper_id) DO UPDATE SET place = excluded.place, at = excluded.at
    WHERE excluded.at > at
"""

_UNITE_TAG_TIMES = """
    INSERT INTO tag_time (paper_id, name, at)
    SELECT ?1, name, at FROM tag_time WHERE paper_id = ?2
    ON CONFLICT (paper_id, name) DO UPDATE SET at = max(at, excluded.at)
"""

_UNITE_DRAFTS = """
    INSERT INTO draft (paper_id, text, at)
    SELECT ?1, text, at FROM draft WHERE paper_id = ?2
    ON CONFLICT (paper_id) DO UPDATE SET at = max(at, excluded.at),
        text = CASE
            WHEN excluded.text = text THEN text ELSE text || char(10, 10) || excluded.text
        END
"""


def absorb(connection: sqlite3.Connection, gone: int, survivor: int) -> None:
    """Give what the user decided about one paper to another, and let its number mean that one.

    A mark that either has stays, tags are united, notes and their drafts stand one below the other,
    reading goes on where it was left last. The record of ``gone`` is deleted; the caller has merged
    it into the survivor's.
    """
    pair = (survivor, gone)
    (last,) = connection.execute(_LAST_NOTE, pair).fetchone()
    # Newer than either of the notes, and older than what was written elsewhere after them.
    connection.execute(_UNITE_TRIAGE, (*pair, last and moment_after(last)))
    for statement in (_UNITE_READING, _UNITE_TAG_TIMES, _UNITE_DRAFTS):
        connection.execute(statement, pair)
    for table in ("tag", "known_title"):
        # A tag or title that both have stays behind here and goes with the paper.
        connection.execute(f"UPDATE OR IGNORE {table} SET paper_id = ? WHERE paper_id = ?", pair)
    for table in ("known_id", "alias"):
        connection.execute(f"UPDATE {table} SET paper_id = ? WHERE paper_id = ?", pair)
    connection.execute("DELETE FROM paper WHERE id = ?", (gone,))
    connection.execute("INSERT INTO alias (paper_id, old_id) VALUES (?, ?)", pair)
