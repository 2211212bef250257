"""An index that grew by additions, changes, deletions and merges equals one made at once."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.search.sample import PAPERS, SETS, hits, index_of
from tui.papers.paper import Paper
from tui.search.index import SearchIndex
from tui.search.results import StateSets

QUERIES = (
    "", "attention", "long range", "tran*", "cat:cs", "upvotes:>10", "sort:title", "is:read", "t",
    "-attention", "transfomer~", '"long range"', "attention OR noise", "year:2023", "similar:2",
    "title:attention -is:archived", "note:compare", "author:gu OR models",
)  # fmt: skip

STORE = [*PAPERS.values(), Paper("Attention, attention: a long range survey"), Paper("Noise")]


@dataclass(frozen=True)
class Step:
    """Papers to bring in under their numbers, numbers to take out, and whether to settle then."""

    papers: Sequence[tuple[int, Paper]]
    deleted: Sequence[int]
    settles: bool


NUMBERS = st.integers(1, 12)
STEPS = st.lists(
    st.builds(
        Step,
        st.lists(st.tuples(NUMBERS, st.sampled_from(STORE)), max_size=5),
        st.lists(NUMBERS, max_size=3),
        st.booleans(),
    ),
    max_size=6,
)


def take(index: SearchIndex, step: Step, papers: dict[int, Paper]) -> None:
    """Do a step in the index and in ``papers``."""
    brought = dict(step.papers)
    deleted = [number for number in step.deleted if number not in brought]
    index.update([*brought.items()], deleted)
    papers.update(brought)
    for number in deleted:
        papers.pop(number, None)
    if step.settles:
        with index.writing() as writer:
            writer.settle()


def assert_equal(grown: SearchIndex, whole: SearchIndex) -> None:
    for text in QUERIES:
        ours, theirs = hits(grown, text, SETS), hits(whole, text, SETS)
        assert list(ours.ids) == list(theirs.ids), text
        assert list(ours.scores) == pytest.approx(list(theirs.scores)), text
        assert ours.facets == theirs.facets, text


@given(STEPS)
@settings(max_examples=40, deadline=None)
def test_every_query_finds_the_same_in_the_same_order(steps: list[Step]) -> None:
    papers: dict[int, Paper] = {}
    with TemporaryDirectory() as name:
        grown = index_of(Path(name) / "grown", {})
        grown._read_paper = papers.get
        for step in steps:
            take(grown, step, papers)
        whole = index_of(Path(name) / "whole", papers)
        assert_equal(grown, whole)
        grown.close()
        whole.close()


def test_many_small_commits_leave_few_segments(tmp_path: Path) -> None:
    grown = index_of(tmp_path / "grown", {})
    papers = {number: Paper(f"Attention {number}", "long range") for number in range(1, 61)}
    for number, paper in papers.items():
        grown.update([(number, paper)])
        assert grown.status().segments <= 14
    whole = index_of(tmp_path / "whole", papers)
    assert_equal(grown, whole)
    grown.close()
    whole.close()


def test_papers_like_one_are_those_of_an_index_made_at_once(tmp_path: Path) -> None:
    dice = random.Random(5)
    words = [f"{first}{second}" for first in "bdfgklmnprst" for second in ("ala", "oron", "umi")]
    papers = {
        number: Paper(" ".join(dice.sample(words, 4)), " ".join(dice.choices(words, k=12)))
        for number in range(1, 61)
    }
    grown = index_of(tmp_path / "grown", {n: Paper("to be replaced") for n in range(1, 41)})
    grown.update([*papers.items()])
    whole = index_of(tmp_path / "whole", papers)
    sets = StateSets(bookmarked={3, 4, 5}, archived={6})
    for index in (grown, whole):
        index._read_paper = papers.get
    for text in ["sort:for-you", *(f"similar:{number}" for number in papers)]:
        assert list(hits(grown, text, sets).ids) == list(hits(whole, text, sets).ids), text
    grown.close()
    whole.close()
