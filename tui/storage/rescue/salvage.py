"""What can still be read of a damaged library, put into a new one.

The file is read page by page, without SQLite, so that damage costs what lies on the damaged pages
and nothing else. Tables are read from where they begin, as the file says or as in every library;
what no table leads to any more is told by its shape; and what a table has lost, an index may have.
"""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from tui.storage.backups.replacing import ATTACHED
from tui.storage.connecting import Connection, pragma, uri_to_read
from tui.storage.failure import database_failure
from tui.storage.migrations import MIGRATIONS
from tui.storage.rescue.known_table import KnownTable, known_tables
from tui.storage.rescue.mending import Mended, mend
from tui.storage.rescue.page_file import PageFile
from tui.storage.rescue.page_row import StoredRow, TreePage, tree_page

Progress = Callable[[int, int], None]

_PRIVATE = 0o600
_SCHEMA_ROOT = 1
_FORMAT_AT, _FREE_PAGES_AT = 60, 32

# Counted or made anew. What sources sent is asked for again, since some of it may be lost.
_NOT_READ = frozenset(("sqlite_sequence", "triage_version", "unindexed", "synced"))

# No other table, and no index, has rows of their shape.
_TELLING = ("paper", "triage", "step", "change", "saved_search", "recent_search", "tag_time")

# Indexes that hold all of a table: its two columns, the other way round.
_MIRRORS = {
    "tag_by_name": "tag",
    "known_title_by_paper": "known_title",
    "known_id_by_paper": "known_id",
}


def untold(_done: int, _of: int) -> None:
    """Nobody is told."""


def salvage(
    source: Path,
    target: Path,
    backup: Path | None = None,
    *,
    with_log: bool = True,
    progress: Progress = untold,
) -> Mended:
    """Make a sound library at ``target``, which is not there yet, of what ``source`` still holds.

    What can't be read is taken from a ``backup`` of today's shape where nothing newer is known.
    ``progress`` hears how many pages are done, and of how many. Raises PapertuiError when the new
    file can't be written.
    """
    try:
        with (
            closing(PageFile(source, with_log=with_log)) as pages,
            closing(_new_file(target, backup)) as connection,
        ):
            return _fill(connection, pages, progress, with_backup=backup is not None)
    except sqlite3.Error as error:
        raise database_failure(error, target) from error


def _new_file(target: Path, backup: Path | None) -> sqlite3.Connection:
    os.close(os.open(target, os.O_CREAT | os.O_EXCL, _PRIVATE))
    connection = sqlite3.connect(
        target.as_uri(), uri=True, isolation_level=None, factory=Connection
    )
    # What is half made is thrown away; who takes the file has it written to the disk.
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA journal_mode = MEMORY")
    if backup is not None:
        connection.execute(f"ATTACH ? AS {ATTACHED}", (uri_to_read(backup),))
    return connection


def _fill(
    connection: sqlite3.Connection, pages: PageFile, progress: Progress, *, with_backup: bool
) -> Mended:
    _make_tables(connection, pages.number_at(_FORMAT_AT))
    connection.execute("BEGIN")
    salvaging = _Salvaging(pages, connection, progress)
    salvaging.read_tables()
    salvaging.read_mirrors()
    salvaging.read_strays()
    _make_tables(connection, len(MIGRATIONS))
    mended = mend(connection, salvaging.highest_numbers(), with_backup=with_backup)
    connection.execute("COMMIT")
    return mended


def _make_tables(connection: sqlite3.Connection, wanted: int) -> None:
    """Bring an empty or older library to the wanted format, or to today's if there is none such."""
    if not 0 < wanted <= len(MIGRATIONS):
        wanted = len(MIGRATIONS)
    for number in range(pragma(connection, "user_version"), wanted):
        for statement in MIGRATIONS[number]:
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {number + 1}")


class _Salvaging:
    """Takes rows from the pages of one file into the tables of another."""

    def __init__(self, pages: PageFile, connection: sqlite3.Connection, progress: Progress) -> None:
        self._pages = pages
        self._progress = progress
        self._connection = connection
        self._tables = known_tables(connection)
        self._roots = {**_usual_roots(connection), **self._told_roots()}
        self._read: set[int] = set()

    def read_tables(self) -> None:
        """Take what the tables lead to."""
        for table in self._tables.values():
            if table.name not in _NOT_READ:
                self._keep_fitting(table, self._pages_below(self._roots[table.name]))

    def read_mirrors(self) -> None:
        """Take what a table lacks and an index still has."""
        for index, name in _MIRRORS.items():
            if index in self._roots and name in self._tables:
                pages = self._pages_below(self._roots[index])
                self._keep_fitting(self._tables[name], (_turned(page) for page in pages))

    def read_strays(self) -> None:
        """Take what nothing leads to any more, if its shape tells which table it was in."""
        unread = set(range(1, self._pages.count + 1)) - self._read - self._free_pages()
        telling = [self._tables[name] for name in _TELLING if name in self._tables]
        for number in sorted(unread):
            page = tree_page(self._pages, number)
            if page is not None:
                for table in telling:
                    self._keep_fitting(table, [page])

    def highest_numbers(self) -> dict[str, int]:
        """The highest number that each table has ever given, as far as it can be read."""
        highest: dict[str, int] = {}
        for row in self._rows_below(self._roots["sqlite_sequence"]):
            match row.values:
                case (str(name), int(number)) if name in self._tables:
                    highest[name] = max(number, highest.get(name, 0))
        return highest

    def _told_roots(self) -> dict[str, int]:
        """Where tables and indexes begin, as far as the file can say so."""
        roots = {}
        for row in self._rows_below(_SCHEMA_ROOT):
            match row.values:
                case ("table" | "index", str(name), _, int(root), _):
                    roots[name] = root
        return roots

    def _keep_fitting(self, table: KnownTable, pages: Iterable[TreePage]) -> None:
        for page in pages:
            fitting = [row for row in page.rows if table.fits(row)]
            for row in fitting:
                table.keep(self._connection, row)
            if fitting:
                self._read.add(page.number)
            self._progress(len(self._read), self._pages.count)

    def _pages_below(self, root: int) -> Iterator[TreePage]:
        """The pages of a tree, those below one that can't be read left out."""
        waiting, seen = [root], set()
        while waiting:
            number = waiting.pop()
            if number in seen:
                continue
            seen.add(number)
            page = tree_page(self._pages, number)
            if page is not None:
                waiting.extend(page.children)
                yield page

    def _rows_below(self, root: int) -> Iterator[StoredRow]:
        return (row for page in self._pages_below(root) for row in page.rows)

    def _free_pages(self) -> set[int]:
        """The pages that hold what was deleted (file format, §1.5)."""
        free: set[int] = set()
        trunk = self._pages.number_at(_FREE_PAGES_AT)
        while trunk and trunk not in free:
            free.add(trunk)
            content = self._pages.page(trunk) or bytes(8)
            count = min(int.from_bytes(content[4:8]), len(content) // 4 - 2)
            leaves = range(8, 8 + 4 * count, 4)
            free.update(int.from_bytes(content[place : place + 4]) for place in leaves)
            trunk = int.from_bytes(content[:4])
        return free


def _usual_roots(connection: sqlite3.Connection) -> dict[str, int]:
    """Where tables and indexes begin in a library that has never been upgraded."""
    rows = connection.execute("SELECT name, rootpage FROM sqlite_master WHERE rootpage > 0")
    return dict(rows.fetchall())


def _turned(page: TreePage) -> TreePage:
    """The page of an index with its rows the other way round."""
    return replace(page, rows=[StoredRow(row.values[::-1], row.rowid) for row in page.rows])
