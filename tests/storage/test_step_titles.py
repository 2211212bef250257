"""What the steps of the history are about."""

from tui.papers.paper import Paper, TriageChange
from tui.storage.database import Database
from tui.storage.merging import MergeStore
from tui.storage.paper_store import PaperStore
from tui.storage.search_store import SearchStore
from tui.storage.step_titles import titles_of
from tui.storage.triage_store import TriageStore


def test_only_steps_about_one_paper_have_its_title(
    database: Database, papers: PaperStore, triage: TriageStore, searches: SearchStore
) -> None:
    papers.add(Paper(f"Paper {number}") for number in range(1, 4))
    triage.apply([3], TriageChange(bookmarked=True, read=True), "bookmarked")
    triage.apply([1, 2], TriageChange(read=True), "read")
    searches.save("first", "paper")
    triage.apply([2], TriageChange(archived=True), "archived")
    MergeStore(database).merge(1, 3)
    steps = triage.history(9)
    with database.read() as connection:
        titles = titles_of(connection, steps)
    one = papers.get([1])[0].paper.title
    assert [titles.get(step.id) for step in steps] == [None, "Paper 2", None, None, one]
