"""What a damaged library has lost, taken from a backup of it where nothing newer is known."""

import sqlite3
from dataclasses import astuple

from tui.storage.backups.contents import Contents, contents_of
from tui.storage.backups.replacing import ATTACHED, fill_up, raise_sequences, take_over
from tui.storage.changes.change import IMPORT
from tui.storage.saved_search_row import SAVED_SEARCH

_PAPER_IS_THERE = "one.paper_id IN (SELECT id FROM main.paper)"

# Neither merged into another paper since, nor taken back with the import that had brought it.
_PAPER_IS_LOST = f"""
    one.id NOT IN (SELECT old_id FROM main.alias)
    AND NOT EXISTS (SELECT 1 FROM main.paper WHERE arxiv_id = one.arxiv_id)
    AND one.id NOT IN (
        SELECT key FROM main.change JOIN main.step ON step.id = change.step_id
        WHERE field = '{IMPORT}' AND before IS NULL AND undone = 1)
"""

# The backup is right about a tag as long as the paper's tags, and this one, have not changed since.
_TAG_IS_LOST = f"""
    {_PAPER_IS_THERE}
    AND EXISTS (
        SELECT 1 FROM main.triage AS found JOIN {ATTACHED}.triage AS known
        ON known.paper_id = found.paper_id
        WHERE found.paper_id = one.paper_id AND found.tags_at IS known.tags_at)
    AND NOT EXISTS (
        SELECT 1 FROM main.tag_time AS found LEFT JOIN {ATTACHED}.tag_time AS known
        ON known.paper_id = found.paper_id AND known.name = found.name
        WHERE found.paper_id = one.paper_id AND found.name = one.name
        AND found.at IS NOT known.at)
"""

_SEARCH_IS_LOST = f"""
    one.name_key NOT IN (SELECT name_key FROM main.saved_search)
    AND one.id NOT IN (
        SELECT key FROM main.change JOIN main.step ON step.id = change.step_id
        WHERE field = '{SAVED_SEARCH}' AND CASE undone WHEN 0 THEN after ELSE before END IS NULL)
"""


def _of_nothing_known(table: str) -> str:
    return f"{_PAPER_IS_THERE} AND one.paper_id NOT IN (SELECT paper_id FROM main.{table})"


# What a table needs of those before it is there already.
_LOST = {
    "paper": _PAPER_IS_LOST,
    "known_title": _of_nothing_known("known_title"),
    "known_id": _of_nothing_known("known_id"),
    "reading_place": _PAPER_IS_THERE,
    "triage": _PAPER_IS_THERE,
    "tag": _TAG_IS_LOST,
    "tag_time": _PAPER_IS_THERE,
    "saved_search": _SEARCH_IS_LOST,
}


def take_what_is_lost(connection: sqlite3.Connection) -> Contents:
    """Fill the gaps of a library from the backup attached as ``ATTACHED``; gives how much came.

    The backup has today's shape. The history stays what it is; but where nothing at all is in the
    library, it becomes what the backup is.
    """
    found = astuple(contents_of(connection))
    if any(found):
        for table, lost in _LOST.items():
            fill_up(connection, table, lost)
        raise_sequences(connection)
    else:
        take_over(connection)
    filled = astuple(contents_of(connection))
    return Contents(*(now - before for now, before in zip(filled, found, strict=True)))
