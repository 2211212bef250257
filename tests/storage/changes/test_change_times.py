"""When marks, notes and tags were changed last, and what comes of it when libraries exchange."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tui.papers.paper import ChangeTimes, Paper, Triage, TriageChange, moment_of
from tui.papers.record import from_record, to_record
from tui.storage.database import Database
from tui.storage.history import Step
from tui.storage.paper_store import PaperStore
from tui.storage.triage_store import TriageStore

LONG_AGO = "2020-01-01T00:00:00.000000+00:00"
PAPERS = [Paper(title=f"Paper number {number}") for number in range(1, 4)]


@pytest.fixture(autouse=True)
def three_papers(papers: PaperStore) -> None:
    papers.add(PAPERS)


def _times(papers: PaperStore, paper_id: int = 1) -> ChangeTimes | None:
    return papers.get_timed([paper_id])[0].triage.changed_at


def test_a_paper_about_which_nothing_was_decided_has_no_times(papers: PaperStore) -> None:
    assert _times(papers) is None
    assert papers.get_timed([1, 99, 1]) == papers.get([1, 99, 1])


def test_every_change_has_the_time_of_its_step(papers: PaperStore, triage: TriageStore) -> None:
    given_ = triage.apply([1], TriageChange(read=True, add_tags=("a", "b")), "given")
    taken = triage.apply([1], TriageChange(remove_tags=("a",), note="x"), "taken")
    assert given_ is not None
    assert taken is not None
    assert _times(papers) == ChangeTimes(
        read=given_.at, note=taken.at, tags={"a": taken.at, "b": given_.at}
    )


def test_undo_and_redo_are_changes_of_their_own_time(
    papers: PaperStore, triage: TriageStore
) -> None:
    step = triage.apply([1], TriageChange(read=True, add_tags=("a",)), "given")
    assert step is not None
    last = step.at
    for walk in (triage.undo, triage.redo):
        walk()
        times = _times(papers)
        assert times is not None
        assert times.read is not None
        assert last < times.read == times.tags["a"]
        last = times.read


@pytest.mark.parametrize("clock", [LONG_AGO, "2020-01-01T00:00:00.999999+00:00"])
def test_each_change_is_later_than_the_last_also_when_the_clock_stands_or_was_set_back(
    papers: PaperStore, triage: TriageStore, monkeypatch: pytest.MonkeyPatch, clock: str
) -> None:
    change = TriageChange(True, True, True, add_tags=("a",), note="x")
    triage.apply([1], change, "ahead")
    last = _all_times(papers)
    monkeypatch.setattr("tui.storage.history.now", lambda: clock)
    for walk in (triage.undo, triage.redo, triage.undo):
        walk()
        times = _all_times(papers)
        assert all(before < time for before, time in zip(last, times, strict=True))
        last = times


def _all_times(papers: PaperStore) -> list[str]:
    times = _times(papers)
    assert times is not None
    found = [times.bookmarked, times.read, times.archived, times.note, *times.tags.values()]
    return [time or "" for time in found]


@pytest.mark.parametrize(
    "ahead", ["2999-01-01T00:00:00.000000+00:00", "9999-12-31T23:59:59.999999Z"]
)
def test_what_was_taken_away_after_an_import_does_not_come_back_with_the_same_import(
    papers: PaperStore, triage: TriageStore, ahead: str
) -> None:
    times = {"bookmarked": ahead, "note": ahead, "tags": {"a": ahead}}
    record = {"title": "X", "bookmarked": True, "note": "n", "tags": ["a"], "changed_at": times}
    arrived = [(1, from_record(record)[1])]
    triage.add(arrived, "imported")
    assert papers.get([1])[0].triage == Triage(bookmarked=True, note="n", tags=("a",))
    triage.apply([1], TriageChange(bookmarked=False, note="", remove_tags=("a",)), "taken")
    assert triage.add(arrived, "imported again") is None
    assert papers.get([1])[0].triage == Triage()


def test_what_arrives_keeps_its_time_and_is_a_step(papers: PaperStore, triage: TriageStore) -> None:
    times = ChangeTimes(bookmarked=LONG_AGO, read=LONG_AGO, tags={"a": LONG_AGO, "b": LONG_AGO})
    arrived = Triage(bookmarked=True, tags=("a",), changed_at=times)
    step = triage.add([(1, arrived)], "imported")
    assert isinstance(step, Step)
    assert step.at > LONG_AGO
    assert papers.get([1])[0].triage == arrived
    assert _times(papers) == times
    assert triage.add([(1, arrived)], "imported again") is None
    triage.undo()
    assert papers.get([1])[0].triage == Triage()
    assert _times(papers) is None or _times(papers) == ChangeTimes()
    triage.redo()
    assert _times(papers) == times


def test_what_arrived_and_was_taken_back_arrives_again(
    papers: PaperStore, triage: TriageStore
) -> None:
    own = triage.apply([1], TriageChange(bookmarked=True, note="Mine."), "own")
    late = "2999-01-01T00:00:00.000000+00:00"
    times = ChangeTimes(bookmarked=late, note=late, tags={"a": LONG_AGO})
    arrived = [(1, Triage(note="Theirs.", tags=("a",), changed_at=times))]
    assert triage.add(arrived, "imported")
    triage.undo()
    assert own is not None
    assert papers.get([1])[0].triage == Triage(bookmarked=True, note="Mine.")
    assert _times(papers) == ChangeTimes(bookmarked=own.at, note=own.at)
    triage.apply([3], TriageChange(read=True), "own")
    assert triage.add(arrived, "imported")
    assert papers.get([1])[0].triage == Triage(note="Theirs.", tags=("a",))


def test_what_arrived_and_has_become_something_else_stays(
    papers: PaperStore, triage: TriageStore, database: Database
) -> None:
    triage.add([(1, Triage(bookmarked=True, note="Theirs."))], "imported")
    with database.write() as connection:
        connection.execute("UPDATE triage SET note = 'Other.'")
    undone = triage.undo()
    assert undone is not None
    assert (undone.ids, undone.skipped) == ((1,), 1)
    assert papers.get([1])[0].triage == Triage(note="Other.")


def test_a_newer_time_stays_also_where_nothing_else_changes(
    papers: PaperStore, triage: TriageStore
) -> None:
    early, late = (f"202{year}-01-01T00:00:00.000000+00:00" for year in (1, 2))
    triage.add([(1, Triage(read=True, changed_at=ChangeTimes(read=LONG_AGO)))], "imported")
    assert triage.add([(1, Triage(True, True, changed_at=ChangeTimes(early, late)))], "more")
    assert triage.add([(1, Triage(changed_at=ChangeTimes(read=early)))], "less") is None
    assert _times(papers) == ChangeTimes(bookmarked=early, read=late)


def test_an_arrival_that_changes_nothing_ever_leaves_no_trace(
    triage: TriageStore, database: Database
) -> None:
    version = triage.version()
    assert triage.add([(1, Triage()), (2, Triage(changed_at=ChangeTimes()))], "imported") is None
    assert triage.version() == version
    assert triage.decided_ids() == []


def test_what_was_taken_back_was_decided_too(triage: TriageStore) -> None:
    triage.apply([3], TriageChange(archived=True), "archived")
    triage.apply([1], TriageChange(add_tags=("a",)), "tagged")
    triage.undo()
    assert triage.decided_ids() == [1, 3]


def test_a_tag_knows_its_papers(triage: TriageStore) -> None:
    triage.apply([3, 1], TriageChange(add_tags=("a",)), "tagged")
    assert triage.tagged_ids("a") == [1, 3]
    assert triage.tagged_ids("A") == []


class Machine:
    """A library on a machine of its own; the papers have the same numbers on all."""

    def __init__(self, folder: Path) -> None:
        self.database = Database(folder / "library.db")
        self.papers = PaperStore(self.database)
        self.triage = TriageStore(self.database)
        self.papers.add(PAPERS)

    def clear(self) -> None:
        with self.database.write() as connection:
            for table in ("step", "triage", "tag", "tag_time"):
                connection.execute(f"DELETE FROM {table}")

    def exported(self) -> list[str]:
        entries = self.papers.get_timed(self.triage.decided_ids())
        return [json.dumps(to_record(entry)) for entry in entries]

    def import_from(self, other: "Machine") -> None:
        records = [json.loads(line) for line in other.exported()]
        self.triage.add([(record["id"], from_record(record)[1]) for record in records], "imported")

    def state(self) -> list[tuple[Triage, ChangeTimes | None]]:
        decided = self.papers.get_timed(self.triage.decided_ids())
        return [(entry.triage, entry.triage.changed_at) for entry in decided]


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Machine]]:
    machines = [Machine(tmp_path_factory.mktemp("machine")) for _ in range(3)]
    yield machines
    for machine in machines:
        machine.database.close()


_FLAG = st.none() | st.booleans()
_TAGS = st.lists(st.sampled_from(["a", "b"]), max_size=1).map(tuple)
_CHANGES = st.builds(
    TriageChange,
    bookmarked=_FLAG,
    archived=_FLAG,
    add_tags=_TAGS,
    remove_tags=_TAGS,
    note=st.sampled_from([None, "", "one", "two\nlines"]),
)
_MACHINE = st.integers(0, 2)
_DEEDS = st.lists(
    st.tuples(st.just("act"), _MACHINE, st.tuples(st.integers(1, 2), _CHANGES))
    | st.tuples(st.sampled_from(["undo", "redo"]), _MACHINE, st.none())
    | st.tuples(st.just("import"), _MACHINE, _MACHINE),
    max_size=20,
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    _DEEDS,
    st.permutations([(0, 1), (1, 2), (2, 0), (1, 0), (2, 1), (0, 2)]),
    st.lists(st.sampled_from([0, 1, -1]), min_size=3, max_size=3),
)
def test_machines_that_exchange_in_any_order_come_to_the_same(
    machines: list[Machine],
    deeds: list[tuple[str, int, object]],
    exchanges: list[tuple[int, int]],
    clocks: list[int],
) -> None:
    for machine in machines:
        machine.clear()
    for deed, number, about in deeds:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("tui.storage.history.now", _clock(ahead=clocks[number]))
            _do(machines, deed, machines[number], about)
    for to, origin in exchanges * 2:
        machines[to].import_from(machines[origin])
    states = [machine.state() for machine in machines]
    assert states[0] == states[1] == states[2]


def _clock(ahead: int) -> Callable[[], str]:
    """A clock that is some hours ahead of the right time."""
    return lambda: moment_of(datetime.now(UTC) + timedelta(hours=ahead))


def _do(machines: list[Machine], deed: str, machine: Machine, about: object) -> None:
    match about:
        case (int(paper_id), TriageChange() as change):
            machine.triage.apply([paper_id], change, "changed")
        case int(origin):
            machine.import_from(machines[origin])
        case _:
            machine.triage.undo() if deed == "undo" else machine.triage.redo()
