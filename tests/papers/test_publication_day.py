"""Which day a paper was published on, when records disagree."""

from dataclasses import replace
from datetime import date
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.papers.identity import merge
from tui.papers.paper import Paper


@pytest.mark.parametrize(
    ("one", "other", "merged"),
    [
        (date(2025, 1, 1), date(2025, 3, 11), date(2025, 3, 11)),
        (date(2025, 3, 1), date(2025, 3, 11), date(2025, 3, 11)),
        (date(2025, 1, 1), date(2026, 3, 11), date(2025, 1, 1)),
        (date(2025, 3, 1), date(2025, 4, 11), date(2025, 3, 1)),
        (date(2025, 1, 2), date(2025, 3, 11), date(2025, 1, 2)),
        (date(2025, 1, 1), None, date(2025, 1, 1)),
    ],
)
def test_a_year_or_month_alone_does_not_replace_a_day_in_it(
    one: date, other: date | None, merged: date
) -> None:
    told = Paper("Titans", published_on=one), Paper("Titans", published_on=other)
    assert merge(*told).published_on == merge(*reversed(told)).published_on == merged


@given(st.permutations([date(2025, *day) for day in ((1, 1), (3, 1), (3, 11), (3, 12), (7, 1))]))
def test_the_day_of_publication_is_the_same_whichever_was_told_first(days: list[date]) -> None:
    told = (Paper("Titans", published_on=day) for day in days)
    assert reduce(merge, told).published_on == date(2025, 3, 11)


@pytest.mark.parametrize(
    ("arxiv_id", "one", "other", "merged"),
    [
        ("2501.00001", date(2025, 1, 1), date(2025, 12, 1), date(2025, 1, 1)),
        ("2503.00001", date(2025, 3, 1), date(2025, 1, 1), date(2025, 3, 1)),
        ("2503.00001", date(2025, 3, 9), date(2024, 1, 1), date(2025, 3, 9)),
        ("2503.00001", date(2025, 3, 1), date(2025, 3, 9), date(2025, 3, 9)),
        ("2501.00663", date(2024, 12, 31), date(2025, 1, 1), date(2024, 12, 31)),
        ("2503.00001", date(2025, 2, 20), date(2025, 4, 9), date(2025, 2, 20)),
        ("math/0309136", date(2003, 9, 1), date(2003, 10, 9), date(2003, 9, 1)),
        ("hep-th/9912001", date(1999, 12, 1), date(1999, 1, 20), date(1999, 12, 1)),
    ],
)
def test_the_day_that_fits_the_arxiv_id_is_that_of_publication(
    arxiv_id: str, one: date, other: date, merged: date
) -> None:
    ours = Paper("Titans", arxiv_id=arxiv_id, published_on=one)
    theirs = Paper("Titans", published_on=other)
    assert merge(ours, theirs).published_on == merge(theirs, ours).published_on == merged


days_around_an_id = st.sampled_from(
    [date(2025, *day) for day in ((1, 1), (2, 26), (3, 1), (3, 11), (4, 1), (7, 1), (12, 1))]
)
dated_papers = st.builds(
    Paper,
    title=st.just("Titans"),
    arxiv_id=st.sampled_from([None, "2503.00663"]),
    published_on=st.none() | days_around_an_id,
)


@given(dated_papers, dated_papers, dated_papers)
def test_once_the_arxiv_id_is_known_the_order_of_arrival_changes_no_day(
    known: Paper, one: Paper, other: Paper
) -> None:
    known = replace(known, arxiv_id="2503.00663")
    merged = merge(merge(known, one), other)
    assert merged == merge(merge(known, other), one)
    assert merged == merge(other, merge(one, known))
