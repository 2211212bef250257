"""arXiv's daily feeds."""

from datetime import date

import pytest

from tests.sources.arxiv.fixture import fixture, names_of, papers_of
from tui.papers.paper import Author, Link, LinkKind, Paper
from tui.sources.arxiv import ArxivError
from tui.sources.arxiv.feed import read_feed

WEEKEND = b"""<rss version="2.0"><channel><title>cs.CL updates on arXiv.org</title>
<pubDate>Sat, 01 Aug 2026 00:00:00 -0400</pubDate>
<skipDays><day>Sunday</day><day>Saturday</day></skipDays></channel></rss>"""


def test_a_new_paper_is_listed_on_the_day_of_its_announcement() -> None:
    paper, _replaced = papers_of(read_feed(fixture("feed.rss")))
    assert paper == Paper(
        title="Math Takes Two: A test",
        abstract="Although language models are good at it, it remains unclear. "
        "See https://github.com/lab/math.",
        arxiv_id="2604.21935",
        authors=tuple(map(Author, ("Michael Cooper", "Deepti", "Neal J. Evans II", "Wei Li"))),
        categories=("cs.AI", "cs.LG"),
        listed_on=date(2026, 4, 27),
        links=(Link(LinkKind.CODE, "https://github.com/lab/math"),),
        sources=("arxiv",),
    )


def test_a_replaced_paper_is_an_update_without_a_list_day() -> None:
    _new, paper = papers_of(read_feed(fixture("feed.rss")))
    assert (paper.arxiv_id, paper.listed_on) == ("2203.01250", None)
    assert paper.abstract == "It was there before."
    assert paper.doi == "10.1103/physrevd.93.016005"
    assert paper.venue == "Phys. Rev. D 93 (2016)"


def test_the_feed_as_atom_says_the_same() -> None:
    [paper] = papers_of(read_feed(fixture("feed.atom")))
    assert (paper.arxiv_id, paper.listed_on) == ("2508.13426", date(2025, 8, 20))
    assert paper.published_on is None
    assert paper.abstract == "As large language models spread."
    assert (names_of(paper), paper.categories) == (
        ["Chunhua Liu", "Sukai Huang"],
        ("cs.CL", "cs.AI"),
    )


def test_the_announcement_is_also_told_from_the_description() -> None:
    body = fixture("feed.rss").replace(b"arxiv:announce_type>", b"other>")
    new, replaced = papers_of(read_feed(body))
    assert (new.listed_on, replaced.listed_on) == (date(2026, 4, 27), None)


def test_an_empty_feed_of_a_weekend_is_no_error() -> None:
    assert list(read_feed(WEEKEND)) == []


def test_what_is_no_feed_is_refused() -> None:
    with pytest.raises(ArxivError, match="This is no answer of arXiv: it holds <OAI-PMH>"):
        list(read_feed(fixture("oai.xml")))
