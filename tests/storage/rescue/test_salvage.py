"""What is saved of libraries that were really damaged."""

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.storage.full_library import Rows, fill, readable_rows, rows
from tui.papers.paper import TriageChange
from tui.storage.database import Database
from tui.storage.migrations import MIGRATIONS
from tui.storage.paper_store import PaperStore
from tui.storage.rescue.salvage import salvage
from tui.storage.rescue.untouched import damage_of
from tui.storage.search_store import SearchStore
from tui.storage.triage_store import TriageStore

_PAGE = 4_096
_WITH_A_PAPER = ("known_title", "triage", "tag", "known_id", "reading_place", "tag_time", "draft")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound library of 300 papers. Not to be changed."""
    path = tmp_path_factory.mktemp("whole") / "library.sqlite3"
    database = Database(path)
    fill(database)
    database.close()
    return path


@pytest.fixture(scope="module")
def all_rows(whole: Path) -> Rows:
    return rows(whole)


def _damaged(whole: Path, path: Path, seed: int) -> None:
    """Write a copy with a piece of it flipped, zeroed, overwritten or cut off."""
    chance = random.Random(seed)
    content = bytearray(whole.read_bytes())
    place = chance.randrange(len(content))
    piece = slice(place, place + chance.choice([1, 100, _PAGE, 5 * _PAGE]))
    size = len(content[piece])
    match seed % 4:
        case 0:
            for _ in range(chance.choice([1, 10, 200])):
                content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        case 1:
            content[piece] = bytes(size)
        case 2:
            content[piece] = chance.randbytes(size)
        case _:
            del content[place:]
    path.write_bytes(content)


def _on_known(found: Rows, table: str, saved: Rows) -> set[tuple[object, ...]]:
    """The rows of a table whose paper or step was saved too."""
    papers = {row[0] for row in saved["paper"]}
    steps = {row[0] for row in saved["step"]}
    if table in _WITH_A_PAPER:
        place = 1 if table in ("known_title", "known_id") else 0
        return {row for row in found[table] if row[place] in papers}
    if table == "change":
        return {row for row in found[table] if row[0] in steps}
    return set() if table == "step" else found[table]


@pytest.mark.parametrize("seed", range(24))
def test_whatever_the_damage_nothing_is_lost_that_sqlite_still_reads(
    whole: Path, all_rows: Rows, tmp_path: Path, seed: int
) -> None:
    damaged, new = tmp_path / "damaged.sqlite3", tmp_path / "new.sqlite3"
    _damaged(whole, damaged, seed)
    before = damaged.read_bytes()
    salvage(damaged, new)
    assert damage_of(new) == []
    assert damaged.read_bytes() == before
    saved, readable = rows(new), readable_rows(damaged)
    for table in all_rows:
        expected = _on_known(readable, table, saved) & all_rows[table]
        assert expected <= saved[table], table


@pytest.mark.parametrize("length", [0, 100, _PAGE])
def test_without_its_beginning_a_library_is_saved_whole(
    whole: Path, all_rows: Rows, tmp_path: Path, length: int
) -> None:
    damaged, new = tmp_path / "damaged.sqlite3", tmp_path / "new.sqlite3"
    content = whole.read_bytes()
    damaged.write_bytes(bytes(length) + content[length:])
    salvage(damaged, new)
    assert rows(new) == all_rows


def _root(path: Path, name: str) -> int:
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        return int(connection.execute(query, (name,)).fetchone()[0])


@pytest.mark.parametrize(
    "name", ["paper", "triage", "tag", "tag_time", "known_title", "known_id", "alias"]
)
def test_a_table_whose_first_page_is_lost_is_saved_by_its_other_pages_and_indexes(
    whole: Path, all_rows: Rows, tmp_path: Path, name: str
) -> None:
    damaged, new = tmp_path / "damaged.sqlite3", tmp_path / "new.sqlite3"
    content = bytearray(whole.read_bytes())
    start = (_root(whole, name) - 1) * _PAGE
    content[start : start + _PAGE] = bytes(_PAGE)
    damaged.write_bytes(content)
    salvage(damaged, new)
    saved = {table: len(kept) for table, kept in rows(new).items()}
    # The first page of a table without row numbers holds a few rows itself.
    lost = len(all_rows[name]) - saved[name]
    assert lost == 0 or (name == "tag_time" and lost < 30)
    assert saved == {**{table: len(kept) for table, kept in all_rows.items()}, name: saved[name]}


def test_of_nothing_an_empty_library_is_made(tmp_path: Path) -> None:
    damaged, new = tmp_path / "damaged.sqlite3", tmp_path / "new.sqlite3"
    damaged.write_bytes(b"This is no database. " * 1_000)
    salvage(damaged, new)
    assert damage_of(new) == []
    assert not any(rows(new).values())


def _without_papers(whole: Path, path: Path) -> None:
    """Write a copy with some of the pages of papers zeroed."""
    content = bytearray(whole.read_bytes())
    for marker in (b"Paper number 100 ", b"Paper number 200 "):
        start = content.index(marker) // _PAGE * _PAGE
        content[start : start + _PAGE] = bytes(_PAGE)
    path.write_bytes(content)


def test_what_belongs_to_a_lost_paper_is_dropped_and_counted(whole: Path, tmp_path: Path) -> None:
    damaged, new = tmp_path / "damaged.sqlite3", tmp_path / "new.sqlite3"
    _without_papers(whole, damaged)
    mended = salvage(damaged, new)
    assert mended.dropped > 0
    saved = rows(new)
    papers = {row[0] for row in saved["paper"]}
    assert 290 < len(papers) < 300
    assert {row[0] for row in saved["triage"]} <= papers


def test_numbers_are_not_given_twice_afterwards(whole: Path, tmp_path: Path) -> None:
    damaged, new = tmp_path / "damaged.sqlite3", tmp_path / "new.sqlite3"
    content = whole.read_bytes()
    start = content.index(b"Paper number 299 ") // _PAGE * _PAGE
    damaged.write_bytes(content[:start] + bytes(_PAGE) + content[start + _PAGE :])
    salvage(damaged, new)
    with closing(sqlite3.connect(new)) as connection:
        assert connection.execute("SELECT max(id) FROM paper").fetchone()[0] < 300
        query = "SELECT seq FROM sqlite_sequence WHERE name = 'paper'"
        assert connection.execute(query).fetchone()[0] == 300


def test_a_saved_library_goes_on_as_any_other(whole: Path, tmp_path: Path) -> None:
    damaged, new = tmp_path / "damaged.sqlite3", tmp_path / "new.sqlite3"
    damaged.write_bytes(bytes(_PAGE) + whole.read_bytes()[_PAGE:])
    salvage(damaged, new)
    database = Database(new)
    triage = TriageStore(database)
    assert PaperStore(database).unindexed_count() == 300
    assert triage.apply([1], TriageChange(add_tags=("new",)), "tagged") is not None
    undone = 0
    while (step := triage.undo()) is not None:
        assert step.skipped == 0
        undone += 1
    assert undone > 100
    assert triage.counts().bookmarked == 0
    assert SearchStore(database).saved() == []
    database.close()


@pytest.mark.parametrize("version", [3, 5, 6])
def test_a_library_of_an_older_shape_is_saved_and_upgraded(tmp_path: Path, version: int) -> None:
    damaged, new = tmp_path / "damaged.sqlite3", tmp_path / "new.sqlite3"
    with closing(sqlite3.connect(damaged, isolation_level=None)) as connection:
        for statement in (statement for step in MIGRATIONS[:version] for statement in step):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {version}")
        connection.execute(
            "INSERT INTO paper (title, authors, categories, keywords, links, sources, added_at)"
            " VALUES ('Old', '[]', '[]', '[]', '[]', '[]', '2024-01-01T00:00:00+00:00')"
        )
        connection.execute(
            "INSERT INTO triage (paper_id, tags_at) VALUES (1, '2024-01-02T00:00:00+00:00')"
        )
        connection.execute("INSERT INTO tag VALUES (1, 'kept')")
    salvage(damaged, new)
    assert damage_of(new) == []
    assert rows(new)["tag_time"] == {(1, "kept", "2024-01-02T00:00:00+00:00")}
    assert len(rows(new)["paper"]) == 1


def test_values_without_sense_are_emptied_and_the_rest_stays(whole: Path, tmp_path: Path) -> None:
    odd, new = tmp_path / "odd.sqlite3", tmp_path / "new.sqlite3"
    odd.write_bytes(whole.read_bytes())
    with closing(sqlite3.connect(odd, isolation_level=None)) as connection:
        connection.execute("UPDATE paper SET authors = '[“' , listed_on = 'x' WHERE id = 1")
        connection.execute("UPDATE paper SET links = '[[\"code\"]]' WHERE id = 2")
        connection.execute("UPDATE paper SET title = '' WHERE id = 3")
        connection.execute("UPDATE step SET at = '20?6-11-21' WHERE id = 5")
        connection.execute("UPDATE triage SET read_at = 'x' WHERE paper_id = 4")
        connection.execute("UPDATE change SET after = '[' WHERE field = 'saved_search'")
        connection.execute("UPDATE change SET field = 'arbhived' WHERE step_id = 6")
    assert damage_of(odd) == [
        "The table paper holds a paper that can't be read.",
        "The table change holds a step that can't be taken back.",
    ]
    salvage(odd, new)
    assert damage_of(new) == []
    database = Database(new)
    first, second, *_ = PaperStore(database).get([1, 2, 3])
    assert (first.paper.authors, first.paper.listed_on, len(first.paper.links)) == ((), None, 1)
    assert (second.paper.links, len(second.paper.authors)) == ((), 1)
    assert PaperStore(database).get([3]) == []
    steps = TriageStore(database).history(500)
    assert not any("search" in step.label or step.id == 6 for step in steps)
    database.close()
