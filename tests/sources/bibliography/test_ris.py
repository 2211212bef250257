"""RIS as reference managers and papertui itself write it."""

import time
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.export.sample import format_text
from tests.sources.bibliography.outcome import (
    EXPORTED,
    FOLDER,
    assert_reads_back,
    names_of,
    read_back,
)
from tui.errors import PapertuiError
from tui.export.ris import render
from tui.export.text import plain
from tui.papers.paper import Author, Entry, Link, LinkKind, Paper, Triage
from tui.sources.bibliography.ris import read_ris
from tui.sources.item import Found, Skipped


def test_records_with_every_defect_are_read() -> None:
    first, second, untitled = read_ris((FOLDER / "records.ris").read_text("utf-8"))
    assert first == Found(
        Paper(
            title="Title of reference",
            abstract="First line, ER then second line",
            doi="10.1177/2325967120950040",
            authors=(Author("Karl Marx"), Author("Martin King Jr.")),
            keywords=("Pippi", "Nordwind"),
            venue="Lorem",
            published_on=date(2014, 1, 1),
            links=(
                Link(LinkKind.PROJECT, "http://example.com"),
                Link(LinkKind.CODE, "https://github.com/lab/x"),
            ),
            sources=("ris",),
        ),
        Triage(note="Mine.\nSecond."),
    )
    [found] = read_back([second])
    assert (found.paper.title, found.paper.arxiv_id) == ("Without an end", "2407.13519")
    assert names_of(found.paper) == ["Claude E. Shannon"]
    assert (found.paper.published_on, found.paper.venue) == (date(1948, 7, 1), None)
    assert untitled == Skipped("line 30", "It has no title.")


def test_what_papertui_exports_reads_back() -> None:
    read = read_back(read_ris(render(EXPORTED)))
    for entry, found in zip(EXPORTED, read, strict=True):
        note = (entry.triage.note or "").split()
        on_one_line = Entry(entry.id, entry.paper, Triage(note=" ".join(note) or None))
        assert_reads_back(on_one_line, found)
        assert found.paper.published_on == entry.paper.published_on


@settings(max_examples=100)
@given(format_text)
def test_any_text_reads_back_as_it_was_exported(text: str) -> None:
    [found] = read_back(read_ris(render([Entry(1, Paper("x", abstract=text, venue="Nature"))])))
    assert (found.paper.abstract, found.paper.venue) == (plain(text) or None, "Nature")


def test_a_file_without_records_is_refused() -> None:
    with pytest.raises(PapertuiError, match="The file holds no RIS records"):
        list(read_ris("TY is not a tag here"))


@pytest.mark.parametrize("gap", [" ", "  "])
def test_tags_with_one_blank_are_read_in_a_record_that_begins_so(gap: str) -> None:
    text = f"TY{gap}- JOUR\nTI{gap}- Some title\nAB{gap}- Long\nER{gap}- \n"
    first, second = read_back(read_ris(text * 2))
    assert first == second
    assert (first.paper.title, first.paper.abstract) == ("Some title", "Long")


def test_prose_that_begins_like_a_tag_with_one_blank_is_prose() -> None:
    [found] = read_back(read_ris("TY  - JOUR\nTI  - x\nAB  - All is\nAI - driven\nER  - \n"))
    assert found.paper.abstract == "All is AI - driven"


def test_a_value_of_very_many_lines_takes_no_time() -> None:
    started = time.process_time()
    [found] = read_back(read_ris("TY  - JOUR\nTI  - x\nAB  - y\n" + "line\n" * 200_000))
    assert found.paper.abstract is not None
    assert time.process_time() - started < 2


pieces = st.sampled_from(
    [
        *("TY  - ", "ER  - ", "TI  - ", "AU  - ", "UR  - ", "N1  -", "ZZ  - ", "DA  - ", "PY  - "),
        *("\n", "\r\n", "\r", "\u2028", "2024/13/99", "a, b, c, d", ";", "T", "\ufeff"),
    ]
)


@settings(max_examples=150)
@given(st.lists(pieces | st.text(max_size=5), max_size=30).map("".join))
def test_no_text_raises_anything_but_an_error_of_papertui(text: str) -> None:
    with suppress(PapertuiError):
        list(read_ris(text))
