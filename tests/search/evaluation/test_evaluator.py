"""Exactness: the same matches as a plain reading, the same scores as Whoosh gives in full."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh.index import open_dir
from whoosh.query.compound import DisjunctionMax

from tests.ledger import FileLedger
from tests.search.model import is_match
from tests.search.sample import PAPERS, SETS, found, hits, index_of
from tui.papers.paper import Paper
from tui.search.engine import And, Or, Query, Term
from tui.search.evaluation import evaluator
from tui.search.evaluation.compiler import text_tree
from tui.search.evaluation.weighting import LivingBM25F
from tui.search.index import SearchIndex, as_numbered
from tui.search.language.query import (
    POSSESSIONS,
    STATES,
    DateRange,
    Everything,
    Exact,
    Has,
    Node,
    NumberRange,
    State,
    Text,
    TextKind,
    all_of,
    any_of,
    none_of,
)
from tui.search.language.query import Query as Asked
from tui.search.results import SearchCancelled
from tui.search.snapshot import Snapshot

WORDS = (
    "attention", "long", "transformer", "long-range", "gpt-4", "s4", "you need", "noise", "c++",
    "schölkopf", "注意力", "state space", "ml", "benchmark", "students", "not there",
)  # fmt: skip
FIELDS = (None, None, "title", "abstract", "author", "keyword", "org", "comment", "note")
PATTERNS = (
    ("prefix", "tran"), ("prefix", "s"), ("prefix", "xyz"), ("wildcard", "t*r"),
    ("wildcard", "*tion"), ("fuzzy", "atention"), ("fuzzy", "lnog"),
)  # fmt: skip
DAYS = st.one_of(st.none(), st.dates(date(2001, 1, 1), date(2024, 1, 1)))
BOUNDS = st.one_of(st.none(), st.integers(-1, 3000))


def plain_texts() -> st.SearchStrategy[Text]:
    return st.builds(Text, st.sampled_from(WORDS), st.sampled_from(FIELDS))


def patterns() -> st.SearchStrategy[Text]:
    return st.builds(
        lambda pattern, field: Text(pattern[1], field, pattern[0]),
        st.sampled_from(PATTERNS),
        st.sampled_from(FIELDS),
    )


def exact_values() -> st.SearchStrategy[Exact]:
    values = [
        ("cat", "cs"), ("cat", "CS.CL"), ("source", "hf"), ("id", "4"), ("tag", "toread"),
        ("id", "2303.08774"),
    ]  # fmt: skip
    return st.sampled_from(values).map(lambda value: Exact(*value))


LEAVES: st.SearchStrategy[Node] = st.one_of(
    plain_texts(),
    patterns(),
    exact_values(),
    st.builds(NumberRange, st.sampled_from(("upvotes", "stars", "year")), BOUNDS, BOUNDS),
    st.builds(DateRange, DAYS, DAYS),
    st.builds(State, st.sampled_from(STATES)),
    st.builds(Has, st.sampled_from(POSSESSIONS)),
    st.just(Everything()),
)


def combined(children: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(children, min_size=1, max_size=3)
    return st.one_of(
        several.map(lambda nodes: all_of(nodes) or Everything()),
        several.map(lambda nodes: any_of(nodes) or Everything()),
        children.map(none_of),
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("evaluate") / "index"


@pytest.fixture(scope="module")
def index(folder: Path) -> Iterator[SearchIndex]:
    """An index of several segments with documents deleted and replaced."""
    items = list(PAPERS.items())
    opened = index_of(folder, {})
    opened.update([*items[:3], (90, Paper("Attention to the deleted transformer"))])
    opened.update([(6, Paper("long attention, replaced")), *items[3:5]])
    opened.update(items[5:], deleted=[90])
    assert opened.status().segments > 1
    yield opened
    opened.close()


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(node=st.recursive(LEAVES, combined, max_leaves=8))
def test_a_query_finds_exactly_what_it_means(index: SearchIndex, node: Node) -> None:
    expected = {number for number, paper in PAPERS.items() if is_match(node, number, paper, SETS)}
    result = index.search(Asked("", node), SETS, facets=False)
    assert set(result.ids) == expected
    assert result.total == len(expected)


def trees() -> st.SearchStrategy[tuple[Node, Query]]:
    """Text with the Whoosh tree that it stands for."""
    fields = [field for field in FIELDS if field != "note"]
    leaf = st.builds(Text, st.sampled_from(WORDS), st.sampled_from(fields)).map(
        lambda text: (text, text_tree(text))
    )
    return st.recursive(leaf, _combined_trees, max_leaves=5)


def _combined_trees(
    pairs: "st.SearchStrategy[tuple[Node, Query]]",
) -> "st.SearchStrategy[tuple[Node, Query]]":
    several = st.lists(pairs, min_size=2, max_size=3)
    return st.one_of(
        several.map(lambda found: (_all([n for n, _ in found]), And([t for _, t in found]))),
        several.map(lambda found: (_any([n for n, _ in found]), Or([t for _, t in found]))),
    )


def _all(nodes: list[Node]) -> Node:
    return all_of(nodes) or Everything()


def _any(nodes: list[Node]) -> Node:
    return any_of(nodes) or Everything()


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(pair=trees())
def test_scores_are_those_of_whoosh_searching_without_a_limit(
    index: SearchIndex, folder: Path, pair: tuple[Node, Query]
) -> None:
    node, tree = pair
    expected = scores_by_whoosh(folder, tree)
    result = index.search(Asked("", node), SETS, facets=False)
    assert dict(zip(result.ids, result.scores, strict=True)) == pytest.approx(expected)


def scores_by_whoosh(folder: Path, tree: Query) -> dict[int, float]:
    with open_dir(str(folder)).searcher(weighting=LivingBM25F()) as searcher:
        numbers = searcher.reader().column_reader("number")
        results = searcher.search(tree, limit=None)
        return {numbers[hit.docnum]: hit.score for hit in results}


@pytest.mark.parametrize(
    "asked",
    [
        Text("s", "abstract", "prefix"),
        Text("*o*", "abstract", "wildcard"),
        Text("modeli", "abstract", "fuzzy"),
    ],
)
def test_a_pattern_scores_the_same_however_often_it_matches(
    index: SearchIndex, asked: Text
) -> None:
    result = index.search(Asked("", asked), SETS)
    assert result.total > 1
    assert set(result.scores) == {1.0}


def test_what_must_not_be_there_changes_no_score(index: SearchIndex) -> None:
    with_all = hits(index, "attention")
    without_some = hits(index, "attention -arena -is:archived")
    scores = dict(zip(with_all.ids, with_all.scores, strict=True))
    assert set(without_some.ids) == set(with_all.ids) - {1}
    assert all(scores[n] == s for n, s in zip(without_some.ids, without_some.scores, strict=True))


@pytest.mark.parametrize("asked", [Text("?!"), Text("?!", "note"), Text("?!", "title", "phrase")])
def test_text_without_words_finds_nothing(index: SearchIndex, asked: Text) -> None:
    assert index.search(Asked("", asked), SETS).total == 0


def test_forgetting_what_was_read_changes_no_answer(
    folder: Path, index: SearchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evaluator, "_MOST_KEPT", 3)
    forgetful = SearchIndex(folder, FileLedger(folder))
    for text in ("attention", "long OR tran*", "s4", "attention"):
        assert found(forgetful, text) == found(index, text)
    forgetful.close()


def test_repeating_a_search_gives_the_same_order(index: SearchIndex) -> None:
    assert found(index, "attention OR long") == found(index, "attention OR long")


@pytest.mark.parametrize("kind", ["word", "phrase", "prefix", "wildcard", "fuzzy"])
@pytest.mark.parametrize("field", ["cat", "title"])
def test_what_is_no_text_is_in_no_paper(index: SearchIndex, kind: TextKind, field: str) -> None:
    asked = Exact("cat", "\udc80") if field == "cat" else Text("\udc80", field, kind)
    assert index.search(Asked("", asked), SETS).total == 0


def test_a_node_that_arrays_do_not_know_is_left_to_whoosh(folder: Path) -> None:
    tree = DisjunctionMax([Term("title", "attent"), Term("abstract", "attent", boost=3.0)])
    opened: Any = open_dir(str(folder))
    with opened.reader() as reader:
        snapshot = Snapshot(reader, PAPERS.get, as_numbered)
        matches = snapshot.evaluator.run(And([tree, Term("title", "attent")]))
        found = np.flatnonzero(matches.mask)
        numbers = snapshot.columns.numbers[found].tolist()
        scores = dict(zip(numbers, matches.scores[found].tolist(), strict=True))
    assert len(scores) > 1
    assert scores == pytest.approx(scores_by_whoosh(folder, And([tree, Term("title", "attent")])))


def test_a_search_that_is_not_wanted_any_more_ends_between_two_lists(index: SearchIndex) -> None:
    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked > 3

    with pytest.raises(SearchCancelled):
        index.search(Asked("", any_of([Text(word) for word in WORDS])), SETS, cancelled=cancelled)
    assert asked == 4
