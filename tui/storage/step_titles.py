"""What the steps of the history are about, by name."""

import json
import sqlite3
from collections.abc import Sequence

from tui.storage.history import Step
from tui.storage.saved_search_row import SAVED_SEARCH

# All changes of a step that counts one thing are about that. What was absorbed has the title of the
# paper that it became part of.
_TITLES = """
    SELECT change.step_id, paper.title
    FROM json_each(?) AS asked
    CROSS JOIN change ON change.step_id = asked.value AND change.position = 0
    CROSS JOIN paper ON paper.id = coalesce(
        (SELECT alias.paper_id FROM alias WHERE alias.old_id = change.key), change.key)
    WHERE change.field <> ?
"""


def titles_of(connection: sqlite3.Connection, steps: Sequence[Step]) -> dict[int, str]:
    """For steps about one paper that is in the library its title, by the number of the step."""
    asked = json.dumps([step.id for step in steps if step.count == 1])
    return dict(connection.execute(_TITLES, (asked, SAVED_SEARCH)).fetchall())
