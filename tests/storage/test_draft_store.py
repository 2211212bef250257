"""Drafts on disk: one a paper, and whether the note was changed after it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tui.papers.paper import Paper, TriageChange
from tui.storage.database import Database
from tui.storage.draft_store import Draft, DraftStore
from tui.storage.paper_store import PaperStore
from tui.storage.triage_store import TriageStore


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "library.sqlite3")
    PaperStore(database).add([Paper(title="One"), Paper(title="Two")])
    yield database
    database.close()


def test_the_last_draft_of_a_paper_is_the_one(database: Database) -> None:
    drafts = DraftStore(database)
    drafts.keep(1, "a")
    drafts.keep(1, "ab")
    assert drafts.get(1) == Draft("ab", outdated=False)
    assert drafts.get(2) is None


def test_a_note_changed_later_makes_a_draft_outdated(database: Database) -> None:
    drafts, triage = DraftStore(database), TriageStore(database)
    triage.apply([1], TriageChange(note="first"), "note")
    drafts.keep(1, "first and")
    assert drafts.get(1) == Draft("first and", outdated=False)
    triage.apply([1], TriageChange(note="second"), "note")
    assert drafts.get(1) == Draft("first and", outdated=True)


def test_a_clock_that_is_set_back_makes_no_draft_outdated(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    TriageStore(database).apply([1], TriageChange(note="first"), "note")
    monkeypatch.setattr("tui.storage.draft_store.now", lambda: "2020-01-01T00:00:00.000000+00:00")
    DraftStore(database).keep(1, "first and")
    assert DraftStore(database).get(1) == Draft("first and", outdated=False)


def test_dropping_a_draft_leaves_the_others(database: Database) -> None:
    drafts = DraftStore(database)
    drafts.keep(1, "a")
    drafts.keep(2, "b")
    drafts.drop(1)
    assert [paper_id for paper_id, _ in drafts.all()] == [2]
