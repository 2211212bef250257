import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.papers.paper import Paper, Triage, TriageChange
from tui.storage.database import Database
from tui.storage.paper_store import PaperStore
from tui.storage.triage_store import Marks, TriageCounts, TriageStore

BOOKMARK = TriageChange(bookmarked=True)
READ = TriageChange(read=True)


@pytest.fixture(autouse=True)
def ten_papers(papers: PaperStore) -> None:
    papers.add(Paper(title=f"Paper number {n}") for n in range(1, 11))


def _triage(papers: PaperStore) -> dict[int, Triage]:
    return {entry.id: entry.triage for entry in papers.get(papers.all_ids())}


def _labels(triage: TriageStore) -> list[tuple[str, bool]]:
    return [(step.label, step.undone) for step in triage.history(100)]


def test_a_change_is_one_step_that_says_how_many_papers_it_touched(triage: TriageStore) -> None:
    step = triage.apply([1, 2, 3], TriageChange(bookmarked=True, read=True), "bookmark")
    assert step is not None
    assert (step.label, step.count, step.undone) == ("bookmark 3 papers", 3, False)
    assert step.at.endswith("+00:00")
    assert triage.history(10) == [step]


def test_only_papers_that_change_count(triage: TriageStore) -> None:
    triage.apply([1, 2], BOOKMARK, "bookmark")
    step = triage.apply([2, 3, 3, 99, -1], BOOKMARK, "bookmark")
    assert step is not None
    assert (step.label, step.count) == ("bookmark 1 paper", 1)
    undone = triage.undo()
    assert undone is not None
    assert undone.ids == (3,)
    assert triage.marks().bookmarked == {1, 2}


def test_a_step_is_called_by_what_it_changed(triage: TriageStore) -> None:
    asked = TriageChange(bookmarked=False, read=True, add_tags=("a", "b"), remove_tags=("c",))
    triage.apply([1, 2], TriageChange(read=True, add_tags=("b",)))
    step = triage.apply([1, 2], asked)
    assert step is not None
    assert step.label == "tagged a on 2 papers"


@pytest.mark.parametrize("ids", [[], [99], [1]])
def test_what_changes_nothing_is_no_step(triage: TriageStore, ids: list[int]) -> None:
    assert triage.apply(ids, TriageChange(read=False, remove_tags=("a",), note=""), "none") is None
    assert triage.history(10) == []


def test_papers_keep_what_was_decided_beside_what_was_decided_elsewhere(
    triage: TriageStore, papers: PaperStore
) -> None:
    triage.apply([1], TriageChange(read=True, add_tags=("b",), note="mine"), "decided")
    arrived = [
        (1, Triage(bookmarked=True, tags=("a",), note="theirs")),
        (2, Triage(read=True)),
        (1, Triage(archived=True, tags=("a", "c"))),
        (3, Triage()),
    ]
    step = triage.add(arrived, "imported the triage")
    assert step is not None
    assert step.count == 2
    assert _triage(papers)[1] == Triage(True, True, True, ("a", "b", "c"), "mine\n\ntheirs")
    assert triage.marks().read == {1, 2}
    assert triage.add(arrived, "imported the triage again") is None
    triage.undo()
    assert _triage(papers)[1] == Triage(read=True, tags=("b",), note="mine")
    assert triage.marks().read == {1}


def test_a_step_can_grow_while_it_is_the_newest(triage: TriageStore) -> None:
    step = triage.add([(1, Triage(tags=("a",)))], "imported")
    longer = triage.add([(1, Triage(tags=("b",))), (2, Triage(read=True))], "imported", onto=step)
    assert longer is not None
    assert triage.history(10) == [longer]
    assert longer.count == 3
    triage.undo()
    assert triage.marks() == Marks()
    triage.redo()
    assert triage.marks() == Marks(read={2}, tags={"a": {1}, "b": {1}})


@pytest.mark.parametrize("undone", [False, True])
def test_a_step_that_is_no_longer_the_newest_that_stands_does_not_grow(
    triage: TriageStore, undone: bool
) -> None:
    step = triage.add([(1, Triage(read=True))], "imported")
    if undone:
        triage.undo()
    else:
        triage.apply([2], BOOKMARK, "bookmark")
    triage.add([(3, Triage(read=True))], "imported more", onto=step)
    assert triage.history(10)[0].label == "imported more"
    triage.undo()
    assert triage.marks().read == (set() if undone else {1})


