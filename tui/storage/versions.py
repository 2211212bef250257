"""Numbers that tell what has changed in a library, without looking at all of it."""

import sqlite3
from typing import NamedTuple

RESTORED = "restored"
"""The key in ``meta`` of how often the whole content was replaced."""

_VERSIONS = """
    SELECT (SELECT version FROM triage_version),
           (SELECT seq FROM sqlite_sequence WHERE name = 'unindexed'),
           (SELECT seq FROM sqlite_sequence WHERE name = 'paper'),
           (SELECT seq FROM sqlite_sequence WHERE name = 'step'),
           (SELECT count(*) FROM step WHERE undone = 1),
           (SELECT value FROM meta WHERE key = ?),
           (SELECT max(at) FROM draft)
"""


class Versions(NamedTuple):
    """Equal as long as nothing that matters to the user has changed.

    How the reader was left, recent searches and the like don't. ``papers`` moves when a paper
    comes, changes or goes, ``newest_paper`` is the highest number given out.
    """

    marks: int
    papers: int
    newest_paper: int
    newest_step: int
    undone_steps: int
    restored: int
    newest_draft: str
    searches: tuple[tuple[object, ...], ...]


def versions(connection: sqlite3.Connection) -> Versions:
    """The numbers of the library that is open, which has today's shape."""
    *numbers, draft = connection.execute(_VERSIONS, (RESTORED,)).fetchone()
    marks, papers, newest_paper, newest_step, undone, restored = (int(n or 0) for n in numbers)
    searches = tuple(connection.execute("SELECT * FROM saved_search ORDER BY id"))
    return Versions(
        marks, papers, newest_paper, newest_step, undone, restored, draft or "", searches
    )
