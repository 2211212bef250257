from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.hostile import HOSTILE_TEXTS
from tests.papers.strategies import papers, texts
from tui.papers.identity import (
    arxiv_id_in,
    merge,
    near_titles,
    normalize_doi,
    placeholder_title,
    same_paper,
    title_key,
)
from tui.papers.links import link_key
from tui.papers.paper import Author, Link, LinkKind, Paper

TITANS = Paper("Titans: Learning to Memorize at Test Time")


@pytest.mark.parametrize(
    ("text", "arxiv_id"),
    [
        ("2501.00663", "2501.00663"),
        (" 2501.00663v2 ", "2501.00663"),
        ("0704.0001", "0704.0001"),
        ("math/0309136", "math/0309136"),
        ("math.GT/0309136v1", "math/0309136"),
        ("hep-th/9901001", "hep-th/9901001"),
        ("arXiv:2501.00663v1 [cs.LG]", "2501.00663"),
        ("https://arxiv.org/abs/2501.00663v3", "2501.00663"),
        ("http://www.arxiv.org/pdf/2501.00663.pdf", "2501.00663"),
        ("https://arxiv.org/html/2501.00663", "2501.00663"),
        ("https://arxiv.org/abs/cond-mat/0309136", "cond-mat/0309136"),
        ("https://huggingface.co/papers/2501.00663", "2501.00663"),
        ("https://doi.org/10.48550/arXiv.2501.00663", "2501.00663"),
        ("2513.00663", None),
        ("2500.00663", None),
        ("2501.006634", None),
        ("2501.006", None),
        ("math/0313136", None),
        ("a number 2501.00663 in prose", None),
        ("10.1000/182", None),
        ("", None),
    ],
)
def test_arxiv_ids_are_read_without_their_version(text: str, arxiv_id: str | None) -> None:
    assert arxiv_id_in(text) == arxiv_id


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("10.1000/182", "10.1000/182"),
        ("doi:10.1000/ABC", "10.1000/abc"),
        ("DOI: 10.1000/182.", "10.1000/182"),
        ("https://doi.org/10.1000/182", "10.1000/182"),
        ("http://dx.doi.org/10.1016/S0140(20)30183-5", "10.1016/s0140(20)30183-5"),
        ("https://doi.org/10.1002/%28SICI%291097", "10.1002/(sici)1097"),
        ("10.1000/182),", "10.1000/182"),
        ("10.1000.5/a/b", "10.1000.5/a/b"),
        ("10.48550/arXiv.2501.00663", None),
        ("https://doi.org/10.1000/a%0Ab", None),
        ("10.1000/", None),
        ("10.1000/...", None),
        ("10.1/x", None),
        ("n/a", None),
    ],
)
def test_dois_are_read_in_one_form(text: str, doi: str | None) -> None:
    assert normalize_doi(text) == doi


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_hostile_text_names_no_paper(text: str) -> None:
    assert arxiv_id_in(text) is None
    assert normalize_doi(text) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Attention Is All You Need", "attention is all you need."),
        ("Long-Range Arena", "Long Range  Arena"),
        (r"$\alpha$-divergence for $O(n^2)$", "α-Divergence for O(n2)"),
        (r"Sch\"olkopf's Kernels", "Schölkopf’s Kernels"),
        ("Scho\u0308lkopf", "SCHOLKOPF"),
        ("ﬁne ＦＵＬＬ", "Fine full"),
        ("Straße", "STRASSE"),
    ],
)
def test_titles_printed_differently_have_one_key(one: str, other: str) -> None:
    assert title_key(one) == title_key(other)


@pytest.mark.parametrize(
    ("title", "key"),
    [("GPT-4: C++!", "gpt4c"), ("大規模 モデル", "大規模モテル"), ("?!", "?!"), ("", "")],
)
def test_a_title_key_holds_letters_and_digits_of_any_script(title: str, key: str) -> None:
    assert title_key(title) == key


