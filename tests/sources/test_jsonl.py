import json
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.hostile import HOSTILE_TEXTS
from tests.papers.strategies import papers, triages
from tui.papers.paper import Author, Entry, Link, LinkKind, Paper, Triage
from tui.papers.record import to_record
from tui.sources.item import Found, Skipped
from tui.sources.jsonl import read_jsonl

FIXTURE = Path(__file__).parents[1] / "fixtures" / "papers.jsonl"


def test_each_line_is_a_paper_and_a_bad_line_does_not_stop_the_rest() -> None:
    with FIXTURE.open(encoding="utf-8") as lines:
        titans, pointer, broken, untitled, a_list, misdated, last = read_jsonl(lines)
    assert titans == Found(
        Paper(
            "Titans: Learning to Memorize at Test Time",
            abstract="A neural memory. Code: https://github.com/lab/titans.",
            arxiv_id="2501.00663",
            authors=(Author("Ali Behrouz"), Author("Peilin Zhong")),
            categories=("cs.LG",),
            listed_on=date(2025, 1, 2),
            links=(Link(LinkKind.CODE, "https://github.com/lab/titans"),),
            sources=("jsonl",),
        )
    )
    assert pointer == Found(
        Paper("Pointer Networks", sources=("page",)),
        Triage(bookmarked=True, tags=("toread",), note="read\nagain"),
    )
    assert isinstance(broken, Skipped)
    assert broken.where == "line 4"
    assert broken.reason.startswith("It is not a JSON object")
    assert untitled == Skipped("line 5", "“title” must be text that isn't empty.")
    assert isinstance(a_list, Skipped)
    assert misdated == Skipped("line 7", "“listed_on” must be a day such as 2025-03-11.")
    assert last == Found(Paper("The last line is still read", sources=("jsonl",)))


@pytest.mark.parametrize(
    "line",
    [
        "[" * 100_000,
        '{"title": "x", "links": ' + "[" * 100_000 + "]" * 100_000 + "}",
        '{"title": "\ud800"}',
        '{"title": "x", "upvotes": ' + "9" * 5000 + "}",
        '{"title": "' + "x" * 10_000_000 + '"}',
        "null",
        "\x00",
    ],
    ids=["nested", "nested inside", "surrogate", "large number", "long", "null", "NUL"],
)
def test_a_line_that_can_not_be_decoded_is_skipped_with_a_reason(line: str) -> None:
    skipped, found = read_jsonl([line, '{"title": "next"}'])
    assert isinstance(skipped, Skipped)
    assert skipped.where == "line 1"
    assert 10 < len(skipped.reason) < 200
    assert found == Found(Paper("next", sources=("jsonl",)))


def test_a_byte_order_mark_and_blank_lines_are_passed_over() -> None:
    lines = ['\ufeff{"title": "x"}\r\n', "\n", "  \n"]
    assert list(read_jsonl(lines)) == [Found(Paper("x", sources=("jsonl",)))]
    assert list(read_jsonl(["\ufeff"])) == []


@given(papers, triages)
def test_a_paper_that_was_written_reads_back(paper: Paper, triage: Triage) -> None:
    (item,) = read_jsonl([json.dumps(to_record(Entry(1, paper, triage)))])
    assert isinstance(item, Found)
    assert item.triage == (None if triage == Triage() else triage)
    assert item.paper.sources == (paper.sources or ("jsonl",))
    assert (item.paper.title, item.paper.links) == (paper.title, paper.links)


def test_that_a_mark_was_taken_away_is_read_too() -> None:
    (item,) = read_jsonl(['{"title": "x", "read": false, "changed_at": {"read": "2025-03-11"}}'])
    assert isinstance(item, Found)
    assert item.triage == Triage()


@given(st.lists(st.text(max_size=30) | st.sampled_from(HOSTILE_TEXTS[:70]), max_size=5))
def test_no_line_stops_the_reading(lines: list[str]) -> None:
    *_, last = read_jsonl([*lines, '{"title": "last"}'])
    assert last == Found(Paper("last", sources=("jsonl",)))


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_hostile_records_are_read(text: str) -> None:
    record = json.dumps({"title": f"T {text}", "abstract": text, "authors": [text]})
    started = time.process_time()
    (item,) = read_jsonl([record])
    assert time.process_time() - started < 1
    lone_surrogate = text.encode("utf-8", "replace") != text.encode("utf-8", "surrogatepass")
    assert isinstance(item, Skipped if lone_surrogate else Found)
