"""The number that tells whether any mark has changed."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.papers.strategies import triages
from tui.papers.paper import Paper, Triage, TriageChange
from tui.storage.database import Database
from tui.storage.paper_store import PaperStore
from tui.storage.search_store import SearchStore
from tui.storage.session_store import SessionStore
from tui.storage.triage_store import TriageStore

PAPERS = [Paper(f"A long enough title, number {n}") for n in range(6)]
ARXIV_IDS = [f"2501.0000{n}" for n in range(4)]

changes = st.builds(
    TriageChange,
    bookmarked=st.none() | st.booleans(),
    read=st.none() | st.booleans(),
    archived=st.none() | st.booleans(),
    note=st.none() | st.sampled_from(["", "a", "b"]),
    add_tags=st.sampled_from([(), ("a",), ("a", "b")]),
    remove_tags=st.sampled_from([(), ("a",)]),
)
ids = st.lists(st.integers(1, 12), max_size=3)

Action = Callable[[Database], object]
"""Something that one process does to the library."""


def _marking(asked: list[int], change: TriageChange) -> Action:
    return lambda database: TriageStore(database).apply(asked, change, "marked")


def _arriving(asked: list[tuple[int, Triage]]) -> Action:
    return lambda database: TriageStore(database).add(asked, "imported the triage")


def _undo(database: Database) -> None:
    TriageStore(database).undo()


def _redo(database: Database) -> None:
    TriageStore(database).redo()


def _arrival(paper: Paper) -> Action:
    """A paper that is new, or makes two known ones out to be one, by its id and its title."""
    return lambda database: PaperStore(database).add([paper])


actions = st.one_of(
    st.builds(_marking, ids, changes),
    st.builds(_arriving, st.lists(st.tuples(st.integers(1, 12), triages), max_size=3)),
    st.sampled_from([_undo, _redo]),
    st.builds(
        lambda paper, arxiv_id: _arrival(Paper(paper.title, arxiv_id=arxiv_id)),
        st.sampled_from(PAPERS),
        st.none() | st.sampled_from(ARXIV_IDS),
    ),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(actions, min_size=1, max_size=10))
def test_it_grows_with_every_change_of_marks_that_another_process_makes(
    steps: list[Action],
) -> None:
    with TemporaryDirectory() as folder:
        here, there = Database(Path(folder) / "library.db"), Database(Path(folder) / "library.db")
        PaperStore(here).add(PAPERS)
        PaperStore(here).add(Paper(f"Otherwise named {id}", arxiv_id=id) for id in ARXIV_IDS)
        triage = TriageStore(here)
        for step in steps:
            version, marks = triage.version(), triage.marks()
            step(there)
            assert triage.version() > version or triage.marks() == marks
        here.close()
        there.close()


def test_it_grows_when_two_papers_become_one(papers: PaperStore, triage: TriageStore) -> None:
    papers.add([PAPERS[0], Paper("Otherwise named", arxiv_id=ARXIV_IDS[0])])
    triage.apply([2], TriageChange(bookmarked=True, add_tags=("a",)), "marked")
    version = triage.version()
    papers.add([Paper(PAPERS[0].title, arxiv_id=ARXIV_IDS[0])])
    assert triage.marks().bookmarked == {1}
    assert triage.version() > version


@pytest.mark.parametrize(
    "change",
    [
        TriageChange(bookmarked=True),
        TriageChange(read=True),
        TriageChange(archived=True),
        TriageChange(note="n"),
        TriageChange(add_tags=("t",)),
    ],
)
def test_it_grows_with_each_kind_of_mark_set_taken_back_and_set_again(
    papers: PaperStore, triage: TriageStore, change: TriageChange
) -> None:
    papers.add(PAPERS[:1])
    versions = [triage.version()]
    triage.apply([1], change, "marked")
    versions.append(triage.version())
    triage.undo()
    versions.append(triage.version())
    triage.redo()
    versions.append(triage.version())
    assert versions == sorted(set(versions))


def test_it_stays_when_something_else_is_saved(
    database: Database, papers: PaperStore, triage: TriageStore, searches: SearchStore
) -> None:
    papers.add(PAPERS)
    triage.apply([1], TriageChange(read=True), "read")
    version = triage.version()
    SessionStore(database).save({"query": "gan"})
    searches.remember("gan")
    searches.save("gans", "gan")
    papers.add([Paper("A new paper arrives")])
    papers.mark_indexed(papers.unindexed(100))
    triage.apply([1], TriageChange(read=True), "read already")
    triage.apply([], TriageChange(read=True), "nothing")
    assert triage.version() == version
