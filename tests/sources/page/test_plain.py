import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.hostile import HOSTILE_TEXTS
from tui.errors import PapertuiError
from tui.papers.paper import Link, LinkKind, Paper
from tui.papers.text import clean
from tui.sources.item import Found, Skipped
from tui.sources.page import date_line, holds_papers, read_page

ROOT = Path(__file__).parents[3]
SEED = (ROOT / "seeds" / "000_b3343398818b8c8c.txt").read_text(encoding="utf-8")
TWO_DAYS = (ROOT / "tests" / "fixtures" / "page_two_days.txt").read_text(encoding="utf-8")
ABSTRACT = "We show in this abstract that ten words and a full stop are enough for one."


def papers_of(text: str) -> list[Paper]:
    return [item.paper for item in read_page(text, year=2025) if isinstance(item, Found)]


def skipped_of(text: str) -> list[Skipped]:
    return [item for item in read_page(text, year=2025) if isinstance(item, Skipped)]


def test_the_seed_page_gives_its_55_papers_word_for_word() -> None:
    _, _, listing = SEED.partition("\nMar 11\n")
    lines = [" ".join(line.split()) for line in listing.split("\n") if line.strip()]
    assert len(lines) == 110
    items = list(read_page(SEED, year=2025))
    assert items == [item for item in items if isinstance(item, Found) and item.triage is None]
    papers = papers_of(SEED)
    assert [paper.title for paper in papers] == lines[0::2]
    assert [paper.abstract for paper in papers] == lines[1::2]


def test_the_seed_papers_are_listed_on_one_day_by_one_source() -> None:
    assert {paper.listed_on for paper in papers_of(SEED)} == {date(2025, 3, 11)}
    assert {paper.sources for paper in papers_of(SEED)} == {("page",)}


def test_the_seed_page_names_five_repositories_and_one_project_page() -> None:
    links = [link for paper in papers_of(SEED) for link in paper.links]
    assert links == [
        Link(LinkKind.CODE, "https://github.com/changshuowang/GPSFormer"),
        Link(LinkKind.CODE, "https://github.com/SJTUwxz/LoCoNet_ASD"),
        Link(LinkKind.PROJECT, "https://mega-tts.github.io/demo-page"),
        Link(LinkKind.CODE, "https://github.com/JegZheng/MS-MLP"),
        Link(LinkKind.CODE, "https://github.com/cisnlp/relation-specific-neurons"),
        Link(LinkKind.CODE, "https://github.com/Facico/Dynamic-Logit-Fusion"),
    ]


def test_a_page_of_two_days_lists_each_paper_on_its_day() -> None:
    assert [(paper.title, paper.listed_on) for paper in papers_of(TWO_DAYS)] == [
        ("Sparse Memories for Long Documents", date(2025, 3, 11)),
        ("Pointer Networks, Revisited", date(2025, 3, 11)),
        ("A Title Whose Abstract Was Not Shown", date(2025, 3, 11)),
        ("What Do Graph Networks Forget?", date(2025, 3, 12)),
    ]


def test_an_abstract_may_be_wrapped_and_have_paragraphs_or_be_missing() -> None:
    sparse, _, without_abstract, _ = papers_of(TWO_DAYS)
    assert sparse.abstract is not None
    assert "piece by piece loses what connects" in sparse.abstract
    assert sparse.abstract.endswith(
        "). It is trained end to end, on one machine, in less than a day."
    )
    assert sparse.links == (Link(LinkKind.CODE, "https://github.com/lab/sparse-memories"),)
    assert without_abstract.abstract is None


def test_what_is_no_paper_is_reported_with_its_line() -> None:
    assert skipped_of(TWO_DAYS) == [
        Skipped("line 26", "This title stands above already."),
        Skipped("line 32", "This is too short for a title without an abstract."),
    ]


def test_an_abstract_without_a_title_is_reported() -> None:
    page = f"Mar 11\n\n{ABSTRACT}\n\nA Title of a Paper\n\n{ABSTRACT}"
    assert skipped_of(page) == [Skipped("line 3", "This text has no title above it.")]
    assert len(papers_of(page)) == 1


def test_a_page_without_a_date_line_gives_papers_without_a_day() -> None:
    page = f"new\n\nSubscribe\n\nA Title of a Paper\n\n{ABSTRACT}\n\nAnother Title of One"
    assert papers_of(page) == [
        Paper("A Title of a Paper", ABSTRACT, sources=("page",)),
        Paper("Another Title of One", sources=("page",)),
    ]


