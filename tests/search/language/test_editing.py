"""Edits of a query's text: its order, its day."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.search.query_texts import typed_texts
from tui.search.language import parse
from tui.search.language.editing import date_of, with_date, with_similar, with_sort
from tui.search.language.query import SORTS, Exact

DAY = date(2025, 3, 11)


@pytest.mark.parametrize(
    ("text", "sorted_text"),
    [
        ("", "sort:stars"),
        ("a", "a sort:stars"),
        ("a sort:title b", "a b sort:stars"),
        ("sort:title a sort:nonsense", "a sort:stars"),
        ("a AND sort:title", "a sort:stars"),
        ("NOT sort:title a", "a sort:stars"),
        ("a (b sort:(title))", "a (b) sort:stars"),
        ("a OR b", "a OR b sort:stars"),
        ('"a', '"a" sort:stars'),
    ],
)
def test_the_order_is_replaced(text: str, sorted_text: str) -> None:
    assert with_sort(text, "stars") == sorted_text


def test_the_order_can_be_left_to_the_query() -> None:
    assert with_sort("a sort:title b", None) == "a b"


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("", "date:2025-03-11"),
        ("a date:2024 b", "a b date:2025-03-11"),
        ("(date:2024 OR date:2023) b", "b date:2025-03-11"),
        ("date:nonsense a", "a date:2025-03-11"),
        ("a OR b", "(a OR b) date:2025-03-11"),
        ("(a OR date:2024) -date:7d", "(a OR date:2024) -date:7d date:2025-03-11"),
    ],
)
def test_the_day_is_replaced(text: str, dated: str) -> None:
    assert with_date(text, DAY) == dated


def test_the_day_can_be_taken_out() -> None:
    assert with_date("a date:2025-03-11", None) == "a"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("a date:2025-03-11", DAY),
        ("date:2025", None),
        ("a", None),
        ("date:2025-03-11 OR a", None),
    ],
)
def test_the_single_day_of_a_query(text: str, day: date | None) -> None:
    assert date_of(text) == day


def test_a_query_for_similar_papers() -> None:
    assert parse(with_similar(17)).root == Exact("similar", "17")


@given(typed_texts, st.sampled_from(SORTS))
@settings(max_examples=300)
def test_a_new_order_changes_nothing_else(text: str, sort: str) -> None:
    query = parse(with_sort(text, sort))
    assert (query.root, query.sort) == (parse(text).root, sort)


@given(typed_texts)
@settings(max_examples=200)
def test_without_an_order_nothing_else_changes(text: str) -> None:
    query = parse(with_sort(text, None))
    assert (query.root, query.sort) == (parse(text).root, None)


@given(typed_texts)
@settings(max_examples=200)
def test_a_new_day_is_the_day(text: str) -> None:
    assert date_of(with_date(text, DAY)) == DAY
