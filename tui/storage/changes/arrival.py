"""What arrived at a paper that was decided about elsewhere: each decision with its own time.

The change has the paper's number as key, and in ``before`` and ``after`` a JSON object of those
marks, the note and the tags (``tag …``) that became others: pairs of value and time. Taking it back
is no newer decision about the paper: the times go back too.
"""

import json
import sqlite3
from collections.abc import Iterator

from tui.papers.paper import ChangeTimes, Triage
from tui.storage.changes.change import ARRIVED, Change, Value
from tui.storage.changes.change_times import KEEP_TAG_TIME

_MARKS = ("bookmarked", "read", "archived", "note")
_TAG = "tag "
_NEVER = ChangeTimes()

_Dated = tuple[Value, str | None]
"""A value, and when it became that."""

_SET_MARK = {
    mark: f"UPDATE triage SET {mark} = ?1, {mark}_at = ?2"
    f" WHERE paper_id = ?3 AND ({mark} IS ?1 OR {mark} IS ?4)"
    for mark in _MARKS
}
_TAGS_CHANGED = """
    UPDATE triage SET tags_at = (SELECT max(at) FROM tag_time WHERE paper_id = ?1)
    WHERE paper_id = ?1
"""


def arrival(paper_id: int, before: Triage, after: Triage) -> Change | None:
    """The change that turns one triage of a paper, with its times, into another."""
    old, new = _decisions(before), _decisions(after)
    names = [name for name in new if new[name] != old.get(name, (0, None))]
    if not names:
        return None
    was = {name: old.get(name, (0, None)) for name in names}
    became = {name: new[name] for name in names}
    return Change(paper_id, ARRIVED, _text(was), _text(became))


def make_arrival(connection: sqlite3.Connection, change: Change) -> bool:
    """Set values and times; False when one is neither as it was nor as it will be, and was left."""
    before, after = json.loads(str(change.before)), json.loads(str(change.after))
    tags = [name for name in after if name.startswith(_TAG)]
    for name in tags:
        _set_tag(connection, change.key, name.removeprefix(_TAG), *after[name])
    if tags:
        connection.execute(_TAGS_CHANGED, (change.key,))
    marks = [
        connection.execute(_SET_MARK[name], (*after[name], change.key, before[name][0])).rowcount
        for name in after
        if name in _MARKS
    ]
    return 0 not in marks


def _set_tag(
    connection: sqlite3.Connection, paper_id: int, name: str, has: int, at: str | None
) -> None:
    if has:
        connection.execute("INSERT OR IGNORE INTO tag VALUES (?, ?)", (paper_id, name))
    else:
        connection.execute("DELETE FROM tag WHERE paper_id = ? AND name = ?", (paper_id, name))
    if at is None:
        connection.execute("DELETE FROM tag_time WHERE paper_id = ? AND name = ?", (paper_id, name))
    else:
        connection.execute(KEEP_TAG_TIME, (paper_id, name, at))


def _decisions(triage: Triage) -> dict[str, _Dated]:
    return dict(_dated(triage, triage.changed_at or _NEVER))


def _dated(triage: Triage, times: ChangeTimes) -> Iterator[tuple[str, _Dated]]:
    for mark in ("bookmarked", "read", "archived"):
        yield mark, (int(getattr(triage, mark)), getattr(times, mark))
    yield "note", (triage.note, times.note)
    for name in sorted({*triage.tags, *times.tags}):
        yield _TAG + name, (int(name in triage.tags), times.tags.get(name))


def _text(decisions: dict[str, _Dated]) -> str:
    return json.dumps(decisions, ensure_ascii=False)