def test_papers_above_the_first_date_line_are_read_too() -> None:
    page = f"new\n\nFirst Paper Here\n\n{ABSTRACT}\n\nMar 11\n\nSecond Paper Here\n\n{ABSTRACT}"
    assert [paper.listed_on for paper in papers_of(page)] == [None, date(2025, 3, 11)]


def test_line_ends_and_a_byte_order_mark_do_not_matter() -> None:
    windows = "\ufeff" + SEED.replace("\n", "\r\n")
    assert papers_of(windows) == papers_of(SEED)


@pytest.mark.parametrize("text", ["", "\n\n", "new\n\nSubscribe", "Mar 11", ABSTRACT])
def test_a_page_without_papers_is_an_error(text: str) -> None:
    with pytest.raises(PapertuiError, match="holds no papers"):
        list(read_page(text, year=2025))


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_hostile_titles_and_abstracts_are_read_cleaned(text: str) -> None:
    page = f"Mar 11\n\nTitle {text[:100]} end\n\n{ABSTRACT} {text} {ABSTRACT}\n\nLast Title Here"
    started = time.process_time()
    papers = papers_of(page)
    assert time.process_time() - started < 1
    assert papers[-1].title == "Last Title Here"
    assert all(clean(paper.title) == paper.title for paper in papers)
    assert all(clean(paper.abstract or "") == (paper.abstract or "") for paper in papers)


@given(st.lists(st.sampled_from([*HOSTILE_TEXTS[:60], "Mar 11", ABSTRACT, "A Title Here"])))
def test_any_page_gives_items_or_says_that_it_holds_none(blocks: list[str]) -> None:
    items: list[Found | Skipped] = []
    try:
        items.extend(read_page("\n\n".join(blocks), year=2025))
    except PapertuiError as error:
        items.append(Skipped("page", error.message))
    assert items


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Mar 11", date(2025, 3, 11)),
        ("March 11", date(2025, 3, 11)),
        ("mar. 1", date(2025, 3, 1)),
        ("Sept 30", date(2025, 9, 30)),
        ("Mar 11, 2024", date(2024, 3, 11)),
        ("11 Mar 2024", date(2024, 3, 11)),
        ("11 March", date(2025, 3, 11)),
        ("2024-03-11", date(2024, 3, 11)),
        ("May 5", date(2025, 5, 5)),
        ("Feb 30", None),
        ("2024-13-01", None),
        ("Marc 11", None),
        ("Top 10", None),
        ("Mar 11 papers", None),
        ("", None),
    ],
)
def test_a_date_line_names_a_day_and_nothing_else(line: str, day: date | None) -> None:
    assert date_line(line, 2025) == day


def test_a_page_is_known_by_a_day_above_a_title_and_its_abstract() -> None:
    assert holds_papers(SEED)
    assert holds_papers(TWO_DAYS)
    assert holds_papers(f"Feb 29\n\nPapers\n\nA-Star Search Revisited\n\n{ABSTRACT}")


LONG = " ".join([ABSTRACT] * 4)
PAIR = f"Long-Range Context (Part 1)\n\n{LONG}"


def test_without_a_day_a_page_is_titles_and_long_abstracts_by_turns() -> None:
    assert holds_papers(SEED.replace("\nMar 11\n", "\n"))
    assert holds_papers(f"{PAIR}\n\n{PAIR}\n\nSubscribe")


LETTER = f"Dear Bob and dear Alice,\n\n{ABSTRACT}\n\nBest regards\nBob"


@pytest.mark.parametrize(
    "text",
    [
        "Just\n\nsome\n\nwords",
        ABSTRACT,
        LETTER,
        f"11 March 2025\n\n{LETTER}",
        f"A Title of a Paper\n\n{ABSTRACT}\n\nA Title of Another\n\n{ABSTRACT}",
        f"A Title of a Paper\n\n{ABSTRACT}\n\nMar 11",
        "Mar 11\n\nBought some bread",
        "\n\n".join([PAIR] * 3).replace("Long-", "## Long-"),
        "\n\n".join([PAIR] * 3).replace("Long-", "- Long-"),
        "\n\n".join([PAIR] * 3).replace("(Part 1)", "= {1};"),
        "\n\n".join([PAIR] * 3).replace("Context (Part 1)", "Context"),
        "\n\n".join([PAIR] * 3).replace("e", "(0)"),
        "\n\n".join([PAIR, LONG] * 3),
        PAIR,
    ],
)
def test_letters_notes_and_code_are_no_pages(text: str) -> None:
    assert not holds_papers(text)