@given(texts)
def test_title_keys_ignore_case_and_surrounding_punctuation(title: str) -> None:
    key = title_key(title)
    assert isinstance(key, str)
    assert bool(key) == bool(title)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (replace(TITANS, arxiv_id="2501.00663"), Paper("Other title", arxiv_id="2501.00663"), True),
        (replace(TITANS, arxiv_id="2501.00663"), replace(TITANS, arxiv_id="2501.00664"), False),
        (replace(TITANS, doi="10.1000/1"), Paper("Other title", doi="10.1000/1"), True),
        (replace(TITANS, doi="10.1000/1"), replace(TITANS, doi="10.1000/2"), False),
        (replace(TITANS, arxiv_id="2501.00663"), replace(TITANS, doi="10.1000/1"), True),
        (
            replace(TITANS, arxiv_id="2501.00663"),
            Paper("TITANS, learning to memorize at test-time"),
            True,
        ),
        (TITANS, Paper("Pointer Networks"), False),
        (
            Paper("Erratum", authors=(Author("A. Bé"),)),
            Paper("Erratum.", authors=(Author("A Be"),)),
            True,
        ),
        (Paper("Erratum", authors=(Author("A"),)), Paper("Erratum", authors=(Author("B"),)), False),
        (Paper("Erratum", abstract="We err."), Paper("Erratum", abstract="We err. Twice."), True),
        (Paper("Erratum", abstract="We err."), Paper("Erratum", abstract="You err."), False),
        (Paper("Erratum", abstract="We err."), Paper("Erratum"), False),
        (Paper("Erratum"), Paper("Erratum"), True),
    ],
)
def test_ids_decide_then_titles_and_short_titles_need_a_witness(
    one: Paper, other: Paper, same: bool
) -> None:
    assert same_paper(one, other) is same
    assert same_paper(other, one) is same


@given(papers, papers)
def test_sameness_is_mutual_and_every_paper_is_itself(one: Paper, other: Paper) -> None:
    assert same_paper(one, one)
    assert same_paper(one, other) == same_paper(other, one)


def test_merging_takes_the_richer_value_of_each_field() -> None:
    known = Paper(
        "Titans: learning",
        abstract="Long abstract here.",
        authors=(Author("A. Behrouz"),),
        categories=("cs.AI",),
        keywords=("memory",),
        listed_on=date(2025, 3, 11),
        upvotes=5,
        stars=7,
        links=(Link(LinkKind.PROJECT, "http://GitHub.com/x/y.git"),),
        sources=("page",),
    )
    arrival = Paper(
        "Titans: Learning at Test Time",
        abstract="Short.",
        arxiv_id="2501.00663",
        authors=(Author("Ali Behrouz"), Author("Peilin Zhong")),
        categories=("cs.LG", "cs.AI"),
        comment="12 pages",
        published_on=date(2024, 12, 31),
        listed_on=date(2025, 1, 2),
        upvotes=3,
        links=(
            Link(LinkKind.CODE, "https://github.com/x/y/"),
            Link(LinkKind.PROJECT, "https://x.github.io"),
        ),
        sources=("hf", "page"),
    )
    assert merge(known, arrival) == Paper(
        "Titans: Learning at Test Time",
        abstract="Long abstract here.",
        arxiv_id="2501.00663",
        authors=(Author("Ali Behrouz"), Author("Peilin Zhong")),
        categories=("cs.LG", "cs.AI"),
        keywords=("memory",),
        comment="12 pages",
        published_on=date(2024, 12, 31),
        listed_on=date(2025, 1, 2),
        upvotes=5,
        stars=7,
        links=(
            Link(LinkKind.CODE, "https://github.com/x/y/"),
            Link(LinkKind.PROJECT, "https://x.github.io"),
        ),
        sources=("page", "hf"),
    )


def without_order(paper: Paper) -> tuple[object, ...]:
    """All but the day of publication, which has a law of its own."""
    scalars = replace(paper, published_on=None, categories=(), keywords=(), links=(), sources=())
    lists = (paper.categories, paper.keywords, paper.links, paper.sources)
    return scalars, *map(frozenset, lists)


@given(papers, papers)
def test_merging_again_changes_nothing(known: Paper, arrival: Paper) -> None:
    merged = merge(known, arrival)
    assert merge(merged, arrival) == merged
    assert merge(merged, merged) == merged


