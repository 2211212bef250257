"""How a paper becomes a document."""

from datetime import date

import pytest

from tui.papers.paper import Author, Link, LinkKind, Paper
from tui.search.schema import FLAGS, NUMBERS, document, exact_value, schema


def flags_of(paper: Paper) -> set[str]:
    bits = document(1, paper)["flags"]
    return {name for bit, name in enumerate(FLAGS) if bits >> bit & 1}


def numbers(number: int, paper: Paper) -> tuple[int, ...]:
    return tuple(document(number, paper)[name] for name in NUMBERS)


def test_every_value_has_a_field() -> None:
    paper = Paper("A title", "An abstract", comment="c", organization="o", venue="v")
    assert set(document(1, paper)) <= set(schema().names())


def test_titles_are_stemmed_and_kept_as_they_are_written() -> None:
    values = document(1, Paper("Transformers, learning Écoles"))
    assert values["title"] == ["transform", "learn", "ecol"]
    assert values["title_words"] == ["transformers", "learning", "ecoles"]
    assert values["title_key"] == b"transformers learning ecoles"


def test_a_title_without_words_is_its_own_key() -> None:
    values = document(1, Paper("?!"))
    assert values["title_key"] == b"?!"
    assert "title" not in values


def test_tex_is_indexed_as_it_is_displayed() -> None:
    assert document(1, Paper("$\\alpha$ and Schr\\\"odinger"))["title_words"] == [
        "α", "and", "schrodinger",
    ]  # fmt: skip


def test_nothing_spans_two_authors_or_keywords() -> None:
    paper = Paper("T", authors=(Author("Ada Lovelace"), Author("Alan Turing")))
    assert document(1, paper)["author"] == ["ada", "lovelace", "", "alan", "turing"]


def test_columns_hold_numbers_and_what_is_unknown() -> None:
    day = date(2024, 2, 29)
    known = Paper("T", listed_on=day, upvotes=3, stars=10**12)
    assert numbers(7, known) == (7, day.toordinal(), 3, 2**31 - 1, 0)
    assert numbers(8, Paper("T")) == (8, 0, -1, -1, 0)


def test_the_list_day_counts_before_the_day_of_publication() -> None:
    paper = Paper("T", listed_on=date(2024, 1, 2), published_on=date(2023, 1, 1))
    assert document(1, paper)["day"] == date(2024, 1, 2).toordinal()


def test_flags_tell_what_a_paper_has() -> None:
    links = tuple(Link(kind, f"https://{kind}.org/x") for kind in LinkKind)
    assert flags_of(Paper("T", "A", links=links)) == set(FLAGS)
    assert flags_of(Paper("T")) == set()


def test_a_pdf_that_could_be_had_by_an_arxiv_id_is_none_that_a_paper_has() -> None:
    assert flags_of(Paper("T", arxiv_id="2501.00663")) == set()


def test_a_category_counts_as_all_above_it() -> None:
    values = document(1, Paper("T", categories=("cs.CL", "hep-th")))
    assert values["cat"] == {"cs", "cs.cl", "hep-th"}
    assert values["cat_value"] == {"cs.CL", "hep-th"}


@pytest.mark.parametrize(
    ("value", "folded"), [("CS.CL", "cs.cl"), ("  Café   au lait ", "cafe au lait")]
)
def test_exact_values_are_folded(value: str, folded: str) -> None:
    assert exact_value(value) == folded


def test_a_category_of_many_parts_counts_as_a_few_above_it() -> None:
    deep = ".".join("abcdefgh")
    assert document(1, Paper("T", categories=(deep,)))["cat"] == {
        "a", "a.b", "a.b.c", "a.b.c.d", deep,
    }  # fmt: skip


def test_of_very_many_values_some_are_told_apart() -> None:
    paper = Paper("T", keywords=tuple(f"k{number}" for number in range(1000)))
    assert len(document(1, paper)["keyword_value"]) == 256
