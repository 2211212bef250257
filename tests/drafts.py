"""What is on disk of notes that are being written."""

import sqlite3
from contextlib import closing
from pathlib import Path


def drafts_on_disk(database: Path) -> dict[int, str]:
    """The drafts by the numbers of their papers, whoever is writing them."""
    with closing(sqlite3.connect(database)) as connection:
        return dict(connection.execute("SELECT paper_id, text FROM draft"))