def test_marks_tell_everything_that_was_decided(triage: TriageStore) -> None:
    triage.apply([1, 2], TriageChange(bookmarked=True, add_tags=("a",)), "one")
    triage.apply([2, 3], TriageChange(archived=True, add_tags=("b",), note="n"), "two")
    triage.apply([3], TriageChange(read=True, remove_tags=("b",)), "three")
    assert triage.marks() == Marks(
        bookmarked={1, 2},
        read={3},
        archived={2, 3},
        tags={"a": {1, 2}, "b": {2}},
        notes={2: "n", 3: "n"},
    )
    assert triage.tag_counts() == {"a": 2, "b": 1}


def test_counts_tell_how_many_papers_are_in_each_state(triage: TriageStore) -> None:
    assert triage.counts() == TriageCounts(10, 10, 10, 0, 0)
    triage.apply([1, 2, 3], TriageChange(read=True), "read")
    triage.apply([3, 4], TriageChange(archived=True), "archive")
    triage.apply([5], BOOKMARK, "bookmark")
    assert triage.counts() == TriageCounts(total=10, inbox=8, unread=7, bookmarked=1, archived=2)


def test_an_empty_note_takes_the_note_away_and_undo_brings_it_back(
    triage: TriageStore, papers: PaperStore
) -> None:
    triage.apply([1], TriageChange(note="Keep\nthis."), "note")
    triage.apply([1], TriageChange(note=""), "no note")
    assert triage.marks().notes == {}
    triage.undo()
    assert triage.marks().notes == {1: "Keep\nthis."}


def test_a_tag_or_note_of_digits_stays_text(triage: TriageStore, papers: PaperStore) -> None:
    triage.apply([1], TriageChange(add_tags=("17",), note="42"), "mark")
    triage.undo()
    triage.redo()
    assert _triage(papers)[1] == Triage(tags=("17",), note="42")


def test_with_nothing_to_undo_or_redo_nothing_happens(triage: TriageStore) -> None:
    assert triage.undo() is None
    assert triage.redo() is None


def test_steps_are_undone_from_the_newest_and_redone_from_the_oldest(
    triage: TriageStore,
) -> None:
    for n in (1, 2, 3):
        triage.apply([n], BOOKMARK, f"step {n}")
    undone = [triage.undo(), triage.undo()]
    assert [each.step.label for each in undone if each] == ["step 3 1 paper", "step 2 1 paper"]
    assert _labels(triage) == [
        ("step 3 1 paper", True),
        ("step 2 1 paper", True),
        ("step 1 1 paper", False),
    ]
    redone = triage.redo()
    assert redone is not None
    assert (redone.step.label, redone.step.undone, redone.ids) == ("step 2 1 paper", False, (2,))
    assert triage.marks().bookmarked == {1, 2}


def test_a_new_change_drops_what_was_undone(triage: TriageStore, database: Database) -> None:
    triage.apply([1], BOOKMARK, "old")
    triage.undo()
    triage.apply([2], BOOKMARK, "new")
    assert triage.redo() is None
    assert _labels(triage) == [("new 1 paper", False)]
    with database.read() as connection:
        assert connection.execute("SELECT count(*) FROM change").fetchone() == (1,)


def test_a_change_that_is_none_leaves_redo_alone(triage: TriageStore) -> None:
    triage.apply([1], BOOKMARK, "bookmark")
    triage.undo()
    triage.apply([1], TriageChange(bookmarked=False), "nothing")
    assert triage.redo() is not None


def test_undo_leaves_alone_what_has_become_something_else(
    triage: TriageStore, database: Database
) -> None:
    triage.apply([1, 2], TriageChange(note="Mine."), "note")
    with database.write() as connection:
        connection.execute("UPDATE triage SET note = 'Other.' WHERE paper_id = 1")
    undone = triage.undo()
    assert undone is not None
    assert (undone.ids, undone.skipped) == ((2,), 1)
    assert triage.marks().notes == {1: "Other."}
    redone = triage.redo()
    assert redone is not None
    assert (redone.ids, redone.skipped) == ((2,), 1)
    assert triage.marks().notes == {1: "Other.", 2: "Mine."}


