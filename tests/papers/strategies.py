"""Papers as Hypothesis makes them: every field may be absent, all are in their normal form."""

from datetime import date
from typing import TypeVar

from hypothesis import strategies as st

from tests.hostile import HOSTILE_TEXTS
from tui.papers.paper import Author, Link, LinkKind, Paper, Triage
from tui.papers.text import clean, clean_lines

T = TypeVar("T")

texts = st.one_of(
    st.text(max_size=40),
    st.sampled_from([text for text in HOSTILE_TEXTS if len(text) < 500]),
)
lines = texts.map(clean).filter(bool)
words = st.sampled_from(["cs.CL", "cs.LG", "stat.ML", "a", "B", "b"])
days = st.dates(min_value=date(1991, 8, 14), max_value=date(2040, 1, 1))
counts = st.integers(min_value=0, max_value=10_000)
urls = st.builds(
    "{}://{}/{}{}".format,
    st.sampled_from(["http", "https"]),
    st.sampled_from(["github.com", "GitHub.com", "www.github.com", "lab.org"]),
    st.sampled_from(["x/y", "x/z", "x", ""]),
    st.sampled_from(["", "/", ".git", ".git/"]),
)
links = st.builds(Link, kind=st.sampled_from(LinkKind), url=urls)


def tuples_of(items: st.SearchStrategy[T]) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(items, max_size=4, unique=True).map(tuple)


papers = st.builds(
    Paper,
    title=lines,
    abstract=st.none() | lines,
    arxiv_id=st.none() | st.sampled_from(["2501.00663", "0704.0001", "math/0309136"]),
    doi=st.none() | st.sampled_from(["10.1000/182", "10.1016/j.x(2020)1"]),
    authors=tuples_of(st.builds(Author, name=lines)),
    categories=tuples_of(words),
    keywords=tuples_of(words),
    comment=st.none() | lines,
    organization=st.none() | lines,
    venue=st.none() | lines,
    published_on=st.none() | days,
    listed_on=st.none() | days,
    upvotes=st.none() | counts,
    stars=st.none() | counts,
    num_comments=st.none() | counts,
    ai_summary=st.none() | lines,
    submitter=st.none() | lines,
    links=tuples_of(links),
    sources=tuples_of(st.sampled_from(["page", "hf", "arxiv"])),
)
triages = st.builds(
    Triage,
    bookmarked=st.booleans(),
    read=st.booleans(),
    archived=st.booleans(),
    tags=tuples_of(lines).map(sorted).map(tuple),
    note=st.none() | texts.map(clean_lines).filter(bool),
)
