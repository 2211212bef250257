"""RIS that reads back."""

import re

import pytest
import rispy
from hypothesis import given, settings

from tests.export.sample import BARE, FULL, entry_of, format_text
from tests.hostile import HOSTILE_TEXTS
from tui.export.citation import citation_keys
from tui.export.ris import render
from tui.export.text import plain
from tui.papers.paper import Author, Entry, Paper


def test_a_full_paper_has_all_its_fields() -> None:
    [record] = rispy.loads(render([FULL]))
    assert record == {
        "type_of_reference": "CPAPER",
        "id": "wang2024gpsformer",
        "title": "GPSFormer: A Global α-Perception & 100% of Balázs",
        "authors": ["Wang, Changshuo", "van der Maaten, Laurens", "NVIDIA Team"],
        "year": "2024",
        "date": "2024/07/18/",
        "secondary_title": "European Conference on Computer Vision",
        "doi": "10.1007/978_3",
        "name_of_database": "arXiv",
        "accession_number": "arXiv:2407.13519",
        "abstract": "It costs $5 and $10, runs in O(n²), and is_said ~ well.",
        "keywords": ["point cloud", "Transformers, Large", "to read"],
        "notes": ["First line. Second & last."],
        "urls": ["https://arxiv.org/abs/2407.13519"],
        "file_attachments1": "https://arxiv.org/pdf/2407.13519",
    }


def test_a_bare_paper_is_a_preprint_with_nothing_empty() -> None:
    assert render([BARE]) == "TY  - UNPB\r\nID  - deep\r\nTI  - Deep\r\nER  - \r\n\r\n"


def test_a_venue_decides_the_type() -> None:
    assert render([Entry(1, Paper("Deep", venue="Nature"))]).startswith("TY  - JOUR\r\n")


def test_an_organization_is_one_name_and_a_suffix_comes_last() -> None:
    paper = Paper("Deep", authors=(Author("ACME Lab, Inc."), Author("Martin King Jr.")))
    [record] = rispy.loads(render([Entry(1, paper)]))
    assert record["authors"] == ["ACME Lab Inc.", "King, Martin, Jr."]


def test_an_identifier_cannot_start_a_new_line() -> None:
    [record] = rispy.loads(render([Entry(1, Paper("Deep", doi="10.1/x\r\nER  - \n"))]))
    assert record["doi"] == "10.1/x ER -"


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_hostile_text_stays_inside_its_record(text: str) -> None:
    entries = [entry_of(text, 1), FULL, entry_of(text, 2)]
    records = rispy.loads(render(entries))
    assert [record["id"] for record in records] == citation_keys(entries)
    assert records[0].get("title", "") == plain(text)


@settings(max_examples=100)
@given(format_text, format_text)
def test_every_line_is_a_tag_and_its_value(one: str, other: str) -> None:
    output = render([entry_of(one, 1), entry_of(other, 2)])
    lines = output.split("\r\n")
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines if line)
    assert [line for line in lines if line.startswith("ER  - ")] == ["ER  - "] * 2
    assert [record.get("abstract", "") for record in rispy.loads(output)] == [
        plain(one),
        plain(other),
    ]