def test_the_history_outlives_the_process_that_made_it(path: Path, triage: TriageStore) -> None:
    script = (
        "import sys; from pathlib import Path\n"
        "from tui.papers.paper import TriageChange\n"
        "from tui.storage.database import Database\n"
        "from tui.storage.triage_store import TriageStore\n"
        "database = Database(Path(sys.argv[1]))\n"
        "TriageStore(database).apply([1], TriageChange(bookmarked=True), 'elsewhere')\n"
        "database.close()\n"
    )
    triage.apply([2], BOOKMARK, "here")
    subprocess.run([sys.executable, "-c", script, str(path)], check=True)
    assert _labels(triage) == [("elsewhere 1 paper", False), ("here 1 paper", False)]
    undone = triage.undo()
    assert undone is not None
    assert undone.step.label == "elsewhere 1 paper"
    assert triage.marks().bookmarked == {2}


def test_the_history_is_told_newest_first_up_to_a_limit(triage: TriageStore) -> None:
    for n in range(1, 6):
        triage.apply([n], BOOKMARK, f"step {n}")
    assert [step.label for step in triage.history(2)] == ["step 5 1 paper", "step 4 1 paper"]


def test_each_mark_carries_the_moment_of_its_last_change(
    triage: TriageStore, database: Database
) -> None:
    step = triage.apply([1], TriageChange(bookmarked=True, add_tags=("a",)), "mark")
    assert step is not None
    with database.read() as connection:
        row = connection.execute(
            "SELECT bookmarked_at, tags_at, read_at, archived_at, note_at FROM triage"
        ).fetchone()
    assert row == (step.at, step.at, None, None, None)


def test_what_is_written_is_there_for_another_connection_at_once(
    triage: TriageStore, path: Path
) -> None:
    triage.apply([1], BOOKMARK, "bookmark")
    other = sqlite3.connect(path)
    assert other.execute("SELECT bookmarked FROM triage WHERE paper_id = 1").fetchone() == (1,)
    other.close()


_FLAG = st.sampled_from([None, True, False])
_TAGS = st.lists(st.sampled_from(["a", "b", "C", "17"]), max_size=2).map(tuple)
_CHANGES = st.builds(
    TriageChange,
    bookmarked=_FLAG,
    read=_FLAG,
    archived=_FLAG,
    add_tags=_TAGS,
    remove_tags=_TAGS,
    note=st.sampled_from([None, "", "one", "two\nlines"]),
)
_ACTIONS = st.lists(
    st.tuples(st.lists(st.integers(0, 5), max_size=4), _CHANGES), min_size=1, max_size=8
)


@settings(max_examples=40, deadline=None)
@given(_ACTIONS)
def test_any_actions_undone_give_every_state_before_and_redone_give_it_again(
    tmp_path_factory: pytest.TempPathFactory, actions: list[tuple[list[int], TriageChange]]
) -> None:
    database = Database(tmp_path_factory.mktemp("library") / "library.db")
    papers, triage = PaperStore(database), TriageStore(database)
    papers.add(Paper(title=f"Paper number {n}") for n in range(1, 5))
    states = [_triage(papers)]
    for ids, change in actions:
        if triage.apply(ids, change, "step"):
            states.append(_triage(papers))
    for state in reversed(states[:-1]):
        undone = triage.undo()
        assert undone is not None
        assert undone.skipped == 0
        assert _triage(papers) == state
    assert triage.undo() is None
    for state in states[1:]:
        assert triage.redo() is not None
        assert _triage(papers) == state
    assert triage.redo() is None
    database.close()


@settings(max_examples=30, deadline=None)
@given(st.lists(st.one_of(st.tuples(st.integers(1, 4), _CHANGES), st.booleans()), max_size=15))
def test_undo_and_redo_between_actions_follow_one_line(
    tmp_path_factory: pytest.TempPathFactory,
    actions: list[tuple[int, TriageChange] | bool],
) -> None:
    database = Database(tmp_path_factory.mktemp("library") / "library.db")
    papers, triage = PaperStore(database), TriageStore(database)
    papers.add(Paper(title=f"Paper number {n}") for n in range(1, 5))
    line, place = [_triage(papers)], 0
    for action in actions:
        if isinstance(action, bool):
            undone = triage.undo() if action else triage.redo()
            if undone is not None:
                place += -1 if action else 1
        elif triage.apply([action[0]], action[1], "step"):
            line, place = [*line[: place + 1], _triage(papers)], place + 1
        assert _triage(papers) == line[place]
        assert [step.undone for step in triage.history(99)].count(False) == place
    database.close()
