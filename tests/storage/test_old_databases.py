"""A library of every format that there ever was opens, keeps its data, and can be undone."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from tests.everything_kept import Tables, everything_in
from tests.old_databases import build, file_of
from tui.library import Library
from tui.papers.paper import Author, Triage
from tui.paths import Paths
from tui.search.results import Verification
from tui.storage.database import Database
from tui.storage.history import Undone
from tui.storage.migrations import MIGRATIONS
from tui.storage.rescue.untouched import damage_of

HISTORY_SINCE, SEARCHES_SINCE, MERGES_SINCE, IMPORTS_SINCE = 2, 3, 6, 7
VERSIONS = range(1, len(MIGRATIONS) + 1)
_COUNTERS = ("sqlite_sequence", "meta")
"""Tables that opening may add to."""


@pytest.fixture(params=VERSIONS)
def version(request: pytest.FixtureRequest) -> int:
    assert isinstance(request.param, int)
    return request.param


@pytest.fixture
def paths(home: Path, version: int) -> Paths:
    """Where a library of an old format is."""
    paths = Paths.standard(home)
    build(version, paths.database)
    return paths


@pytest.fixture
def old(paths: Paths) -> Iterator[Library]:
    """That library, opened."""
    with Library(paths) as library:
        yield library


def rows_of(database: Path) -> Tables:
    with closing(sqlite3.connect(database)) as connection:
        return everything_in(connection)


def shape_of(database: Path) -> set[tuple[str, ...]]:
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
        return {(name, "".join(sql.split())) for name, sql in rows}


def decided(library: Library) -> list[object]:
    """What a person sees of what they did."""
    entries = library.entries(library.newest_ids())
    return [*((entry.id, entry.triage) for entry in entries), *library.saved_searches()]


def walk(step: Callable[[], Undone | None]) -> int:
    """Undo or redo all there is; gives how many steps that were."""
    steps = 0
    while (walked := step()) is not None:
        assert walked.skipped == 0, walked.step.label
        steps += 1
    return steps


def test_every_format_has_its_file_and_no_table_of_it_is_empty(tmp_path: Path) -> None:
    for version in VERSIONS:
        assert file_of(version).exists(), "python -m tests.old_databases makes it"
        build(version, tmp_path / f"{version}")
        tables = rows_of(tmp_path / f"{version}")
        assert [name for name, rows in tables.items() if not rows] == []


def test_the_newest_file_has_the_shape_of_today(tmp_path: Path) -> None:
    build(len(MIGRATIONS), tmp_path / "file")
    Database(tmp_path / "new").close()
    assert shape_of(tmp_path / "file") == shape_of(tmp_path / "new")


def test_every_row_is_kept(paths: Paths, version: int) -> None:
    before = rows_of(paths.database)
    Library(paths).close()
    after = rows_of(paths.database)
    for name, rows in before.items():
        if name in _COUNTERS:
            assert set(rows) <= set(after[name])
            continue
        assert [row[: len(rows[0])] for row in after[name]] == rows, name


def test_papers_are_found_by_all_that_they_were_known_by(old: Library, version: int) -> None:
    assert old.counts().total == 8 - (version >= MERGES_SINCE) + (version >= IMPORTS_SINCE)
    assert old.find("Titans at test time") == old.find("2501.00663") == [1]
    assert old.find("9") == old.find("Songs of birds") == [8]
    [titans] = old.entries([1])
    assert titans.paper.authors == (Author("Ali Behrouz"), Author("Peilin Zhong"))
    assert (titans.paper.day, titans.paper.stars) == (date(2025, 1, 2), 1200)


def test_the_index_is_made_anew(old: Library) -> None:
    old.catch_up()
    assert old.verify_index() == Verification((), ())
    found = old.search("zebra")
    assert found is not None
    assert found.total == 1


def test_what_a_person_did_is_there_and_every_step_can_be_undone(
    old: Library, version: int
) -> None:
    before = decided(old)
    if version >= HISTORY_SINCE:
        assert old.entries([1])[0].triage == Triage(
            True, True, True, ("17", "to read", "vögel"), "Compare with RNNs.\n\n* [x] “read”"
        )
    if version >= SEARCHES_SINCE:
        assert {search.name for search in old.saved_searches()} == {"Birds", "Memory"}
        assert old.recent_searches() == ["tag:vögel", "attention"]
    assert walk(old.redo) == (version >= HISTORY_SINCE)
    after = decided(old)
    steps = walk(old.undo)
    assert steps == len(old.history(100))
    assert [entry.triage for entry in old.entries(old.newest_ids())] == [Triage()] * 8
    assert old.saved_searches() == []
    assert walk(old.redo) == steps
    assert decided(old) == after
    if steps:
        old.undo()
        assert decided(old) == before
    assert damage_of(old.paths.database) == []


def test_an_action_goes_on_from_there(old: Library) -> None:
    step = old.toggle("bookmarked", [4])
    assert old.history(1) == [step]
    assert 4 in old.bookmarked_ids()
    old.undo()
    assert 4 not in old.bookmarked_ids()
