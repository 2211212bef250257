"""Papers made one at the user's word."""

import sqlite3

from tui.errors import PapertuiError
from tui.storage import history
from tui.storage.changes.merge_change import unite
from tui.storage.clock import now
from tui.storage.database import Database
from tui.storage.history import Step

_EXISTING = """
    SELECT id FROM paper
    WHERE id = coalesce((SELECT paper_id FROM alias WHERE old_id = ?1), ?1)
"""


class MergeStore:
    """Merges on disk; each is a step of the history and holds what is needed to take it back."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def merge(self, one: int, other: int) -> Step:
        """Make one paper of two; the lower number survives, and the other means it from then on.

        Raises PapertuiError when a number is no paper's, or both are the same paper's.
        """
        with self._database.write() as connection:
            first, second = _existing(connection, one), _existing(connection, other)
            if first == second:
                raise PapertuiError(
                    f"Both are one paper already, number {first}.", "Name two different papers."
                )
            change = unite(connection, min(first, second), max(first, second))
            return history.record(connection, [change], "merged 2 papers", 2, now())


def _existing(connection: sqlite3.Connection, number: int) -> int:
    found = connection.execute(_EXISTING, (number,)).fetchone()
    if found is None:
        raise PapertuiError(f"There is no paper {number}.", "papertui search finds the numbers.")
    return int(found[0])
