"""Notes being written and times of tags, of two papers made one and taken apart."""

from itertools import product

import pytest

from tests.storage.changes.facts import all_facts
from tests.storage.changes.imports import done
from tui.papers.paper import Paper, TriageChange
from tui.storage.database import Database
from tui.storage.merging import MergeStore
from tui.storage.paper_store import PaperStore
from tui.storage.triage_store import TriageStore


@pytest.fixture
def merges(database: Database) -> MergeStore:
    return MergeStore(database)


@pytest.fixture
def pair(papers: PaperStore, triage: TriageStore) -> None:
    """Papers 1 and 2, each with a tag of its own and one that both have."""
    papers.add([Paper("A preprint"), Paper("As it was printed")])
    triage.apply([1], TriageChange(add_tags=("both", "first"), note="First."), "mark")
    triage.apply([2], TriageChange(add_tags=("both", "second"), note="Second."), "mark")


def drafts(database: Database) -> list[tuple[int, str]]:
    with database.read() as connection:
        return connection.execute("SELECT paper_id, text FROM draft ORDER BY 1").fetchall()


def tag_times(database: Database) -> list[tuple[int, str, str]]:
    with database.read() as connection:
        return connection.execute("SELECT * FROM tag_time ORDER BY 1, 2").fetchall()


def keep_draft(database: Database, paper_id: int, text: str) -> None:
    with database.write() as connection:
        connection.execute("REPLACE INTO draft VALUES (?, ?, '2025-03-11')", (paper_id, text))


@pytest.mark.usefixtures("pair")
def test_notes_being_written_stand_one_below_the_other_and_part_again(
    database: Database, triage: TriageStore, merges: MergeStore
) -> None:
    keep_draft(database, 1, "One")
    keep_draft(database, 2, "Two")
    merges.merge(1, 2)
    assert drafts(database) == [(1, "One\n\nTwo")]
    done(triage.undo())
    assert drafts(database) == [(1, "One"), (2, "Two")]
    triage.redo()
    keep_draft(database, 1, "One, and more")
    done(triage.undo())
    assert drafts(database) == [(1, "One, and more"), (2, "Two")]


@pytest.mark.usefixtures("pair")
def test_a_note_that_was_finished_after_a_merge_is_being_written_no_more(
    database: Database, triage: TriageStore, merges: MergeStore
) -> None:
    keep_draft(database, 2, "Two")
    merges.merge(1, 2)
    with database.write() as connection:
        connection.execute("DELETE FROM draft")
    done(triage.undo())
    assert drafts(database) == []


@pytest.mark.usefixtures("pair")
def test_the_times_of_tags_are_the_later_ones_of_both_and_part_again(
    database: Database, triage: TriageStore, merges: MergeStore
) -> None:
    apart = tag_times(database)
    assert [(paper_id, name) for paper_id, name, _ in apart] == [
        (1, "both"), (1, "first"), (2, "both"), (2, "second"),
    ]  # fmt: skip
    merges.merge(1, 2)
    assert tag_times(database) == [
        (1, "both", apart[2][2]), (1, "first", apart[1][2]), (1, "second", apart[3][2]),
    ]  # fmt: skip
    done(triage.undo())
    assert tag_times(database) == apart


@pytest.mark.usefixtures("pair")
def test_the_time_of_a_tag_that_was_changed_after_a_merge_stays(
    database: Database, triage: TriageStore, merges: MergeStore
) -> None:
    merges.merge(1, 2)
    triage.apply([1], TriageChange(remove_tags=("both",)), "untag")
    done(triage.undo())
    [since, *_] = tag_times(database)
    assert done(triage.undo()).skipped == 0
    assert tag_times(database)[0] == since


@pytest.mark.usefixtures("pair")
def test_a_merge_that_was_kept_before_there_were_drafts_and_times_is_taken_back(
    database: Database, triage: TriageStore, merges: MergeStore
) -> None:
    apart = all_facts(database)
    merges.merge(1, 2)
    with database.write() as connection:
        for moment, table in product((0, 1), ("draft", "tag_time")):
            connection.execute(
                "UPDATE change SET before = json_remove(before, ?) WHERE field = 'merge'",
                (f"$[{moment}].{table}",),
            )
    assert done(triage.undo()).skipped == 0
    assert all_facts(database) == apart
