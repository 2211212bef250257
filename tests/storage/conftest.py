"""A library on disk for every test, closed when the test ends."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.storage.backups.restored import make_something_to_restore
from tui.storage.backups.restoring import Restoring
from tui.storage.database import Database
from tui.storage.paper_store import PaperStore
from tui.storage.search_store import SearchStore
from tui.storage.triage_store import TriageStore


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "papertui" / "library.db"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    database = Database(path)
    yield database
    database.close()


@pytest.fixture
def papers(database: Database) -> PaperStore:
    return PaperStore(database)


@pytest.fixture
def triage(database: Database) -> TriageStore:
    return TriageStore(database)


@pytest.fixture
def searches(database: Database) -> SearchStore:
    return SearchStore(database)


@pytest.fixture
def restoring(database: Database) -> Restoring:
    """Restores of the test's library."""
    return Restoring(database.path)


@pytest.fixture
def backup(database: Database, tmp_path: Path) -> Path:
    """Of the test's library as it is at the beginning."""
    path = tmp_path / "backup.sqlite3"
    make_something_to_restore(database, path)
    return path
