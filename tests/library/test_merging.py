"""Two papers made one: what the library then finds."""

import pytest

from tui.errors import PapertuiError
from tui.library import Library
from tui.papers.paper import Paper

QUERY = 'title:"zebra finches"'


@pytest.fixture
def two(library: Library) -> list[int]:
    """Two papers on zebra finches with ids of their own, indexed."""
    titles = "The song of zebra finches", "The songs of zebra finches"
    added = library._papers.add(
        Paper(title, arxiv_id=f"2501.0000{number}") for number, title in enumerate(titles)
    )
    library.catch_up()
    return added.ids


def found(library: Library) -> set[int]:
    library.catch_up()
    results = library.search(QUERY)
    assert results is not None
    return set(results.ids)


def test_a_merge_its_undo_and_its_redo_reach_the_index(library: Library, two: list[int]) -> None:
    first, second = two
    assert found(library) == {first, second}
    assert library.merge(second, first).label == "merged 2 papers"
    assert found(library) == {first}
    undone = library.undo()
    assert undone is not None
    assert undone.ids == (first, second)
    assert found(library) == {first, second}
    library.redo()
    assert found(library) == {first}
    assert library.history(1)[0].label == "merged 2 papers"


def test_suspects_are_the_pair_until_it_is_merged(library: Library, two: list[int]) -> None:
    assert library.suspected_duplicates() == [tuple(two)]
    library.merge(*two)
    assert library.suspected_duplicates() == []


def test_one_paper_can_not_be_merged(library: Library, two: list[int]) -> None:
    with pytest.raises(PapertuiError, match="one paper already"):
        library.merge(two[0], two[0])
