"""Answers of arXiv's query API, of both generations of its server."""

from datetime import date

import pytest

from tests.sources.arxiv.fixture import entry, feed, fixture, names_of, papers_of
from tui.papers.paper import Author, Link, LinkKind, Paper
from tui.sources.arxiv import ArxivError
from tui.sources.arxiv.atom import atom_total, read_atom
from tui.sources.item import Skipped

NOTHING_FOUND = feed("<title>arXiv Query: id_list=0000.0000</title>")


def test_an_entry_has_all_its_fields() -> None:
    paper, old = papers_of(read_atom(fixture("api_2026.xml")))
    assert paper == Paper(
        title=r"Testing $\alpha$-Deep Learning Models",
        abstract="Deep Learning (DL) has revolutionized testing. "
        "Code: https://github.com/lab/testing.",
        arxiv_id="2202.12139",
        doi="10.1109/icstw55395.2022.00035",
        authors=(Author("Mohit Kumar Ahuja"), Author("Aurora Ramírez"), Author("José Öz")),
        categories=("cs.LG", "cs.SE"),
        comment="Data at https://lab.org/data, 12 pages",
        venue="IEEE Software Testing (ICST), 2022",
        published_on=date(2022, 2, 24),
        links=(
            Link(LinkKind.CODE, "https://github.com/lab/testing"),
            Link(LinkKind.PROJECT, "https://lab.org/data"),
        ),
        sources=("arxiv",),
    )
    assert (old.arxiv_id, old.categories) == ("astro-ph/0601001", ("astro-ph",))


def test_the_server_before_2025_is_read_as_well() -> None:
    [paper] = papers_of(read_atom(fixture("api_2024.xml")))
    assert paper.title == "Heat-bath random walks with Markov bases"
    assert paper.abstract is not None
    assert paper.abstract.startswith("Graphs on lattice points are studied whose edges come")
    assert names_of(paper) == ["Caprice Stanley", "Tobias Windisch"]
    assert (paper.arxiv_id, paper.comment) == ("1605.08386", "20 pages, 3 figures")
    assert (paper.categories, paper.published_on) == (("math.CO",), date(2016, 5, 26))


def test_nothing_found_is_no_paper_and_no_error() -> None:
    assert list(read_atom(NOTHING_FOUND)) == []


def test_an_error_feed_is_an_error_with_arxivs_own_words() -> None:
    with pytest.raises(ArxivError, match=r"^arXiv says: incorrect id format for abc\. "):
        list(read_atom(fixture("api_error.xml")))


def test_how_many_papers_match_in_all_is_told() -> None:
    assert atom_total(fixture("api_2026.xml")) == 214881
    assert atom_total(fixture("api_2024.xml")) == 1
    assert atom_total(NOTHING_FOUND) is None
    assert atom_total(fixture("api_2026.xml")[:300]) is None


def test_an_entry_without_an_id_or_a_title_is_skipped_with_its_place() -> None:
    untitled = "<entry><id>http://arxiv.org/abs/2501.00663v1</id></entry>"
    first, second, third = read_atom(feed("<entry/>", untitled, entry()))
    assert first == Skipped("entry 1", "It has no arXiv id.")
    assert second == Skipped("entry 2", "2501.00663 has no title.")
    assert not isinstance(third, Skipped)


def test_more_authors_than_are_kept_are_told() -> None:
    author = "<author><name>Ada Lovelace</name></author>"
    found, told = read_atom(feed(entry(author * 20_000)))
    [paper] = papers_of([found])
    assert len(paper.authors) == 10_000
    assert told == Skipped(
        "entry 1, authors", "It names 20,000 authors; the first 10,000 were kept."
    )


def test_controls_in_the_text_cost_nothing() -> None:
    body = feed(entry("<summary>a\x9db\x7fc \x0b\x01d</summary>"))
    [paper] = papers_of(read_atom(body))
    assert paper.abstract == "abc d"
