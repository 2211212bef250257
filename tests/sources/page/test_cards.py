"""Pages of cards as they are seen: saved as text, or as HTML without its data."""

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.hostile import HOSTILE_TEXTS
from tui.papers.paper import Link, LinkKind, Paper
from tui.papers.text import clean
from tui.sources.item import Found, Skipped
from tui.sources.page import holds_papers, read_html_cards, read_page
from tui.sources.page.count import printed_count

FIXTURES = Path(__file__).parents[2] / "fixtures"
DAILY = (FIXTURES / "page_daily.md").read_text("utf-8")
TRENDING = (FIXTURES / "page_trending.md").read_text("utf-8")
HTML = (FIXTURES / "page_daily.html").read_text("utf-8")
PROSE = "We show in this abstract that ten words and a full stop are enough for one."


def papers_of(text: str, year: int = 2020) -> list[Paper]:
    return [item.paper for item in read_page(text, year=year) if isinstance(item, Found)]


def test_a_card_of_a_daily_page_gives_what_it_shows() -> None:
    assert papers_of(DAILY)[0] == Paper(
        "Sparse Memories [Extended]: Faithful Answers",
        abstract="Recent progress in language models has been defined by scale, which absorbs "
        "more and more of the world's knowledge (code: https://github.com/lab/sparse).",
        arxiv_id="2512.00683",
        organization="The Lab",
        published_on=date(2025, 12, 29),
        listed_on=date(2026, 1, 2),
        upvotes=101,
        num_comments=6,
        links=(Link(LinkKind.CODE, "https://github.com/lab/sparse"),),
        sources=("page",),
    )


def test_a_dash_is_no_upvote_and_authors_are_not_told() -> None:
    noisy = papers_of(DAILY)[1]
    assert (noisy.upvotes, noisy.authors, noisy.organization) == (0, (), None)
    assert noisy.published_on == date(2025, 2, 27)


def test_an_upvote_without_a_title_is_told() -> None:
    assert [item for item in read_page(DAILY, year=2026) if isinstance(item, Skipped)] == [
        Skipped("paper 2512.09999", "The page doesn't show its title.")
    ]


def test_without_a_link_to_another_day_the_list_day_is_in_the_given_year() -> None:
    without_link = DAILY.replace("/papers/date/", "/about/")
    assert papers_of(without_link, 2024)[0].listed_on == date(2024, 1, 2)


def test_a_trending_page_that_shows_each_card_twice_gives_it_once() -> None:
    wall, paged = papers_of(TRENDING)
    assert wall == Paper(
        "The Other Half of the Memory Wall",
        abstract="Inference on small machines is bounded by weight memory, and sparsity shrinks "
        "the compute per token.",
        arxiv_id="2609.18063",
        organization="Edge0",
        published_on=date(2026, 9, 16),
        upvotes=1025,
        stars=3290,
        submitter="adaabel",
        links=(Link(LinkKind.CODE, "https://github.com/Edge0-AI/edge0"),),
        sources=("page",),
    )
    assert (paged.title, paged.stars) == ("Efficient Memory Management with PagedThings", 110_000)
    assert (paged.submitter, paged.published_on) == (None, date(2023, 9, 12))


def test_a_title_above_a_bare_address_is_a_card() -> None:
    page = f"Sparse Memories\nhttps://huggingface.co/papers/2512.00683\n\n{PROSE}\n"
    assert papers_of(page) == [
        Paper("Sparse Memories", PROSE, arxiv_id="2512.00683", sources=("page",))
    ]


@pytest.mark.parametrize(
    "abstract",
    [
        "We extend the earlier work with more words than ten here, see\n{}\nwhich is great.",
        "We extend the earlier work with more words than ten here, see\n{}",
        "The earlier work\n{}\nwhich everybody should read is extended here by far, and more.",
    ],
)
def test_an_address_within_a_sentence_has_no_title_above_it(abstract: str) -> None:
    text = abstract.format("https://huggingface.co/papers/2401.00001")
    page = f"### [Paper One](/papers/2512.00001)\n\n{text}\n\n### [Two](/papers/2512.00002)\n"
    assert [paper.title for paper in papers_of(page)] == ["Paper One", "Two"]
    assert "2401.00001" in (papers_of(page)[0].abstract or "2401.00001")


@pytest.mark.parametrize(
    "above", [PROSE, "Look at this:\n", "https://huggingface.co/papers/2512.00009"]
)
def test_an_address_below_prose_or_another_has_no_title_and_it_is_told(above: str) -> None:
    page = f"### [Paper One](/papers/2512.00001)\n\n{above}\nhttps://hf.co/papers/2401.00001\n"
    *_, told = read_page(page, year=2025)
    assert told == Skipped("paper 2401.00001", "The page doesn't show its title.")


