"""Whoosh walks through our posting lists as through its own."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from whoosh.matching.mcore import ReadTooFar
from whoosh.scoring import BM25F

from tests.search.codec.libraries import Commit, hits, ours, stock
from tui.search.engine import And, Or, Term


def many(size: int = 600) -> Commit:
    """Documents the second half of which is better for the word w than the first."""
    dice = random.Random(3)
    return Commit(
        [
            {"title": ["w"] * dice.choice(often) + ["v"] * dice.randrange(1, 40), "tags": {"t"}}
            for often in [(0, 1)] * (size // 2) + [(0, 1, 1, 2, 9)] * (size // 2)
        ]
    )


def walked(matcher: Any, steps: list[tuple[str, int]]) -> Iterator[Any]:
    """What is seen on a way through a posting list."""
    for step, size in steps:
        if not matcher.is_active():
            return
        if step == "next":
            matcher.next()
        elif step == "skip":
            matcher.skip_to(matcher.id() + size)
        elif step == "reset":
            matcher.reset()
        if matcher.is_active():
            yield matcher.id(), matcher.weight(), matcher.value() or b""
            yield [matcher.value_as(kind) for kind in ("frequency", "weight")]
            yield matcher.block_max_weight(), matcher.block_min_length(), matcher.block_max_length()


def test_a_matcher_moves_as_whooshs_own(tmp_path: Path) -> None:
    made = many()
    index, other = ours(tmp_path / "ours", made), stock(tmp_path / "stock", made)
    with index.reader() as reader, other.reader() as stock_reader:
        dice = random.Random(5)
        for name, text in [("title", "w"), ("tags", "t")] * 20:
            kinds = dice.choices(["next", "skip", "reset"], [5, 5, 1], k=40)
            steps = [(kind, dice.choice([0, 1, 3, 90])) for kind in kinds]
            one, two = reader.postings(name, text), stock_reader.postings(name, text)
            assert list(walked(one, steps)) == list(walked(two, steps))


@pytest.mark.parametrize("limit", [1, 5, 50])
def test_a_limited_search_skips_what_it_skips_with_whooshs_own(tmp_path: Path, limit: int) -> None:
    made = many(1_000)
    index, other = ours(tmp_path / "ours", made), stock(tmp_path / "stock", made)
    word_w, word_v = Term("title", "w"), Term("title", "v")
    with index.searcher() as searcher, other.searcher() as stock_searcher:
        for asked in (word_w, Or([word_w, word_v]), And([word_w, word_v])):
            found, expected = (
                [(hit.docnum, hit.score) for hit in one.search(asked, limit=limit)]
                for one in (searcher, stock_searcher)
            )
            assert found == expected


def test_a_copy_of_a_matcher_goes_its_own_way(tmp_path: Path) -> None:
    with ours(tmp_path, many(6)).reader() as reader:
        matcher = reader.postings("title", "v")
        copied = matcher.copy()
        copied.next()
        assert (matcher.id(), copied.id()) == (0, 1)
        assert list(copied.all_ids()) == [1, 2, 3, 4, 5]
        assert [frequency for _, frequency in copied.items_as("frequency")]
        assert not copied.is_active()
        with pytest.raises(ReadTooFar):
            copied.next()
        with pytest.raises(ReadTooFar):
            copied.skip_to(2)


def test_blocks_that_are_skipped_hold_nothing_good_enough(tmp_path: Path) -> None:
    index = ours(tmp_path, many(2_000))
    with index.searcher(weighting=BM25F()) as searcher:
        scored = dict(hits(index, Term("title", "w")))
        best = sorted(scored.values())
        skipped = 0
        for least in (0.0, best[100], best[-20], best[-1]):
            matcher = searcher.postings("title", "w", weighting=BM25F())
            seen = set()
            while matcher.is_active():
                skipped += matcher.skip_to_quality(least)
                while matcher.is_active():
                    seen.add(matcher.id())
                    if matcher.next():
                        break
            assert {place for place, score in scored.items() if score > least} <= seen
            assert matcher.max_quality() >= best[-1]
        assert skipped > 3
