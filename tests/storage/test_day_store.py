"""How far each list day is."""

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from tui.papers.paper import Paper, TriageChange
from tui.storage.database import Database
from tui.storage.day_store import DayProgress, DayStore
from tui.storage.paper_store import PaperStore
from tui.storage.triage_store import TriageStore

_FIRST = date(2025, 3, 10)
_DAYS = st.none() | st.integers(0, 3).map(lambda days: _FIRST + timedelta(days=days))
_PAPERS = st.lists(st.tuples(_DAYS, st.booleans(), st.booleans()), max_size=12)


@given(_PAPERS)
@settings(max_examples=50, deadline=None)
def test_days_are_counted_as_a_person_would(
    papers: list[tuple[date | None, bool, bool]],
) -> None:
    with TemporaryDirectory() as folder:
        database = Database(Path(folder) / "library.sqlite3")
        days = _days_of(database, papers)
        of_day = [paper for paper in papers if paper[0] == _FIRST + timedelta(days=2)]
        assert days.progress(_FIRST + timedelta(days=2)) == DayProgress(
            _FIRST + timedelta(days=2),
            len(of_day),
            sum(not archived for _, archived, _ in of_day),
            sum(bookmarked for _, _, bookmarked in of_day),
        )
        waiting = [day for day, archived, _ in papers if day and not archived]
        earlier = max((day for day in waiting if day < _FIRST + timedelta(days=3)), default=None)
        found = days.previous_with_inbox(_FIRST + timedelta(days=3))
        assert (found and found.day) == earlier
        assert found is None or found.inbox == waiting.count(found.day)
        database.close()


def _days_of(database: Database, papers: list[tuple[date | None, bool, bool]]) -> DayStore:
    triage = TriageStore(database)
    PaperStore(database).add(
        Paper(f"Paper {number}", listed_on=day) for number, (day, _, _) in enumerate(papers)
    )
    for number, (_, archived, bookmarked) in enumerate(papers, start=1):
        triage.apply([number], TriageChange(archived=archived, bookmarked=bookmarked), "mark")
    return DayStore(database)


def test_papers_in_the_inbox_keep_their_order(database: Database, papers: PaperStore) -> None:
    papers.add(Paper(f"Paper {number}", listed_on=_FIRST) for number in range(4))
    papers.add([Paper("Another day", listed_on=_FIRST + timedelta(days=1))])
    TriageStore(database).apply([2], TriageChange(archived=True), "archive")
    days = DayStore(database)
    assert days.inbox_ids([5, 4, 2, 1]) == [5, 4, 1]
    assert days.inbox_ids([5, 4, 2, 1], _FIRST) == [4, 1]
    assert days.newest([1, 5, 2]) == _FIRST + timedelta(days=1)
    assert days.newest([]) is None


def test_a_day_without_papers_has_nothing_to_do(database: Database) -> None:
    progress = DayStore(database).progress(_FIRST)
    assert (progress.total, progress.inbox, progress.done) == (0, 0, 0)
