"""The same papers, order and scores as Whoosh gives in full, whatever was changed before."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh.index import open_dir

from tests.ledger import FileLedger
from tui.papers.paper import Author, Paper
from tui.search.engine import And, AndMaybe, Not, Or, Phrase, Query, Term, nothing
from tui.search.evaluation.order import ordered
from tui.search.evaluation.weighting import LivingBM25F
from tui.search.index import SearchIndex, as_numbered
from tui.search.language.query import Query as Asked
from tui.search.language.query import Text
from tui.search.results import StateSets
from tui.search.snapshot import Snapshot

WORDS = ("ant", "bee", "cat", "dog", "λ", "注")
FIELDS = ("title", "abstract", "keyword", "author")
NUMBERS = st.integers(1, 9)

words = st.sampled_from(WORDS)
texts = st.lists(words, min_size=1, max_size=12).map(" ".join)
papers = st.builds(
    Paper,
    texts,
    st.none() | texts,
    authors=st.lists(texts.map(Author), max_size=2).map(tuple),
    keywords=st.lists(texts, max_size=3).map(tuple),
    categories=st.sets(st.sampled_from(("cs.CL", "cs.LG", "math")), max_size=2).map(tuple),
    listed_on=st.none() | st.dates(date(2020, 1, 1), date(2020, 1, 3)),
)


@dataclass(frozen=True)
class Change:
    """Papers to put in, and numbers of papers to take out, in one commit."""

    papers: dict[int, Paper]
    deleted: list[int]


changes = st.lists(
    st.builds(Change, st.dictionaries(NUMBERS, papers, max_size=5), st.lists(NUMBERS, max_size=3)),
    max_size=4,
)

boosts = st.sampled_from((1.0, 1.0, 0.5, 3.0))
leaves: st.SearchStrategy[Query] = st.one_of(
    st.builds(lambda *row: Term(*row), st.sampled_from(FIELDS), words, boosts),
    st.builds(
        lambda field, run, boost: Phrase(field, run, boost=boost),
        st.sampled_from(FIELDS),
        st.lists(words, min_size=2, max_size=3),
        boosts,
    ),
    st.sampled_from((Term("cat", "cs"), Term("title", "absent"), Term("nowhere", "ant"), nothing)),
)


def combined(children: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    several = st.lists(children, min_size=2, max_size=3)
    return st.one_of(
        st.builds(lambda trees, boost: And(trees, boost=boost), several, boosts),
        st.builds(lambda trees, boost: Or(trees, boost=boost), several, boosts),
    )


nested = st.recursive(leaves, combined, max_leaves=6)

# Not within others: Whoosh's matcher forgets the optional part of a document that it skips to.
trees = nested | st.builds(lambda a, b: AndMaybe(a, b), nested, nested)


@contextmanager
def indexed(made: Sequence[Change]) -> Iterator[tuple[SearchIndex, Path]]:
    with TemporaryDirectory() as name:
        folder = Path(name) / "index"
        index = SearchIndex(folder, FileLedger(folder))
        index.clear()
        for change in made:
            index.update(list(change.papers.items()), change.deleted)
        yield index, folder
        index.close()


def left_of(made: Sequence[Change]) -> dict[int, Paper]:
    """The papers that are there after all changes."""
    left: dict[int, Paper] = {}
    for change in made:
        left |= change.papers
        for number in set(change.deleted) - change.papers.keys():
            left.pop(number, None)
    return left


def scores_by_whoosh(folder: Path, tree: Query) -> dict[int, float]:
    with open_dir(str(folder)).searcher(weighting=LivingBM25F()) as searcher:
        if not searcher.doc_count_all():
            return {}
        numbers = searcher.reader().column_reader("number")
        results = searcher.search(tree, limit=None)
        return {numbers[hit.docnum]: hit.score for hit in results}


def found(folder: Path, tree: Query) -> dict[int, float]:
    """The papers in the order that they are shown in, with their scores."""
    opened: Any = open_dir(str(folder))
    with opened.reader() as reader:
        snapshot = Snapshot(reader, left_of([]).get, as_numbered)
        matches = snapshot.evaluator.run(tree)
        documents = ordered(matches, snapshot.columns, None)
        numbers = snapshot.columns.numbers[documents].tolist()
        return dict(zip(numbers, matches.scores[documents].tolist(), strict=True))


def shown(scores: dict[int, float], library: dict[int, Paper]) -> list[int]:
    """Best first; equals newest first, then by number."""

    def place(number: int) -> tuple[float, int, int]:
        day = library[number].day
        return -round(scores[number], 6), -(day.toordinal() if day else 0), number

    return sorted(scores, key=place)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(made=changes, asked=st.lists(trees, min_size=1, max_size=6))
def test_papers_order_and_scores_are_those_of_whoosh_without_a_limit(
    made: list[Change], asked: list[Query]
) -> None:
    with indexed(made) as (_, folder):
        for tree in asked:
            expected = scores_by_whoosh(folder, tree)
            result = found(folder, tree)
            assert result == pytest.approx(expected, rel=0, abs=1e-6)
            assert list(result) == shown(expected, left_of(made))


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(made=changes, wanted=trees, unwanted=trees)
def test_a_negation_takes_papers_out_and_leaves_scores_as_they_are(
    made: list[Change], wanted: Query, unwanted: Query
) -> None:
    with indexed(made) as (_, folder):
        scores, left_out = (scores_by_whoosh(folder, tree) for tree in (wanted, unwanted))
        expected = {number: score for number, score in scores.items() if number not in left_out}
        result = found(folder, And([wanted, Not(unwanted)]))
        assert result == pytest.approx(expected, rel=0, abs=1e-6)


questions = st.one_of(
    st.builds(Text, words, st.sampled_from((None, *FIELDS))),
    st.builds(Text, texts, st.sampled_from((None, "title", "abstract")), st.just("phrase")),
    st.builds(
        Text,
        st.sampled_from(("a", "be", "λ", "x")),
        st.sampled_from((None, *FIELDS)),
        st.just("prefix"),
    ),
    st.builds(Text, st.sampled_from(("*t", "c?t", "*")), st.none(), st.just("wildcard")),
    st.builds(Text, st.sampled_from(("bat", "dgo", "cats")), st.none(), st.just("fuzzy")),
    st.builds(Text, words, completing=st.just(True)),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(made=changes, asked=st.lists(questions, min_size=1, max_size=6))
def test_a_changed_index_answers_as_one_built_from_what_is_left(
    made: list[Change], asked: list[Text]
) -> None:
    with indexed(made) as (changed, _), indexed([Change(left_of(made), [])]) as (rebuilt, _):
        for text in asked:
            query = Asked("", text)
            hits, expected = (index.search(query, StateSets()) for index in (changed, rebuilt))
            assert hits.ids == expected.ids
            assert list(hits.scores) == pytest.approx(list(expected.scores))
            assert hits.facets == expected.facets


def test_changes_leave_several_segments_with_deleted_papers() -> None:
    paper = Paper("ant")
    made = [Change({n: paper, n + 1: paper}, [n - 1]) for n in range(1, 8, 2)]
    with indexed(made) as (index, folder):
        assert index.status().segments > 1
        opened: Any = open_dir(str(folder))
        with opened.reader() as reader:
            assert reader.doc_count() < reader.doc_count_all()
