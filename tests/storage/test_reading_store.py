import pytest

from tui.papers.paper import Paper
from tui.storage.database import Database
from tui.storage.paper_store import PaperStore
from tui.storage.reading_store import ReadingStore

WORKING, FINAL = "The working title of a paper", "The final title of the paper"


@pytest.fixture
def reading(database: Database) -> ReadingStore:
    return ReadingStore(database)


def test_the_place_left_last_is_the_one_kept(papers: PaperStore, reading: ReadingStore) -> None:
    papers.add([Paper("Titans")])
    assert reading.place(1) is None
    reading.save_place(1, "12")
    reading.save_place(1, "340")
    assert reading.place(1) == "340"


def test_a_number_that_no_paper_has_has_no_place(reading: ReadingStore) -> None:
    reading.save_place(5, "12")
    assert reading.place(5) is None


def test_two_papers_that_become_one_go_on_where_reading_was_left_last(
    papers: PaperStore, reading: ReadingStore
) -> None:
    papers.add([Paper(WORKING, doi="10.1000/x"), Paper(FINAL), Paper("Unread until now")])
    reading.save_place(1, "first")
    reading.save_place(2, "second")
    papers.add([Paper(FINAL, doi="10.1000/x")])
    assert reading.place(1) == "second"
    assert reading.place(2) == "second"
    reading.save_place(2, "third")
    assert reading.place(1) == "third"


def test_an_older_place_does_not_win(papers: PaperStore, reading: ReadingStore) -> None:
    papers.add([Paper(WORKING, doi="10.1000/x"), Paper(FINAL)])
    reading.save_place(2, "second")
    reading.save_place(1, "first")
    papers.add([Paper(FINAL, doi="10.1000/x")])
    assert reading.place(1) == "first"


def test_a_paper_is_known_by_all_that_it_was_called(
    papers: PaperStore, reading: ReadingStore
) -> None:
    papers.add([Paper(WORKING, doi="10.1000/x"), Paper(FINAL, doi="10.1000/x")])
    papers.add([Paper(FINAL, doi="10.1000/y", arxiv_id="2501.00663")])
    known = reading.known_as(1)
    assert {"theworkingtitleofapaper", "thefinaltitleofthepaper"} <= set(known)
    assert reading.known_as(99) == []
