"""Whoosh's own writer and searcher over files of arrays: all is as with Whoosh's own codec."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.query.terms import FuzzyTerm
from whoosh.reading import TermNotFound

from tests.search.codec.libraries import Commit, commits, hits, living, ours, stock, word, write
from tui.search.codec.segment import ArrayCodec
from tui.search.engine import And, Not, Or, Phrase, Prefix, Term, Wildcard, every
from tui.search.evaluation.weighting import LivingBM25F

term = st.builds(Term, st.sampled_from(["title", "tags"]), word)
pattern = st.builds("".join, st.lists(word | st.sampled_from("*?"), min_size=1, max_size=3))
phrase = st.builds(
    Phrase, st.just("title"), st.lists(word, min_size=2, max_size=3), st.integers(1, 3)
)
leaf = (
    term
    | phrase
    | st.builds(Prefix, st.sampled_from(["title", "tags"]), word)
    | st.builds(Wildcard, st.just("title"), pattern)
    | st.builds(FuzzyTerm, st.just("title"), word, maxdist=st.integers(1, 2))
    | st.just(every())
)


def trees(leaves: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.recursive(
        leaves,
        lambda inner: (
            st.builds(And, st.lists(inner, min_size=2, max_size=3))
            | st.builds(Or, st.lists(inner, min_size=2, max_size=3))
            | st.builds(lambda one, other: And([one, Not(other)]), inner, inner)
        ),
        max_leaves=4,
    )


query = trees(leaf)


@contextmanager
def folders() -> Iterator[tuple[Path, Path]]:
    with TemporaryDirectory() as folder:
        yield Path(folder) / "ours", Path(folder) / "stock"


def statistics(reader: Any) -> dict[tuple[str, bytes], tuple[Any, ...]]:
    """Of each term, what is known of it and where it is."""
    return {
        (name, text): (
            reader.doc_frequency(name, text),
            reader.frequency(name, text),
            *(vars(info)[f"_{fact}"] for fact in _FACTS),
        )
        for (name, text), info in reader
    }


_FACTS = ("df", "weight", "minlength", "maxlength", "maxweight", "minid", "maxid")


def postings(leaf: Any) -> list[tuple[Any, ...]]:
    """Every posting of a segment, with its places."""
    found = []
    for name, text in leaf.all_terms():
        matcher = leaf.postings(name, text)
        while matcher.is_active():
            places = matcher.value_as("positions") if name == "title" else None
            found.append((name, text, matcher.id(), matcher.weight(), places))
            matcher.next()
    return found


def columns(reader: Any) -> list[list[Any]]:
    leaves = [leaf for leaf, _ in reader.leaf_readers()] if reader.doc_count_all() else []
    return [
        list(leaf.column_reader(name, translate=False))
        for leaf in leaves
        for name in ("number", "stars", "key")
    ]


@settings(max_examples=40, deadline=None)
@given(commits, st.lists(query, min_size=1, max_size=6))
def test_search_finds_the_same_in_the_same_order_with_the_same_scores(
    made: list[Commit], queries: list[Any]
) -> None:
    made = [Commit(commit.added, (), commit.segments) for commit in made]
    with folders() as (our_folder, stock_folder):
        our_index, stock_index = ours(our_folder, *made), stock(stock_folder, *made)
        for asked in queries:
            assert hits(our_index, asked) == hits(stock_index, asked)


@settings(max_examples=40, deadline=None)
@given(commits, st.lists(query, min_size=1, max_size=4))
def test_with_deletions_and_merges_the_same_documents_are_found(
    made: list[Commit], queries: list[Any]
) -> None:
    with folders() as (our_folder, stock_folder):
        our_index, stock_index = ours(our_folder, *made), stock(stock_folder, *made)
        for asked in queries:
            assert sorted(place for place, _ in hits(our_index, asked)) == sorted(
                place for place, _ in hits(stock_index, asked)
            )
        with our_index.reader() as reader, stock_index.reader() as other:
            assert columns(reader) == columns(other)
            assert list(reader.all_doc_ids()) == list(other.all_doc_ids())


@settings(max_examples=40, deadline=None)
@given(commits)
def test_terms_and_postings_are_the_same(made: list[Commit]) -> None:
    made = [Commit(commit.added, (), commit.segments) for commit in made]
    with (
        folders() as (our_folder, stock_folder),
        ours(our_folder, *made).reader() as reader,
        stock(stock_folder, *made).reader() as other,
    ):
        assert list(reader.all_terms()) == list(other.all_terms())
        assert statistics(reader) == statistics(other)
        assert [postings(one) for one, _ in reader.leaf_readers()] == [
            postings(one) for one, _ in other.leaf_readers()
        ]


@settings(max_examples=40, deadline=None)
@given(commits)
def test_statistics_are_those_of_the_living_documents_alone(made: list[Commit]) -> None:
    made = [Commit(commit.added, commit.deleted) for commit in made]
    left = Commit(living(made))
    with (
        folders() as (our_folder, stock_folder),
        ours(our_folder, *made).reader() as reader,
        stock(stock_folder, left).reader() as other,
    ):
        assert reader.doc_count() == other.doc_count() == len(left.added)
        assert reader.field_length("title") == other.field_length("title")
        for name, text in reader.all_terms():
            assert reader.doc_frequency(name, text) == other.doc_frequency(name, text)
            assert reader.frequency(name, text) == other.frequency(name, text)
        assert set(other.all_terms()) <= set(reader.all_terms())


@settings(max_examples=40, deadline=None)
@given(commits, st.lists(query, min_size=1, max_size=4))
def test_once_it_is_one_segment_it_is_as_if_nothing_had_been_deleted(
    made: list[Commit], queries: list[Any]
) -> None:
    made = [Commit(commit.added, commit.deleted) for commit in made]
    with folders() as (our_folder, stock_folder):
        our_index = ours(our_folder, *made, Commit([], (), "one"))
        stock_index = stock(stock_folder, Commit(living(made)))
        for asked in queries:
            assert hits(our_index, asked) == hits(stock_index, asked)
        with our_index.reader() as reader, stock_index.reader() as other:
            assert statistics(reader) == statistics(other)
            assert columns(reader) == columns(other)


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    index = ours(tmp_path, Commit([]), Commit([], (), "one"))
    assert hits(index, every()) == []
    assert index.doc_count() == 0


def test_a_term_whose_documents_are_all_deleted_is_still_there_and_finds_nothing(
    tmp_path: Path,
) -> None:
    index = ours(tmp_path, Commit([{"title": ["gone"]}, {"title": ["here"]}]), Commit([], [0]))
    with index.searcher() as searcher:
        reader = searcher.reader()
        assert list(reader.lexicon("title")) == [b"gone", b"here"]
        assert reader.doc_frequency("title", "gone") == reader.frequency("title", "gone") == 0
        assert reader.first_id("title", "here") == 1
        assert not searcher.search(Term("title", "gone"), limit=None)
        assert not searcher.search(Term("title", "gone"), limit=10)
        assert [hit.docnum for hit in searcher.search(Or([Term("title", "gone"), every()]))] == [1]


@settings(max_examples=40, deadline=None)
# Whoosh scores a prefix as a constant only where a segment has several words that begin so.
@given(commits, st.lists(trees(term | phrase), min_size=1, max_size=4))
def test_scores_despite_deletions_are_those_of_an_index_without_the_deleted(
    made: list[Commit], queries: list[Any]
) -> None:
    made = [Commit(commit.added, commit.deleted) for commit in made]
    with folders() as (our_folder, stock_folder):
        our_index, left = ours(our_folder, *made), stock(stock_folder, Commit(living(made)))
        with our_index.searcher(weighting=LivingBM25F()) as searcher:
            places = {place: rank for rank, place in enumerate(searcher.reader().all_doc_ids())}
            for asked in queries:
                found = searcher.search(asked, limit=None)
                assert [(places[hit.docnum], hit.score) for hit in found] == hits(left, asked)


def test_a_document_can_be_deleted_and_put_back(tmp_path: Path) -> None:
    index = ours(tmp_path, Commit([{"title": ["one"]}, {"title": ["two"]}]))
    writer = index.writer(codec=ArrayCodec(), compound=False)
    writer.delete_document(0)
    writer.delete_document(1)
    writer.delete_document(0, delete=False)
    assert (writer.is_deleted(0), writer.is_deleted(1), writer.deleted_count()) == (False, True, 1)
    writer.commit(merge=False)
    assert [place for place, _ in hits(index, every())] == [0]


def test_documents_are_sorted_by_a_column(tmp_path: Path) -> None:
    index = ours(tmp_path, Commit([{"number": 3}, {"number": -1}]), Commit([{"number": 2}]))
    with index.searcher() as searcher:
        rising = searcher.search(every(), sortedby="number", limit=None)
        assert [hit.docnum for hit in rising] == [1, 2, 0]
        falling = searcher.search(every(), sortedby="number", reverse=True, limit=None)
        assert [hit.docnum for hit in falling] == [0, 2, 1]


def test_lengths_are_rounded_as_whoosh_rounds_them_but_summed_exactly(tmp_path: Path) -> None:
    sizes = [1, 10, 11, 12, 40, 300, 5_000, 106_374, 120_000]
    made = Commit([*({"title": ["w"] * size} for size in sizes), {}])
    index, other = ours(tmp_path / "ours", made), stock(tmp_path / "stock", made)
    with index.reader() as reader, other.reader() as stock_reader:
        for place in range(len(sizes)):
            expected = stock_reader.doc_field_length(place, "title")
            assert reader.doc_field_length(place, "title") == expected
        assert reader.max_field_length("title") == stock_reader.max_field_length("title")
        assert reader.min_field_length("title") == stock_reader.min_field_length("title") == 0
        assert reader.field_length("title") == sum(sizes)
        assert reader.doc_field_length(len(sizes), "title", 7) == 7
        assert reader.doc_field_length(0, "tags", 7) == 7


def test_terms_are_walked_through_by_a_cursor(tmp_path: Path) -> None:
    with ours(tmp_path, Commit([{"title": ["b", "d", "ä"], "tags": {"t"}}])).reader() as reader:
        cursor = reader.cursor("title")
        assert (cursor.text(), cursor.next(), cursor.find("c"), cursor.find(b"e")) == (
            "b",
            "d",
            "d",
            "ä",
        )
        assert cursor.term_info().doc_frequency() == 1
        assert (cursor.next(), cursor.is_valid(), cursor.term_info()) == (None, False, None)
        assert cursor.first() == "b"
        assert next(iter(reader.terms_from("tags", b"s"))) == ("tags", b"t")
        assert list(reader.indexed_field_names()) == ["tags", "title"]
        assert ("title", "c") not in reader
        with pytest.raises(TermNotFound):
            reader.term_info("title", "c")
        with pytest.raises(TermNotFound):
            reader.postings("title", "c")


def test_an_update_replaces_a_document(tmp_path: Path) -> None:
    index = ours(tmp_path, Commit([{"title": ["old"]}, {"title": ["other"]}]))
    write(index, ArrayCodec(), Commit([{"title": ["new"]}], [0], "one"))
    with index.reader() as reader:
        assert reader.doc_count() == 2
        assert list(reader.lexicon("title")) == [b"new", b"other"]
