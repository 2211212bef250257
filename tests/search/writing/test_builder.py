"""A segment that is built in one sort holds what document after document would have put into it."""

from collections import defaultdict
from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.search.sample import PAPERS
from tui.papers.paper import Author, Paper
from tui.search.analysis import runs, tokenize, words_of
from tui.search.arrays.content import FieldSource, SegmentContent
from tui.search.schema import FIELD_KINDS, NUMBERS, document
from tui.search.writing.builder import SegmentBuilder
from tui.search.writing.word_table import WordTable

WORDS = st.sampled_from(
    ["attention", "Attention", "GPT-4", "C++", "s", "model's", "model’s", "注意力", "Schölkopf",
     "$\\alpha$", "x's++", "it's#", "PointNet++", "'s", "é", "e\u0301", "long-range", "",
     "ﬁne", "3D", "a_'s"]
)  # fmt: skip
TEXTS = st.lists(WORDS, max_size=12).map(" ".join) | st.text(max_size=20)
CLEAN = TEXTS.map(lambda text: text.encode("utf-8", "ignore").decode())
PAPER = st.builds(
    Paper,
    title=CLEAN,
    abstract=st.none() | CLEAN,
    authors=st.lists(st.builds(Author, CLEAN), max_size=3).map(tuple),
    keywords=st.lists(CLEAN, max_size=3).map(tuple),
    categories=st.lists(st.sampled_from(["cs.CL", "cs.LG", "stat.ML", "math"]), max_size=3).map(
        tuple
    ),
    comment=st.none() | CLEAN,
    organization=st.none() | CLEAN,
    venue=st.none() | CLEAN,
    listed_on=st.none() | st.dates(date(1990, 1, 1)),
    upvotes=st.none() | st.integers(-3, 1 << 40),
    sources=st.lists(st.sampled_from(["hf", "page"]), max_size=2).map(tuple),
)

Postings = dict[str, dict[int, list[int]]]


def built(papers: dict[int, Paper]) -> SegmentContent:
    builder = SegmentBuilder(WordTable())
    for number, paper in papers.items():
        builder.add(number, paper)
    return builder.content()


def postings_of(field: FieldSource) -> Postings:
    """Where each term is, as the field says: the places in each document."""
    found: Postings = {}
    for place, term in enumerate(field.terms):
        documents = field.documents(place, place + 1).tolist()
        if not field.kind.placed:
            found[term.decode()] = {number: [] for number in documents}
            continue
        ends = np.cumsum(field.frequencies(place, place + 1))
        groups = np.split(field.positions(place, place + 1), ends[:-1])
        found[term.decode()] = {
            number: group.tolist() for number, group in zip(documents, groups, strict=True)
        }
    return found


def postings_by_hand(papers: dict[int, Paper], name: str) -> Postings:
    found: Postings = defaultdict(dict)
    for place, (number, paper) in enumerate(papers.items()):
        words = document(number, paper).get(name, ())
        for position, word in enumerate(words):
            if word and FIELD_KINDS[name].placed:
                found[word].setdefault(place, []).append(position)
            elif word:
                found[word][place] = []
    return found


@given(st.lists(PAPER, max_size=8))
@settings(max_examples=80, deadline=None)
def test_every_field_and_column_is_that_of_the_documents(papers: list[Paper]) -> None:
    library = dict(enumerate(papers, start=1))
    content = built(library)
    documents = [document(number, paper) for number, paper in library.items()]
    for name, field in content.fields.items():
        assert postings_of(field) == postings_by_hand(library, name), name
        assert list(field.terms) == sorted(field.terms)
    for name in NUMBERS:
        assert content.numbers[name].tolist() == [values[name] for values in documents]
    titles = [values.get("title_key", b"") for values in documents]
    assert content.texts["title_key"] == titles


def test_words_without_stems_keep_their_places_too() -> None:
    field = built(PAPERS).fields["author"]
    assert postings_of(field)["tay"] == {0: [1]}
    assert postings_of(field)["donald"] == {0: [3]}, "a gap stands between two authors"


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_runs_analysed_one_by_one_are_the_words_of_the_text(text: str) -> None:
    words = [word for run in runs(text) for word in words_of(run)]
    assert words == [token.surface for token in tokenize(text)]


def test_a_full_table_of_words_says_so() -> None:
    table = WordTable()
    assert not table.is_full
    list(table.runs_of(" ".join(f"w{number}" for number in range(500_001))))
    assert table.is_full
