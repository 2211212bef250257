"""What another process changes, told from what one changes oneself."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tui.library import Elsewhere, Library
from tui.papers.paper import Paper, TriageChange

_BOOKMARK = TriageChange(bookmarked=True)


@pytest.fixture
def other(library: Library) -> Iterator[Library]:
    """The same library, opened once more; ``library`` has looked at it already."""
    with Library(library.paths) as other:
        library.changes_elsewhere()
        yield other


def test_nothing_is_told_while_nothing_changes(library: Library, other: Library) -> None:
    assert [library.changes_elsewhere() for _ in range(3)] == [None] * 3


def test_a_mark_made_elsewhere_is_told_once(library: Library, other: Library) -> None:
    other.triage([1], _BOOKMARK, "bookmarked")
    assert library.changes_elsewhere() == Elsewhere(
        marks=True, papers=False, searches=False, new_papers=0, restored=False
    )
    assert library.changes_elsewhere() is None


def test_ones_own_changes_are_no_news(library: Library, other: Library) -> None:
    library.triage([1], _BOOKMARK, "bookmarked")
    library.save_search("agents", "agent*")
    library._papers.add([Paper(title="Mine")])
    assert library.changes_elsewhere() is None
    other.save_session({"cursor": "3"})
    assert library.changes_elsewhere() is None


def test_papers_that_come_and_that_change_elsewhere_are_told(
    library: Library, other: Library
) -> None:
    titans = Paper(title="Titans", arxiv_id="2501.00663")
    library._papers.add([titans])
    assert library.changes_elsewhere() is None
    other._papers.add([replace(titans, upvotes=3)])
    news = library.changes_elsewhere()
    assert news is not None
    assert (news.papers, news.new_papers) == (True, 0)
    other._papers.add([Paper(title="InfLLM"), Paper(title="Mamba")])
    news = library.changes_elsewhere()
    assert news is not None
    assert (news.papers, news.new_papers, news.marks) == (True, 2, False)


def test_a_saved_search_of_elsewhere_is_told(library: Library, other: Library) -> None:
    other.save_search("agents", "agent*")
    news = library.changes_elsewhere()
    assert news is not None
    assert (news.searches, news.marks, news.papers) == (True, False, False)


def test_how_another_reader_stands_is_no_news(library: Library, other: Library) -> None:
    other.save_session({"cursor": "17"})
    other.remember_search("mamba")
    assert library.changes_elsewhere() is None


def test_looking_does_not_wait_for_one_who_writes(library: Library, other: Library) -> None:
    with library._database.write():
        assert library.changes_elsewhere() is None
    with other._database.write() as connection:
        connection.execute("UPDATE triage_version SET version = version + 1")
        assert library.changes_elsewhere() is None
    news = library.changes_elsewhere()
    assert news is not None
    assert news.marks
