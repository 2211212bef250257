"""Citation keys, and what else all bibliographies share."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.export.sample import BARE, FULL, entry_of, format_text
from tests.hostile import HOSTILE_TEXTS
from tui.export.citation import (
    Kind,
    citation_keys,
    citation_url,
    fold,
    keywords_of,
    kind_of,
    year_of,
)
from tui.papers.paper import Author, Entry, Link, LinkKind, Paper, Triage


def key_of(title: str, author: str = "", day: date | None = None, number: int = 7) -> str:
    authors = (Author(author),) if author else ()
    [key] = citation_keys([Entry(number, Paper(title, authors=authors, listed_on=day))])
    return key


@pytest.mark.parametrize(
    ("title", "author", "key"),
    [
        ("GPSFormer: A Global", "Changshuo Wang", "wang2024gpsformer"),
        ("The Art of Attention", "Laurens van der Maaten", "vandermaaten2024art"),
        ("On the", "Bernhard Schölkopf", "scholkopf2024on"),
        ("Łukasz's Øre", "Weiß, Jürgen", "weiss2024lukaszs"),
        (r"Bal\'azs for All", "", "2024balazs"),
        ("3D Gaussians", "张伟", "20243d"),
        ("大規模言語モデル", "Ada Lovelace", "lovelace2024"),
        ("大規模言語モデル", "张伟", "2024paper7"),
    ],
)
def test_a_key_is_author_year_and_first_significant_word(title: str, author: str, key: str) -> None:
    assert key_of(title, author, date(2024, 7, 18)) == key


def test_without_author_and_year_the_title_is_the_key_and_then_the_number() -> None:
    assert key_of("GPSFormer") == "gpsformer"
    assert key_of("漢") == "paper7"


def test_the_year_is_that_of_publication_or_of_the_arxiv_id_never_of_the_list_day() -> None:
    assert year_of(Paper("t", published_on=date(2023, 1, 1), listed_on=date(2024, 1, 1))) == 2023
    assert year_of(Paper("t", arxiv_id="1506.03134", listed_on=date(2025, 3, 11))) == 2015
    assert year_of(Paper("t", arxiv_id="hep-th/9901001")) == 1999
    assert year_of(Paper("t", arxiv_id="math/0309136")) == 2003
    assert year_of(Paper("t", listed_on=date(2024, 1, 1))) is None
    assert year_of(Paper("t")) is None


def test_of_equal_keys_the_lowest_number_keeps_it_whatever_the_order() -> None:
    entries = [Entry(number, Paper("Deep")) for number in (9, 2, 5)]
    assert citation_keys(entries) == ["deepb", "deep", "deepa"]


def test_a_suffixed_key_never_takes_the_key_of_another_paper() -> None:
    entries = [Entry(1, Paper("Deep")), Entry(2, Paper("Deep")), Entry(3, Paper("Deepa"))]
    assert citation_keys(entries) == ["deep", "deepb", "deepa"]


def test_suffixes_go_on_after_z() -> None:
    keys = citation_keys([Entry(number, Paper("Deep")) for number in range(30)])
    assert keys[26:29] == ["deepz", "deepaa", "deepab"]


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_a_hostile_paper_has_a_short_plain_key(text: str) -> None:
    [key] = citation_keys([entry_of(text)])
    assert key.isascii()
    assert key.isalnum()
    assert len(key) < 100


@given(st.lists(st.tuples(st.integers(0, 5), format_text), max_size=8))
def test_keys_are_unique_and_depend_on_the_papers_not_on_their_order(
    texts: list[tuple[int, str]],
) -> None:
    entries = [entry_of(text, number) for number, (_, text) in enumerate(texts)]
    keys = citation_keys(entries)
    assert len(set(keys)) == len(keys)
    assert citation_keys(entries[::-1]) == keys[::-1]


@given(st.lists(st.sampled_from(["Deep", "Deep b", "Deepa", "a"]), max_size=6))
def test_a_paper_keeps_its_key_when_newer_papers_join_unless_one_owns_the_suffixed_key(
    titles: list[str],
) -> None:
    entries = [Entry(number, Paper(title)) for number, title in enumerate(titles)]
    if entries:
        [alone] = citation_keys(entries[:1])
        assert citation_keys(entries)[0] == alone


def test_folding_leaves_letters_and_digits() -> None:
    assert fold("Ærøskøbing-Đà Nẵng 3ß!") == "aeroskobingdanang3ss"


def test_the_kind_follows_the_venue() -> None:
    assert kind_of(Paper("t")) is Kind.PREPRINT
    assert kind_of(Paper("t", venue="Nature 521, 436")) is Kind.ARTICLE
    for venue in ("NeurIPS 2024", "Proc. of the ACM", "Workshop on X"):
        assert kind_of(Paper("t", venue=venue)) is Kind.MEETING


def test_the_address_is_never_that_of_a_search() -> None:
    pdf, project = (Link(kind, f"https://{kind}.org") for kind in (LinkKind.PDF, LinkKind.PROJECT))
    code = Link(LinkKind.CODE, "https://github.com/a/b")
    assert citation_url(FULL.paper) == "https://arxiv.org/abs/2407.13519"
    assert citation_url(Paper("t", links=(code, pdf, project))) == "https://project.org"
    assert citation_url(Paper("t", links=(code, pdf))) == "https://pdf.org"
    assert citation_url(BARE.paper) is None


def test_keywords_are_the_papers_and_the_readers_each_once() -> None:
    entry = Entry(1, Paper("t", keywords=("LLM", " ")), Triage(tags=("llm", "x")))
    assert [word.casefold() for word in keywords_of(entry)] == ["llm", "x"]