def test_titles_and_addresses_by_turns_are_papers() -> None:
    lines = "vLLM: Serving\nhttps://hf.co/papers/2512.00001\niGPT Again\nhttps://hf.co/papers/2512.00002"
    assert [paper.title for paper in papers_of(lines)] == ["vLLM: Serving", "iGPT Again"]


def test_upvotes_behind_a_title_as_in_the_mail_are_not_part_of_it() -> None:
    page = "### [Sparse Memories (1,113 ▲)](https://huggingface.co/papers/2512.00683)\n"
    (paper,) = papers_of(page)
    assert (paper.title, paper.upvotes) == ("Sparse Memories", 1113)


def test_a_link_to_a_paper_within_prose_makes_no_card() -> None:
    page = f"A Title of a Paper\n\n{PROSE} See [it](https://huggingface.co/papers/2512.00683)."
    (paper,) = papers_of(page)
    assert (paper.title, paper.arxiv_id) == ("A Title of a Paper", None)


def test_html_in_a_readers_view_gives_its_visible_cards() -> None:
    without_data = HTML.replace("data-props", "data-none")
    herd, tora = (
        item.paper for item in read_html_cards(without_data, year=2024) if isinstance(item, Found)
    )
    assert herd == Paper(
        "A Herd of Models & More",
        arxiv_id="2407.21783",
        listed_on=date(2024, 8, 1),
        upvotes=94,
        num_comments=5,
        submitter="akhaliq",
        sources=("page",),
    )
    assert tora == Paper(
        "Tora: Trajectories",
        abstract="Tora draws trajectories and turns them into moving pictures, one at a time, "
        "for everybody.",
        arxiv_id="2407.21705",
        organization="Tora Lab",
        published_on=date(2024, 7, 30),
        listed_on=date(2024, 8, 1),
        upvotes=24,
        stars=1200,
        links=(Link(LinkKind.CODE, "https://github.com/tora-lab/tora"),),
        sources=("page",),
    )


def test_pages_of_cards_are_known_by_their_links() -> None:
    assert holds_papers(DAILY)
    assert holds_papers(TRENDING)
    assert holds_papers("Sparse Memories\nhttps://huggingface.co/papers/2512.00683\n")
    assert not holds_papers("[it](https://huggingface.co/papers/2512.00683)")
    assert not holds_papers("### [![](x.png)](https://huggingface.co/papers/2512.00683)")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("117", 117),
        ("1,204", 1204),
        ("GitHub 3.29k", 3290),
        ("110k", 110_000),
        ("1.2M", 1_200_000),
        ("Upvote 25", 25),
        ("GitHub", None),
        ("", None),
        ("1.2.3", None),
    ],
)
def test_a_printed_number_is_read(text: str, count: int | None) -> None:
    assert printed_count(text) == count


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_hostile_cards_are_read_cleaned_and_fast(text: str) -> None:
    page = f"### [Title {text}](/papers/2512.00683)\n\n{text}\n\n[5](/papers/2512.00683#c)\n\n"
    started = time.process_time()
    items = list(read_page(f"{page}### [Last Title](/papers/2512.00684)", year=2025))
    list(read_html_cards(f"<article><h3>{page}</h3>", year=2025))
    assert time.process_time() - started < 1
    papers = [item.paper for item in items if isinstance(item, Found)]
    assert "Last Title" in [paper.title for paper in papers]
    assert all(clean(paper.title) == paper.title for paper in papers)


@pytest.mark.parametrize(
    "piece", ["<", "<!--", "<a href=", "</", "&#", "[", "![", "](", "\\", "<!["]
)
def test_what_is_never_closed_takes_no_longer_than_it_is_long(piece: str) -> None:
    started = time.process_time()
    list(read_html_cards(piece * 30_000, year=2025))
    holds_papers(f"/papers/{piece * 30_000}")
    assert time.process_time() - started < 3


_PIECES = ["### ", "[x", "](", "/papers/2512.00683", ")", "\n\n", "·", "Jan 2", "<a href='", "<h3>"]


@settings(max_examples=80)
@given(st.lists(st.sampled_from([*_PIECES, *HOSTILE_TEXTS[:30]]), max_size=20))
def test_any_html_gives_items(pieces: list[str]) -> None:
    for item in read_html_cards("".join(pieces), year=2025):
        assert isinstance(item, Found | Skipped)
