"""Values counted against counting by hand, in one segment and in several."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ledger import FileLedger
from tui.papers.paper import Paper
from tui.search.evaluation import counting
from tui.search.evaluation.columns import Columns
from tui.search.evaluation.counting import Categories, Values, commonest
from tui.search.evaluation.segments import segments_of
from tui.search.index import SearchIndex
from tui.search.writing.folder import IndexFolder

COUNT = 64
NAMES = ("cs.CL", "cs.LG", "CS.LG", "math", "math.CO", "stat.ML")


def categories_of(number: int) -> tuple[str, ...]:
    return tuple(name for bit, name in enumerate(NAMES) if number >> bit & 1)


@pytest.fixture(scope="module", params=[1, 3])
def columns(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Columns]:
    commits: int = request.param
    folder: Path = tmp_path_factory.mktemp("counting") / "index"
    index = SearchIndex(folder, FileLedger(folder))
    index.clear()
    papers = [(n, Paper(f"Paper {n}", categories=categories_of(n))) for n in range(1, COUNT)]
    for start in range(commits):
        index.update(papers[start::commits])
    index.update([], deleted=[5, 6, 7])
    with IndexFolder(folder, FileLedger(folder)).open(lambda reader: reader) as reader:
        columns = Columns(segments_of(reader))
        assert len(columns.segments) == commits
        yield columns


def masked(columns: Columns, seed: int) -> tuple[np.ndarray, set[int]]:
    random = np.random.default_rng(seed)
    mask = columns.alive & (random.random(columns.size) < random.random())
    return mask, set(columns.numbers[mask].tolist())


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), many=st.sampled_from((0, 5, 10_000)))
def test_each_value_is_counted_in_the_documents_of_a_mask(
    columns: Columns, seed: int, many: int
) -> None:
    mask, numbers = masked(columns, seed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counting, "_MANY", many)
        values = Values(columns, "cat_value")
        counts = dict(zip(values.names, values.counts(mask).tolist(), strict=True))
    assert counts == {
        name: sum(name in categories_of(number) for number in numbers) for name in sorted(NAMES)
    }


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_a_category_counts_what_lies_below_it_in_any_spelling(columns: Columns, seed: int) -> None:
    mask, numbers = masked(columns, seed)
    categories = Categories(Values(columns, "cat"), Values(columns, "cat_value"))
    counts = dict(zip(categories.names, categories.counts(mask).tolist(), strict=True))
    assert counts == {
        name: sum(
            any(other.casefold().startswith(name.casefold()) for other in categories_of(number))
            for number in numbers
        )
        for name in NAMES
    }


def test_a_ticked_category_is_known_in_any_spelling(columns: Columns) -> None:
    categories = Categories(Values(columns, "cat"), Values(columns, "cat_value"))
    places = categories.places_of({"cs.lg", "not there"})
    assert [categories.names[place] for place in places] == ["CS.LG", "cs.LG"]


@given(counts=st.lists(st.integers(0, 5), max_size=20), most=st.integers(1, 6))
def test_the_commonest_come_first_and_equals_by_code(counts: list[int], most: int) -> None:
    expected = sorted((-count, code) for code, count in enumerate(counts) if count)[:most]
    assert commonest(np.array(counts, np.int64), most) == [code for _, code in expected]


def test_an_index_without_papers_has_no_values(tmp_path: Path) -> None:
    values = Values(Columns([]), "source")
    assert len(values) == 0
    assert values.names == []
    assert values.counts(np.zeros(0, np.bool_)).tolist() == []
