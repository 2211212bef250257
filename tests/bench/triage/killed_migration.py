"""An old library that is killed while it is brought to today's format."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from tests.bench.search.generated import generated_records
from tests.bench.triage.content import Rows, content_of
from tui.paths import Paths
from tui.storage.migrations import MIGRATIONS

_FORMAT, _PAPERS = 3, 20_000
_PAPER = """
    INSERT INTO paper (id, title, abstract, arxiv_id, authors, categories, keywords, links,
                       sources, added_at)
    VALUES (?, ?, ?, ?, '[]', '[]', '[]', '[]', '["page"]', '2024-01-01T00:00:00Z')
"""
_MARKED_EVERY = 5


class Migration:
    """``papertui show`` on a library of an old format, with many rows in its tables."""

    name = "show, of an old library,"
    surroundings: dict[str, str] = {}

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        database = Paths.standard(self.home).database
        database.parent.mkdir(parents=True)
        with closing(sqlite3.connect(database)) as connection:
            _fill(connection)
        self._wanted = content_of(database)

    def arguments(self, home: Path) -> Sequence[str]:
        return ["show", "1"]

    def learn(self, home: Path) -> None:
        """What is wanted is what there was before."""

    def wrong_after_kill(self, home: Path) -> Iterator[str]:
        reached = _format_of(home)
        if not _FORMAT <= reached <= len(MIGRATIONS):
            yield f"the format is {reached}"
        for table, rows in self._wanted.items():
            if rows and not _same(rows, content_of(Paths.standard(home).database)[table]):
                yield f"in format {reached}, {table} is not what it was"

    def wrong_in_the_end(self, home: Path) -> Iterator[str]:
        if (reached := _format_of(home)) != len(MIGRATIONS):
            yield f"in the end the format is {reached}"
        yield from self.wrong_after_kill(home)


def _same(before: Rows, after: Rows) -> bool:
    """Whether the rows of a table are the same in the columns that it had."""
    columns = len(before[0])
    return {row[:columns] for row in after} == set(before)


def _format_of(home: Path) -> int:
    with closing(sqlite3.connect(Paths.standard(home).database)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _fill(connection: sqlite3.Connection) -> None:
    for statement in (statement for step in MIGRATIONS[:_FORMAT] for statement in step):
        connection.execute(statement)
    records = list(enumerate(generated_records(_PAPERS), 1))
    papers = ((key, one["title"], one["abstract"], one["arxiv_id"]) for key, one in records)
    connection.executemany(_PAPER, papers)
    titles = ((one["title"].lower(), key) for key, one in records)
    connection.executemany("INSERT INTO known_title (key, paper_id) VALUES (?, ?)", titles)
    marked = [(key,) for key, _ in records if key % _MARKED_EVERY == 0]
    connection.executemany(
        "INSERT INTO triage (paper_id, read, note, tags_at) VALUES (?, 1, 'n', '2024')", marked
    )
    connection.executemany("INSERT INTO tag (paper_id, name) VALUES (?, 'toread')", marked)
    connection.execute(
        "INSERT INTO saved_search (name, name_key, query, position) VALUES ('a', 'a', 'gan', 1)"
    )
    connection.execute(f"PRAGMA user_version = {_FORMAT}")
    connection.commit()
