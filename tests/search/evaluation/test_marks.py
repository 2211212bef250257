"""The reader's marks as masks."""

import tracemalloc
from collections import UserDict
from collections.abc import Collection, Iterator, ValuesView
from pathlib import Path

import numpy as np
import pytest

from tests.search.sample import index_of
from tui.papers.paper import Paper
from tui.search.evaluation.columns import Columns
from tui.search.evaluation.marks import Marks
from tui.search.index import SearchIndex
from tui.search.language.query import Text
from tui.search.results import StateSets

PAPERS = 2_000
WORDS = 200


class Tags(UserDict[str, Collection[int]]):
    """Tags that know how often all of their papers were gone through."""

    walks = 0

    def values(self) -> ValuesView[Collection[int]]:
        self.walks += 1
        return super().values()


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchIndex]:
    folder: Path = tmp_path_factory.mktemp("marks") / "index"
    opened = index_of(folder, {number: Paper("Same") for number in range(1, PAPERS + 1)})
    yield opened
    opened.close()


@pytest.fixture
def columns(index: SearchIndex) -> Columns:
    with index._opened() as snapshot:
        return snapshot.columns


def test_the_tagged_papers_are_gone_through_once(columns: Columns) -> None:
    tags = Tags({"one": {1, 2}, "other": {2, 3}})
    marks = Marks(StateSets(tags=tags), columns)
    assert [int(np.count_nonzero(marks.tagged)) for _ in range(3)] == [3, 3, 3]
    assert tags.walks == 1


def test_words_looked_for_in_notes_leave_nothing_behind(columns: Columns) -> None:
    marks = Marks(StateSets(notes={7: "old hat"}), columns)
    assert columns.numbers[marks.note(Text("hat", "note"))].tolist() == [7]
    tracemalloc.start()
    try:
        for word in range(WORDS):
            marks.note(Text(f"word{word}", "note"))
        left, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    # A flag for each paper and word would be more than this, beside what is known of the words.
    assert left < PAPERS * WORDS * 3 / 4
