"""The order of results against sorting by hand."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ledger import FileLedger
from tui.papers.paper import Paper
from tui.search.evaluation import order
from tui.search.evaluation.columns import Columns
from tui.search.evaluation.evaluator import Matches
from tui.search.evaluation.order import ordered
from tui.search.evaluation.segments import segments_of
from tui.search.evaluation.titles import title_ranks
from tui.search.index import SearchIndex
from tui.search.writing.folder import IndexFolder

COUNT = 40
DAYS = [None, *(date(2020, 1, 1) + timedelta(days) for days in range(4))]
TITLES = ("alpha", "alpha beta", "alphabet soup", "Alpha betas", "注意", "alpha beta gamma delta")


def paper_of(number: int) -> Paper:
    return Paper(
        TITLES[number * 5 % 6],
        listed_on=DAYS[number * 7 % 5],
        upvotes=number * 3 % 4 or None,
        stars=number * 11 % 6,
    )


@pytest.fixture(scope="module")
def columns(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Columns]:
    """Papers in two segments, some of them deleted and replaced."""
    folder = tmp_path_factory.mktemp("order") / "index"
    index = SearchIndex(folder, FileLedger(folder))
    index.clear()
    index.update([(n, paper_of(n)) for n in range(COUNT, 10, -1)])
    index.update([(n, paper_of(n)) for n in range(1, 15)], deleted=[20, 21])
    with IndexFolder(folder, FileLedger(folder)).open(lambda reader: reader) as reader:
        yield Columns(segments_of(reader))


def by_hand(columns: Columns, matches: Matches, sort: str | None) -> list[int]:
    def key(document: int) -> tuple[object, int, int]:
        number = int(columns.numbers[document])
        paper = paper_of(number)
        keys: dict[str | None, object] = {
            "newest": 0,
            "upvotes": -(paper.upvotes or -1),
            "stars": -(paper.stars or 0),
            "title": paper.title.casefold().encode(),
            None: -round(float(matches.scores[document]), 6),
        }
        return keys[sort], -(paper.day.toordinal() if paper.day else 0), number

    return sorted(np.flatnonzero(matches.mask).tolist(), key=key)


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 1000),
    sort=st.sampled_from((None, "newest", "upvotes", "stars", "title")),
    few=st.sampled_from((1, 5, 1 << 11)),
    best=st.sampled_from((1.0, 50.0, 1e5, 1e10)),
)
def test_the_order_is_by_sort_then_day_then_number(
    columns: Columns, seed: int, sort: str | None, few: int, best: float
) -> None:
    random = np.random.default_rng(seed)
    mask = columns.alive & (random.random(columns.size) < random.random())
    scores = np.round(random.random(columns.size) * best, random.integers(0, 9))
    matches = Matches(mask, scores)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(order, "_FEW", few)
        assert ordered(matches, columns, sort).tolist() == by_hand(columns, matches, sort)


def test_what_is_not_scored_stands_newest_first(columns: Columns) -> None:
    matches = Matches(columns.alive, np.zeros(columns.size), scored=False)
    assert ordered(matches, columns, None).tolist() == by_hand(columns, matches, "newest")


strings = st.text("ab\u00e9", max_size=20).map(str.encode)


@given(parts=st.lists(st.lists(strings, max_size=8), max_size=3))
def test_titles_are_ranked_by_their_bytes(parts: list[list[bytes]]) -> None:
    texts = [(b"".join(part), np.cumsum([0, *map(len, part)]).astype(np.uint32)) for part in parts]
    titles = [title for part in parts for title in part]
    in_order = sorted(titles)
    assert title_ranks(texts).tolist() == list(map(partial(in_order.index), titles))
