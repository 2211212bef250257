"""CSV that spreadsheets read and don't run."""

import csv
import io

import pytest
from hypothesis import given, settings

from tests.export.sample import BARE, FULL, entry_of, format_text
from tests.hostile import HOSTILE_TEXTS
from tui.export.table import render
from tui.papers.paper import Author, Entry, Paper


def rows_of(*entries: Entry) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(render(entries), newline=""), strict=True))


def test_a_full_paper_fills_its_row() -> None:
    [row] = rows_of(FULL)
    assert {name: value for name, value in row.items() if value} == {
        "id": "17",
        "title": "GPSFormer: A Global α-Perception & 100% of Balázs",
        "authors": "Changshuo Wang; Laurens van der Maaten; NVIDIA Team",
        "published_on": "2024-07-18",
        "listed_on": "2024-07-19",
        "arxiv_id": "2407.13519",
        "doi": "10.1007/978_3",
        "venue": "European Conference on Computer Vision",
        "categories": "cs.CV; cs.LG",
        "keywords": "point cloud; Transformers, Large",
        "upvotes": "12",
        "url": "https://arxiv.org/abs/2407.13519",
        "pdf": "https://arxiv.org/pdf/2407.13519",
        "code": "https://github.com/changshuowang/GPSFormer",
        "project": "https://gps_former.github.io/%7Ex",
        "bookmarked": "true",
        "read": "false",
        "archived": "false",
        "tags": "to read",
        "note": "First line.\n\nSecond & last.",
        "abstract": "It costs $5 and $10, runs in O(n²), and is_said ~ well.",
    }


def test_no_papers_are_a_row_of_names() -> None:
    assert render([]).startswith("id,title,authors,")
    assert render([]).count("\r\n") == 1


def test_zero_is_not_absent() -> None:
    assert rows_of(Entry(1, Paper("Deep", upvotes=0)))[0]["upvotes"] == "0"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "\t=1", " =1", "-"])
def test_a_formula_is_shown_and_not_run(text: str) -> None:
    [row] = rows_of(Entry(1, Paper(text, authors=(Author(text),))))
    assert row["title"] == f"'{text.strip()}"
    assert row["authors"].startswith("'")


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_hostile_text_stays_in_its_cell(text: str) -> None:
    rows = rows_of(entry_of(text, 1), BARE)
    assert [row["id"] for row in rows] == ["1", "3"]
    assert not any((value or "").startswith(tuple("=+-@\t\r")) for value in rows[0].values())


@settings(max_examples=50)
@given(format_text, format_text)
def test_no_text_breaks_the_table(one: str, other: str) -> None:
    rows = rows_of(entry_of(one, 1), entry_of(other, 2))
    assert [row["id"] for row in rows] == ["1", "2"]
    assert all(None not in row.values() for row in rows)
