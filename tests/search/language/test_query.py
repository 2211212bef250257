"""The tree of a query: its simplest form, what it is asked, how it prints."""

from datetime import date

import pytest
from hypothesis import given, settings

from tests.search.query_texts import typed_texts
from tui.search.language import parse
from tui.search.language.query import (
    And,
    DateRange,
    Everything,
    Exact,
    Has,
    Leaf,
    Node,
    Not,
    NumberRange,
    Or,
    State,
    Text,
    all_of,
    any_of,
    conjuncts,
    field_of,
    leaves,
    none_of,
    positive_text,
    without_fields,
)

A, B, C = Text("a"), Text("b", "title"), Exact("tag", "c")


def test_conjunctions_and_disjunctions_are_flat() -> None:
    assert all_of([]) is None
    assert all_of([A]) == A
    assert all_of([And((A, B)), C]) == And((A, B, C))
    assert any_of([]) is None
    assert any_of([B]) == B
    assert any_of([A, Or((B, C))]) == Or((A, B, C))
    assert none_of(Not(A)) == A
    assert conjuncts(None) == ()


def test_leaves_come_from_left_to_right() -> None:
    assert list(leaves(And((Not(Or((A, B))), C)))) == [A, B, C]
    assert list(leaves(None)) == []


def test_positive_text_is_what_a_match_shows() -> None:
    assert positive_text(And((A, Or((B, C)), Not(Text("x"))))) == [A, B]
    assert positive_text(None) == []


@pytest.mark.parametrize(
    ("leaf", "field"),
    [
        (A, None),
        (B, "title"),
        (C, "tag"),
        (NumberRange("year", 1, 2), "year"),
        (DateRange(None, date(2025, 1, 1)), "date"),
        (State("read"), "is"),
        (Has("code"), "has"),
        (Everything(), None),
    ],
)
def test_each_leaf_asks_about_one_field(leaf: Leaf, field: str | None) -> None:
    assert field_of(leaf) == field


def test_clauses_on_some_fields_can_be_left_out() -> None:
    query = parse("a (cat:x OR keyword:y) (cat:x OR a) -cat:z year:2024")
    expected = parse("a (cat:x OR a) year:2024").root
    assert without_fields(query.root, {"cat", "keyword"}) == expected
    assert without_fields(parse("year:2024").root, {"year"}) is None
    assert without_fields(None, {"year"}) is None


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("a   AND b", "a b"),
        ("NOT (a OR b)", "-(a OR b)"),
        ("title:(a OR b) c", "(title:a OR title:b) c"),
        ("a OR (b c)", "a OR b c"),
        ("upvotes:>50 stars:7", "upvotes:51.. stars:7"),
        ("date:2025", "date:2025-01-01..2025-12-31"),
        ("date:>2025-01-01 sort:newest x", "date:2025-01-02.. x sort:newest"),
        ('tag:"to read" tag:"x"', 'tag:"to read" tag:x'),
        ("“a b” *", '"a b" *'),
        ("is:read has:code", "is:read has:code"),
        ("-a -(b c)", "-a -(b c)"),
        ("sort:stars", "sort:stars"),
    ],
)
def test_a_query_prints_as_canonical_text(text: str, printed: str) -> None:
    assert str(parse(text)) == printed


def is_simplest(node: Node | None) -> bool:
    match node:
        case And(children) | Or(children):
            flat = not any(type(child) is type(node) for child in children)
            return len(children) > 1 and flat and all(map(is_simplest, children))
        case Not(child):
            return not isinstance(child, Not) and is_simplest(child)
        case _:
            return True


@given(typed_texts)
@settings(max_examples=200)
def test_a_parsed_tree_is_in_its_simplest_form(text: str) -> None:
    assert is_simplest(parse(text).root)
