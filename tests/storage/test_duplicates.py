"""Papers that look as if they were one."""

import pytest

from tui.papers.paper import Paper
from tui.storage.database import Database
from tui.storage.duplicates import suspected_duplicates
from tui.storage.merging import MergeStore
from tui.storage.paper_store import PaperStore

TITLE = "Learning to memorise at test time with a neural long-term memory"


def add(papers: PaperStore, *titles: str) -> None:
    """Store papers that nothing but their titles could show to be the same."""
    first = papers.count() + 1
    papers.add(
        Paper(title, arxiv_id=f"2501.{number:05}") for number, title in enumerate(titles, first)
    )


def test_equal_titles_are_suspected_before_near_ones_each_pair_once(
    database: Database, papers: PaperStore
) -> None:
    add(papers, TITLE, "Something else altogether", TITLE.replace("memorise", "memorize"))
    add(papers, TITLE.upper(), "Something entirely different")
    assert suspected_duplicates(database) == [(1, 4), (1, 3)]


@pytest.mark.parametrize("place", [0, 1, 20, len(TITLE) // 2, len(TITLE) - 1])
def test_a_slip_anywhere_in_a_title_does_not_hide_it(
    database: Database, papers: PaperStore, place: int
) -> None:
    others = (f"{TITLE[:n]} and then something of its own {n}" for n in range(3, 60, 3))
    slip = f"{TITLE[:place]}q{TITLE[place + 1 :]}"
    add(papers, TITLE, *others, slip)
    assert (1, papers.count()) in suspected_duplicates(database)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Overview of the deep learning track in 2021",
            "Overview of the deep learning track in 2022",
        ),
        ("A technical report on RecGPT version 2", "A technical report on RecGPT version 3"),
        ("Erratum", "Erratum"),
        ("A survey of methods", "A survey of metrics"),
    ],
)
def test_another_year_or_version_and_short_titles_are_not_suspicious(
    database: Database, papers: PaperStore, one: str, other: str
) -> None:
    add(papers, one, other)
    assert suspected_duplicates(database) == []


def test_parts_of_one_work_are_not_suspicious(database: Database, papers: PaperStore) -> None:
    add(papers, f"{TITLE}: Part I", f"{TITLE}: Part II")
    assert suspected_duplicates(database) == []


def test_what_was_merged_is_suspected_no_longer(database: Database, papers: PaperStore) -> None:
    add(papers, TITLE, TITLE)
    MergeStore(database).merge(1, 2)
    assert suspected_duplicates(database) == []


def test_one_title_on_many_papers_pairs_each_with_the_first(
    database: Database, papers: PaperStore
) -> None:
    add(papers, *[TITLE] * 4)
    assert suspected_duplicates(database) == [(1, 2), (1, 3), (1, 4)]


def test_an_empty_library_has_no_duplicates(database: Database) -> None:
    assert suspected_duplicates(database) == []
