"""Imports as steps of the history: taken back, and made again."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.storage.changes.facts import all_facts
from tests.storage.changes.imports import Imports, done
from tui.papers.paper import Author, Link, LinkKind, Paper, Triage, TriageChange
from tui.storage.database import Database
from tui.storage.paper_store import PaperStore
from tui.storage.reading_store import ReadingStore
from tui.storage.sync_store import SyncStore
from tui.storage.triage_store import TriageStore

KNOWN = Paper(
    "Mamba: Linear-Time Sequence Modeling",
    arxiv_id="2312.00752",
    authors=(Author("Albert Gu"), Author("Tri Dao")),
    upvotes=138,
    keywords=("state spaces",),
    links=(Link(LinkKind.CODE, "https://github.com/state-spaces/mamba"),),
    sources=("hf",),
)
NEW = Paper("A paper that was not there before", doi="10.1000/new", sources=("bibtex",))
TOLD = replace(
    KNOWN,
    title="Mamba: Linear-Time Sequence Modeling with Selective State Spaces",
    abstract="Foundation models …",
    doi="10.1000/mamba",
    upvotes=150,
    keywords=("selection",),
    sources=("bibtex",),
)


@pytest.fixture
def imports(database: Database) -> Imports:
    return Imports(database)


def unindexed(papers: PaperStore) -> list[int]:
    return sorted(paper_id for paper_id, _ in papers.unindexed(10))


def test_undo_takes_new_papers_out_and_redo_brings_them_back_under_their_numbers(
    database: Database, papers: PaperStore, triage: TriageStore, imports: Imports
) -> None:
    papers.add([KNOWN])
    before = all_facts(database)
    mark = Triage(bookmarked=True, tags=("x",), note="Mine.")
    assert imports.bring([NEW], [mark]) == [2]
    imported = all_facts(database)
    papers.mark_indexed(papers.unindexed(10))
    undone = done(triage.undo())
    assert (undone.ids, undone.skipped, undone.papers_changed) == ((2,), 0, True)
    assert all_facts(database) == before
    assert unindexed(papers) == [2]
    redone = done(triage.redo())
    assert (redone.ids, redone.skipped, redone.papers_changed) == ((2,), 0, True)
    assert all_facts(database) == imported
    assert papers.get([2])[0].triage == mark


def test_undo_takes_from_a_known_paper_what_it_was_told(
    database: Database, papers: PaperStore, triage: TriageStore, imports: Imports
) -> None:
    papers.add([KNOWN])
    before = all_facts(database)
    imports.bring([TOLD])
    imported = all_facts(database)
    assert imported["paper"] != before["paper"]
    done(triage.undo())
    assert all_facts(database) == before
    done(triage.redo())
    assert all_facts(database) == imported


def test_undo_separates_what_an_arrival_has_united(
    database: Database, papers: PaperStore, triage: TriageStore, imports: Imports
) -> None:
    printed = Paper("As it was printed", doi="10.1000/mamba", sources=("bibtex",))
    assert papers.add([KNOWN, printed]).ids == [1, 2]
    triage.apply([2], TriageChange(read=True), "mark")
    before = all_facts(database)
    assert imports.bring([TOLD], [Triage(bookmarked=True)]) == [1]
    imported = all_facts(database)
    assert papers.resolve(2) == 1
    assert done(triage.undo()).skipped == 0
    assert all_facts(database) == before
    assert done(triage.redo()).skipped == 0
    assert all_facts(database) == imported


def test_a_new_paper_that_a_source_has_told_more_about_since_stays(
    papers: PaperStore, triage: TriageStore, imports: Imports
) -> None:
    other = Paper("Another paper that was not there before")
    imports.bring([NEW, other])
    papers.add([replace(NEW, upvotes=3)])
    undone = done(triage.undo())
    assert (undone.ids, undone.skipped) == ((2,), 1)
    assert papers.get([1])[0].paper.upvotes == 3
    assert papers.get([2]) == []
    assert done(triage.redo()).skipped == 0
    assert [entry.id for entry in papers.get([1, 2])] == [1, 2]


def test_a_new_paper_that_another_was_united_with_since_stays(
    database: Database, papers: PaperStore, triage: TriageStore, imports: Imports
) -> None:
    imports.bring([NEW])
    papers.add([Paper("What it is called elsewhere", arxiv_id="2501.00663")])
    papers.add([replace(NEW, arxiv_id="2501.00663")])
    before = all_facts(database)
    assert done(triage.undo()).skipped == 1
    assert all_facts(database) == before


def test_a_new_paper_that_was_absorbed_since_is_told_to_be_another(
    database: Database, papers: PaperStore, triage: TriageStore, imports: Imports
) -> None:
    papers.add([KNOWN])
    imports.bring([Paper("As it was printed", doi="10.1000/mamba")])
    papers.add([replace(KNOWN, doi="10.1000/mamba")])
    before = all_facts(database)
    undone = done(triage.undo())
    assert (undone.ids, undone.skipped) == ((), 1)
    assert all_facts(database) == before


def test_a_new_paper_with_a_note_being_written_stays(
    database: Database, papers: PaperStore, triage: TriageStore, imports: Imports
) -> None:
    imports.bring([NEW])
    with database.write() as connection:
        connection.execute("INSERT INTO draft VALUES (1, 'half a sent', '2025-03-11')")
    assert done(triage.undo()).skipped == 1
    assert papers.count() == 1


def test_the_place_that_was_read_to_comes_back_with_the_paper(
    database: Database, triage: TriageStore, imports: Imports
) -> None:
    reading = ReadingStore(database)
    imports.bring([NEW])
    reading.save_place(1, "340")
    assert done(triage.undo()).skipped == 0
    done(triage.redo())
    assert reading.place(1) == "340"


def test_only_what_is_still_as_the_import_left_it_goes_back(
    papers: PaperStore, triage: TriageStore, imports: Imports
) -> None:
    papers.add([KNOWN])
    imports.bring([TOLD])
    project = Link(LinkKind.PROJECT, "https://mamba.org")
    papers.add([replace(KNOWN, upvotes=200, keywords=("later",), links=(project,))])
    undone = done(triage.undo())
    assert (undone.ids, undone.skipped) == ((1,), 1)
    assert papers.get([1])[0].paper == replace(
        KNOWN, upvotes=200, keywords=("state spaces", "later"), links=(*KNOWN.links, project)
    )
    assert done(triage.redo()).skipped == 1
    again = papers.get([1])[0].paper
    assert (again.title, again.upvotes) == (TOLD.title, 200)
    assert again.keywords == ("state spaces", "selection", "later")


@pytest.mark.parametrize("arrival", [NEW, replace(NEW, doi=None, stars=5)])
def test_a_paper_that_came_otherwise_meanwhile_is_not_doubled(
    papers: PaperStore, triage: TriageStore, imports: Imports, arrival: Paper
) -> None:
    imports.bring([NEW], [Triage(bookmarked=True, tags=("x",))])
    done(triage.undo())
    assert papers.add([arrival]).ids == [2]
    redone = done(triage.redo())
    assert (redone.ids, redone.skipped) == ((), 1)
    assert [entry.id for entry in papers.get([1, 2])] == [2]
    assert done(triage.undo()).skipped == 1
    assert papers.get([2])[0].paper == arrival


def test_a_paper_that_has_become_like_another_within_its_import_is_brought_back_too(
    database: Database, papers: PaperStore, triage: TriageStore, imports: Imports
) -> None:
    ada, kurt = Author("Ada Lovelace"), Author("Kurt Schwitters")
    by_ada = Paper("A title that two works share", authors=(ada,))
    by_kurt = replace(by_ada, authors=(kurt,), arxiv_id="2501.00663")
    papers.add([by_ada])
    assert imports.bring([by_kurt, replace(by_kurt, title="Both", authors=(kurt, ada))]) == [2, 2]
    imported = all_facts(database)
    done(triage.undo())
    assert done(triage.redo()).skipped == 0
    assert all_facts(database) == imported


def test_an_arxiv_id_that_came_to_another_paper_meanwhile_stays_there(
    papers: PaperStore, triage: TriageStore, imports: Imports
) -> None:
    nameless = replace(KNOWN, arxiv_id=None)
    papers.add([nameless])
    imports.bring([KNOWN])
    done(triage.undo())
    papers.add([Paper("Quite another title", arxiv_id="2312.00752")])
    assert done(triage.redo()).skipped == 1
    assert [entry.paper.arxiv_id for entry in papers.get([1, 2])] == [None, "2312.00752"]


@pytest.mark.parametrize("arrival", [NEW, TOLD])
def test_what_a_source_sent_since_an_import_that_is_taken_back_is_asked_for_again(
    database: Database, papers: PaperStore, triage: TriageStore, imports: Imports, arrival: Paper
) -> None:
    papers.add([KNOWN])
    sync = SyncStore(database)
    today = date.today()
    imports.bring([arrival])
    papers.add([arrival])
    sync.record("hf", "2025-03-11", "x")
    facts = {
        "arxiv newest cs.CL": str(today),
        "hf synced to": "2025-03-11",
        "arxiv oai cs.CL": "2025-03-01..2025-03-07 token",
        "synced at": f"{today}T08:00:00.000000+00:00",
    }
    for key, value in facts.items():
        sync.set(key, value)
    done(triage.undo())
    assert sync.stored("hf") == {}
    assert sync.get("arxiv newest cs.CL") in [str(today - timedelta(days=n)) for n in (6, 7, 8)]
    assert sync.get("arxiv oai cs.CL") is None
    assert [sync.get(key) for key in ("hf synced to", "synced at")] == [
        facts["hf synced to"], facts["synced at"],
    ]  # fmt: skip


def test_many_papers_of_which_some_stay_or_come_otherwise_meanwhile_go_and_come_back(
    database: Database, papers: PaperStore, triage: TriageStore, imports: Imports
) -> None:
    many = [Paper(f"Paper number {number}", abstract="x" * 99) for number in range(1, 1205)]
    imports.bring(many, [None, Triage(read=True)])
    papers.add([replace(many[0], upvotes=1)])
    imported = all_facts(database)
    undone = done(triage.undo())
    assert (len(undone.ids), undone.skipped, papers.count()) == (1203, 1, 1)
    assert done(triage.redo()).skipped == 0
    assert all_facts(database) == imported
    done(triage.undo())
    papers.add([many[1], many[1100]])
    for _ in range(2):
        redone = done(triage.redo())
        assert (len(redone.ids), redone.skipped, papers.count()) == (1201, 2, 1204)
        assert (len(done(triage.undo()).ids), papers.count()) == (1201, 3)
    with database.write() as connection:
        connection.execute("DELETE FROM paper WHERE id > 1204")
    assert done(triage.redo()).skipped == 0
    assert all_facts(database) == imported


def test_an_import_of_what_is_known_is_no_step(
    papers: PaperStore, triage: TriageStore, imports: Imports
) -> None:
    papers.add([KNOWN])
    imports.bring([KNOWN])
    assert triage.history(1) == []


def test_the_history_keeps_no_copy_of_a_new_paper(database: Database, imports: Imports) -> None:
    imports.bring([NEW])
    with database.read() as connection:
        [kept] = connection.execute("SELECT before, after FROM change").fetchall()
    assert kept[0] is None
    assert isinstance(kept[1], int)


def test_marks_on_a_paper_that_could_not_be_brought_back_are_told(
    papers: PaperStore, triage: TriageStore, imports: Imports
) -> None:
    imports.bring([NEW])
    triage.apply([1], TriageChange(read=True, add_tags=("x",)), "mark")
    for _ in range(2):
        done(triage.undo())
    papers.add([NEW])
    assert [done(triage.redo()).skipped for _ in range(2)] == [1, 1]
