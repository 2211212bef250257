"""Answers and pages of Hugging Face that were saved to a file."""

import json
from datetime import date
from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.hostile import HOSTILE_TEXTS
from tui.papers.paper import Author, Paper
from tui.sources.huggingface.saved import read_answers, read_page_data
from tui.sources.item import Found, Skipped

FIXTURES = Path(__file__).parents[2] / "fixtures"
PAGE = (FIXTURES / "page_daily.html").read_text("utf-8")
ROW = {"paper": {"id": "2405.20000", "title": "A Row"}}
DETAILS = {"id": "2501.00663", "title": "Details", "publishedAt": "2025-01-02T00:00:00Z"}


def titles(items: list[Found | Skipped]) -> list[str]:
    return [item.paper.title if isinstance(item, Found) else item.reason for item in items]


def page_with(props: object, target: str = "DailyPapers") -> str:
    attribute = escape(json.dumps(props))
    return f'<div data-target="{target}" data-props="{attribute}"><p>visible</p></div>'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (json.dumps([ROW]), ["A Row"]),
        (json.dumps(DETAILS, indent=1), ["Details"]),
        (f"{json.dumps(ROW)}\n{json.dumps(DETAILS)}\n", ["A Row", "Details"]),
        (f"{json.dumps([ROW])}\n{json.dumps([ROW])}", ["A Row", "A Row"]),
        (json.dumps({"dailyPapers": [ROW], "date": "x"}), ["A Row"]),
        (json.dumps({"error": "Not found"}), []),
        ("[]", []),
    ],
)
def test_answers_of_every_shape_are_read(text: str, expected: list[str]) -> None:
    assert titles(list(read_answers(text.encode()))) == expected


def test_an_answer_that_is_cut_off_keeps_what_came_before() -> None:
    row, end = read_answers(json.dumps([ROW, ROW])[:-5].encode())
    assert isinstance(row, Found)
    assert isinstance(end, Skipped)
    assert end.reason.startswith("The answer breaks off there: ")


def test_a_page_carries_more_than_it_shows() -> None:
    herd, tora = read_page_data(PAGE)
    assert herd == Found(
        Paper(
            "A Herd of Models & More",
            abstract="It's a herd.",
            arxiv_id="2407.21783",
            authors=(Author("Ada Abel"),),
            published_on=date(2024, 7, 31),
            listed_on=date(2024, 8, 1),
            upvotes=94,
            num_comments=5,
            submitter="AK",
            sources=("page",),
        )
    )
    assert isinstance(tora, Found)
    assert tora.paper.listed_on == date(2024, 8, 1)


@pytest.mark.parametrize(
    ("props", "listed_on"),
    [
        ({"periodType": "day", "dateString": "2026-10-02", "dailyPapers": [ROW]}, "2026-10-02"),
        ({"periodType": "week", "dateString": "2026-W40", "dailyPapers": [ROW]}, None),
        ({"periodType": "month", "date": "2026-10-01", "dailyPapers": [ROW]}, None),
        ({"trendingPapers": [ROW]}, None),
        ({"paper": ROW["paper"], "comments": []}, None),
    ],
)
def test_data_of_any_kind_of_page_are_found(props: object, listed_on: str | None) -> None:
    (item,) = read_page_data(page_with(props, "Anything"))
    assert isinstance(item, Found)
    assert item.paper.listed_on == (date.fromisoformat(listed_on) if listed_on else None)


def test_a_paper_that_stands_twice_comes_once() -> None:
    page = page_with({"a": [ROW, ROW]}) + page_with({"b": [ROW]})
    assert titles(list(read_page_data(page))) == ["A Row"]


def test_papers_without_an_arxiv_id_are_told_apart_by_their_titles() -> None:
    rows = [{"paper": {"id": id, "title": title}} for id, title in (("a", "A"), ("b", "B"))]
    page = page_with({"dailyPapers": [*rows, *rows]})
    assert titles(list(read_page_data(page))) == ["A", "B"]


@pytest.mark.parametrize(
    ("props", "is_listed"),
    [
        ({"dailyPapers": [ROW]}, True),
        ({"periodType": "day", "dailyPapers": [ROW]}, True),
        ({"periodType": "week", "dailyPapers": [ROW]}, False),
        ({"trendingPapers": [ROW]}, False),
        (ROW, False),
    ],
)
def test_a_day_given_is_that_of_a_days_list_only(props: object, is_listed: bool) -> None:
    day = date(2025, 3, 11)
    (item,) = read_page_data(page_with(props), listed_on=day)
    assert isinstance(item, Found)
    assert item.paper.listed_on == (day if is_listed else None)


def test_a_day_given_is_that_of_rows_and_not_of_details() -> None:
    body = json.dumps([ROW, DETAILS]).encode()
    row, details = read_answers(body, listed_on=date(2025, 3, 11))
    assert isinstance(row, Found)
    assert row.paper.listed_on == date(2025, 3, 11)
    assert isinstance(details, Found)
    assert details.paper.listed_on is None


@pytest.mark.parametrize(
    "page",
    [
        "",
        page_with({"id": "x", "next": "/papers"}),
        "<p>no data</p>",
        "data-props=",
        'data-props="paper',
        'data-props="{paper}"',
        'data-props="[&quot;paper&quot;]"',
        page_with({"paper": 5}, "x")[:-60],
    ],
)
def test_a_page_without_data_gives_nothing(page: str) -> None:
    assert list(read_page_data(page)) == []


@settings(max_examples=60)
@given(st.lists(st.sampled_from([*HOSTILE_TEXTS[:40], page_with({"a": [ROW]}), 'data-props="'])))
def test_any_page_and_any_bytes_are_read(parts: list[str]) -> None:
    page = "".join(parts)
    assert all(isinstance(item, Found | Skipped) for item in read_page_data(page))
    assert isinstance(list(read_answers(page.encode("utf-8", "replace"))), list)