@given(papers, papers)
def test_merging_loses_nothing(known: Paper, arrival: Paper) -> None:
    merged = merge(known, arrival)
    for paper in (known, arrival):
        assert {link_key(link.url) for link in paper.links} <= {
            link_key(link.url) for link in merged.links
        }
        assert set(paper.categories) <= set(merged.categories)
        assert set(paper.keywords) <= set(merged.keywords)
        assert set(paper.sources) <= set(merged.sources)
        assert (merged.upvotes or 0) >= (paper.upvotes or 0)
        assert (merged.stars or 0) >= (paper.stars or 0)
        assert len(merged.abstract or "") >= len(paper.abstract or "")
        assert len(merged.authors) >= len(paper.authors)


@given(papers, papers, papers)
def test_the_order_of_arrival_changes_no_value(known: Paper, one: Paper, other: Paper) -> None:
    merged = merge(merge(known, one), other)
    assert without_order(merged) == without_order(merge(merge(known, other), one))
    assert without_order(merged) == without_order(merge(known, merge(one, other)))


@given(st.sampled_from([None, "2501.00663"]), st.sampled_from([None, "2501.00663"]))
def test_the_record_with_an_arxiv_id_names_the_primary_category(
    known_id: str | None, arrival_id: str | None
) -> None:
    known = replace(TITANS, arxiv_id=known_id, categories=("cs.AI",))
    arrival = replace(TITANS, arxiv_id=arrival_id, categories=("cs.LG",))
    expected = "cs.LG" if arrival_id and not known_id else "cs.AI"
    assert merge(known, arrival).categories[0] == expected


@given(papers)
def test_a_placeholder_is_no_title_beside_another(paper: Paper) -> None:
    placeholder = Paper(placeholder_title("2501.00663"), arxiv_id="2501.00663")
    assert merge(placeholder, paper).title == merge(paper, placeholder).title == paper.title


def test_a_title_that_only_begins_like_a_placeholder_is_a_title() -> None:
    ours, other = Paper("arXiv:2501.00663 and beyond"), Paper("Titans")
    assert merge(ours, other).title == ours.title


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("Titans: Learning to Memorize", "TITANS – learning to memorize!", True),
        ("Learning to memorise at test time", "Learning to memorize at test time", True),
        ("Learning to memorise at test", "Learning to forget at test", False),
        # Twenty letters take no slip, forty one, and not two.
        ("a" * 20, "a" * 19 + "b", False),
        ("a" * 21, "a" * 20 + "b", True),
        ("a" * 21, "a" * 20, True),
        ("a" * 40, "a" * 38 + "bb", False),
        ("a" * 41, "a" * 39 + "bb", True),
        ("GPT-4", "GPT-3", False),
        ("注意力机制综述", "注意力机制综述", True),
    ],
)
def test_near_titles_differ_in_less_than_one_letter_of_twenty(
    one: str, other: str, near: bool
) -> None:
    assert near_titles(one, other) == near_titles(other, one) == near


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_titles_can_be_compared(one: str, other: str) -> None:
    assert near_titles(one, one)
    assert near_titles(one, other) == near_titles(other, one)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("Yann LeCun", "Yoshua Bengio"), ("Ian Goodfellow", "Yoshua Bengio"), False),
        (("Yann LeCun", "Yoshua Bengio"), ("Y. LeCun", "Y. Bengio"), True),
        (("Xizi Wang",), ("Wang Xizi", "Feng Cheng"), True),
        (("Second Author", "First Author"), ("First Author", "Second Author"), True),
        (("Jürgen Schmidhuber",), ("Juergen Schmidhuber",), True),
        (("DeepSeek-AI",), ("Daya Guo", "DeepSeek-AI"), True),
        (("Ada Lovelace",), (), True),
        (("A. B.",), ("Ada Lovelace",), True),
    ],
)
def test_works_of_one_title_by_others_are_not_the_same(
    one: tuple[str, ...], other: tuple[str, ...], same: bool
) -> None:
    first = Paper("Deep learning of everything", authors=tuple(map(Author, one)))
    second = Paper("Deep Learning of Everything", authors=tuple(map(Author, other)))
    assert same_paper(first, second) == same_paper(second, first) == same


def test_one_abstract_shows_that_works_by_others_are_the_same() -> None:
    first = Paper("Deep learning of everything", "We learn it all.", authors=(Author("Ada Byron"),))
    assert same_paper(first, replace(first, authors=(Author("Countess Lovelace"),)))
