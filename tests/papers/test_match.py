"""Which of the papers found for a title is the one."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.papers.strategies import papers
from tui.papers.identity import near_titles, same_paper
from tui.papers.match import best_matches, same_numbers
from tui.papers.paper import Author, Paper

ABSTRACT = (
    "Over more than a decade there has been an extensive research effort on how to effectively"
    " utilize recurrent models and attention."
)
STRANGE = (
    "Active Speaker Detection aims to identify who is speaking in each frame of a video, from"
    " what is seen and what is heard of it."
)
TITLE = "Titans: Learning to Memorize at Test Time"
SLIP = "Titans: Learning to Memorise at Test Time"
TITANS = Paper(TITLE, ABSTRACT, authors=(Author("Ali Behrouz"), Author("Peilin Zhong")))


def found(title: str, arxiv_id: str = "2501.00663", **fields: Any) -> Paper:
    return replace(Paper(title, arxiv_id=arxiv_id), **fields)


def ids(wanted: Paper, *candidates: Paper) -> list[str | None]:
    return [paper.arxiv_id for paper in best_matches(wanted, candidates)]


@pytest.mark.parametrize(
    ("title", "is_match"),
    [
        (TITLE, True),
        ("TITANS – learning to memorize at test-time", True),
        (SLIP, True),
        ("Titan: Learning to Memorise at Test Times", False),
        ("Learning to Memorize at Test Time", False),
        ("Titans: Learning to Forget at Test Time", False),
    ],
)
def test_a_title_must_be_the_same_but_for_slips(title: str, is_match: bool) -> None:
    assert bool(ids(Paper(TITLE), found(title))) is is_match


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Qwen3-Omni Technical Report", "Qwen3.5-Omni Technical Report"),
        (
            "Results of the 2024 Video Browser Showdown",
            "Results of the 2025 Video Browser Showdown",
        ),
        (
            "On the Geometry of Attention in Deep Networks, Part I",
            "On the Geometry of Attention in Deep Networks, Part II",
        ),
        (
            "On the Geometry of Attention in Deep Networks, Vol. A",
            "On the Geometry of Attention in Deep Networks, vol. b",
        ),
        (
            "Type I Errors in the Evaluation of Large Language Models",
            "Type V Errors in the Evaluation of Large Language Models",
        ),
        (
            "On the Geometry of Attention in Deep Networks, part ii",
            "On the Geometry of Attention in Deep Networks, part iii",
        ),
    ],
)
def test_a_slip_in_a_number_is_another_paper_whatever_the_abstract_says(
    one: str, other: str
) -> None:
    assert ids(Paper(one, ABSTRACT), found(other, abstract=ABSTRACT)) == []


def test_a_part_number_may_be_printed_in_any_way() -> None:
    one = "On the Geometries of Attention in Deep Networks, Part II"
    for other in (
        "On the Geometry of Attention in Deep Networks: PART II",
        "On the geometry of attention in deep networks – part Ⅱ",
    ):
        assert same_numbers(one, other)
        assert not same_numbers(one, other.replace("II", "IV").replace("Ⅱ", "Ⅳ"))


def test_a_nearly_equal_title_does_not_outweigh_another_abstract_or_other_authors() -> None:
    assert ids(TITANS, found(SLIP, abstract=STRANGE)) == []
    assert ids(TITANS, found(SLIP, authors=(Author("Ada Lovelace"),))) == []
    assert ids(TITANS, found(SLIP, authors=(Author("A. Behrouz"),))) == ["2501.00663"]
    assert ids(TITANS, found(SLIP, abstract=f"{ABSTRACT} More of it.")) == ["2501.00663"]


def test_an_equal_title_does() -> None:
    """Abstracts are rewritten from version to version, and pages shorten them."""
    assert ids(TITANS, found(TITLE, abstract=STRANGE)) == ["2501.00663"]


def test_of_several_an_equal_title_is_best_then_the_abstract_then_the_authors() -> None:
    slip = found(SLIP, "2501.00001", abstract=ABSTRACT)
    equal = found(TITLE, "2501.00002", abstract=STRANGE)
    right = found(TITLE, "2501.00003", abstract=ABSTRACT)
    assert ids(TITANS, slip, equal) == ["2501.00002"]
    assert ids(TITANS, slip, equal, right) == ["2501.00003"]
    by_author = found(TITLE, "2501.00004", authors=TITANS.authors)
    assert ids(TITANS, equal, by_author) == ["2501.00004"]


def test_papers_that_are_equally_good_are_all_given_each_once() -> None:
    one, other = found(TITLE, "2501.00001"), found(TITLE, "2501.00002")
    assert ids(TITANS, one, other, one) == ["2501.00001", "2501.00002"]


def test_a_paper_without_an_arxiv_id_is_no_match() -> None:
    assert best_matches(TITANS, [TITANS]) == []


def test_another_doi_is_another_paper() -> None:
    wanted = replace(TITANS, doi="10.1000/1")
    assert ids(wanted, found(TITLE, doi="10.1000/2")) == []
    assert ids(wanted, found(TITLE, doi="10.1000/1")) == ["2501.00663"]


def test_a_short_title_needs_a_witness() -> None:
    wanted = Paper("Erratum", abstract=ABSTRACT)
    assert ids(wanted, found("Erratum")) == []
    assert ids(wanted, found("Erratum", abstract=ABSTRACT)) == ["2501.00663"]


@settings(max_examples=50)
@given(papers, st.lists(papers, max_size=4))
def test_no_match_contradicts_what_makes_papers_the_same(
    wanted: Paper, candidates: list[Paper]
) -> None:
    wanted = replace(wanted, arxiv_id=None)
    for match in best_matches(wanted, candidates):
        assert match.arxiv_id
        assert near_titles(wanted.title, match.title)
        assert same_paper(replace(wanted, title=match.title), match)
