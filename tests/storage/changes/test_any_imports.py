"""Imports, merges and marks in any order, undone and redone."""

from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.papers.strategies import papers as any_papers
from tests.papers.strategies import triages
from tests.storage.changes.facts import Facts, all_facts, all_times
from tests.storage.changes.imports import Imports, done
from tui.papers.paper import ChangeTimes, Paper, Triage, TriageChange
from tui.storage.database import Database
from tui.storage.history import Step
from tui.storage.merging import MergeStore
from tui.storage.paper_store import PaperStore
from tui.storage.triage_store import TriageStore

_CHANGES = st.builds(
    TriageChange,
    bookmarked=st.none() | st.booleans(),
    read=st.none() | st.booleans(),
    add_tags=st.lists(st.sampled_from("ab"), max_size=2).map(tuple),
    note=st.none() | st.sampled_from(["one", "two"]),
)
_AT = st.sampled_from(["2020-01-01T00:00:00.000000+00:00", "2999-01-01T00:00:00.000000+00:00"])
_TIMED = st.builds(
    Triage,
    bookmarked=st.booleans(),
    read=st.booleans(),
    tags=st.sampled_from([(), ("a",), ("b",), ("a", "b")]),
    note=st.sampled_from([None, "one", "two"]),
    changed_at=st.none()
    | st.builds(
        ChangeTimes,
        bookmarked=st.none() | _AT,
        read=st.none() | _AT,
        note=st.none() | _AT,
        tags=st.dictionaries(st.sampled_from("ab"), _AT),
    ),
)


def _some_of(papers: list[Paper]) -> st.SearchStrategy[list[Paper]]:
    return st.lists(st.sampled_from(papers), max_size=2) if papers else st.just([])


def _timed(database: Database) -> tuple[Facts, Facts]:
    return all_facts(database), all_times(database)


def _step(
    data: st.DataObject, papers: PaperStore, database: Database
) -> Callable[[], Step | list[int] | None]:
    """Something that a user may do to a library."""
    ids = sorted(papers.all_ids())
    arrivals = data.draw(st.lists(any_papers, min_size=1, max_size=4))
    marks = data.draw(st.lists(st.none() | triages, max_size=4))
    ways: list[Callable[[], Step | list[int] | None]] = [
        lambda: Imports(database).bring(arrivals, marks)
    ]
    if len(ids) > 1:
        one, other = data.draw(st.permutations(ids))[:2]
        ways += [
            lambda: MergeStore(database).merge(one, other),
            lambda: TriageStore(database).apply(
                [one], TriageChange(read=True, add_tags=("t",), note="n"), "mark"
            ),
        ]
    return data.draw(st.sampled_from(ways))


@settings(max_examples=40, deadline=None)
@given(st.lists(any_papers, max_size=3), st.data())
def test_any_imports_merges_and_marks_undone_and_redone_give_every_state_again(
    tmp_path_factory: pytest.TempPathFactory, arrivals: list[Paper], data: st.DataObject
) -> None:
    database = Database(tmp_path_factory.mktemp("library") / "library.db")
    papers, triage = PaperStore(database), TriageStore(database)
    papers.add(arrivals)
    states = [all_facts(database)]
    for _ in range(data.draw(st.integers(1, 4))):
        _step(data, papers, database)()
        if len(triage.history(50)) == len(states):
            states.append(all_facts(database))
    for _ in range(2):
        for state in reversed(states[:-1]):
            assert done(triage.undo()).skipped == 0
            assert all_facts(database) == state
        for state in states[1:]:
            assert done(triage.redo()).skipped == 0
            assert all_facts(database) == state
    database.close()


@settings(max_examples=30, deadline=None)
@given(st.lists(any_papers, max_size=3), st.lists(_CHANGES, max_size=4), st.data())
def test_imports_undone_and_redone_give_the_times_of_changes_again(
    tmp_path_factory: pytest.TempPathFactory,
    known: list[Paper],
    decided: list[TriageChange],
    data: st.DataObject,
) -> None:
    database = Database(tmp_path_factory.mktemp("library") / "library.db")
    papers, triage = PaperStore(database), TriageStore(database)
    for paper_id, change in zip(papers.add(known).ids, decided, strict=False):
        triage.apply([paper_id], change, "own")
    steps = len(triage.history(50))
    states = [_timed(database)]
    for _ in range(data.draw(st.integers(1, 3))):
        arrivals = [*data.draw(st.lists(any_papers, max_size=3)), *data.draw(_some_of(known))]
        marks = data.draw(st.lists(_TIMED, min_size=len(arrivals), max_size=len(arrivals)))
        Imports(database).bring(arrivals, marks)
        if len(triage.history(50)) == steps:
            # Other times alone are no step: they stay, whatever is undone of what was before.
            states.clear()
        steps = len(triage.history(50))
        states.append(_timed(database))
    for _ in range(2):
        for state in reversed(states[:-1]):
            assert done(triage.undo()).skipped == 0
            assert _timed(database) == state
        for state in states[1:]:
            assert done(triage.redo()).skipped == 0
            assert _timed(database) == state
    database.close()


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_whatever_sources_tell_meanwhile_undo_and_redo_leave_a_sound_library(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    database = Database(tmp_path_factory.mktemp("library") / "library.db")
    papers, triage = PaperStore(database), TriageStore(database)
    for _ in range(data.draw(st.integers(2, 6))):
        told = data.draw(st.lists(any_papers, min_size=1, max_size=3))
        ways: list[Callable[[], object]] = [
            _step(data, papers, database),
            partial(papers.add, told),
            triage.undo,
            triage.redo,
        ]
        data.draw(st.sampled_from(ways))()
        with database.read() as connection:
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
            both = "SELECT id FROM alias JOIN paper ON id = old_id"
            assert connection.execute(both).fetchall() == []
    database.close()
