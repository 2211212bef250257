"""The snapshot of arXiv's metadata."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.hostile import HOSTILE_TEXTS
from tests.sources.arxiv.fixture import FOLDER, names_of, papers_of
from tui.papers.paper import Author, Link, LinkKind, Paper
from tui.sources.arxiv.snapshot import read_snapshot, read_snapshot_list
from tui.sources.item import BrokenOff, Skipped


def test_each_line_is_a_paper_and_a_bad_line_does_not_stop_the_rest() -> None:
    with (FOLDER / "snapshot.jsonl").open(encoding="utf-8") as lines:
        first, second, numbered, untitled, odd, last = read_snapshot(lines)
    [paper, old, end] = papers_of([first, second, last])
    assert paper == Paper(
        title="Calculation of prompt diphoton production at Tevatron and LHC energies",
        abstract="A fully differential calculation, see https://github.com/lab/resbos.",
        arxiv_id="0704.0001",
        doi="10.1103/physrevd.76.013009",
        authors=(Author("C. Balázs"), Author("C.-P. Yuan"), Author("Neal J. Evans II")),
        categories=("hep-ph", "hep-ex"),
        comment="37 pages; published version",
        venue="Phys.Rev.D76:013009,2007",
        published_on=date(2007, 4, 2),
        links=(Link(LinkKind.CODE, "https://github.com/lab/resbos"),),
        sources=("arxiv",),
    )
    assert (names_of(old), old.categories) == (
        ["Ileana Streinu", "Louis Theran"],
        ("math.CO", "cs.CG"),
    )
    assert isinstance(numbered, Skipped)
    assert numbered.where == "line 4"
    assert numbered.reason.startswith("It is no line of arXiv's snapshot: Expected `str`")
    assert untitled == Skipped("line 5", "0704.0004 has no title.")
    assert odd == Skipped("line 6", "It has no arXiv id.")
    assert end.title == "The last line is still read"


def test_a_part_that_was_made_a_list_is_read_up_to_its_break() -> None:
    first, untitled, told = read_snapshot_list(
        b'[{"id": "0704.0001", "title": "T"}, {"id": "0704.0002"}, {"id'
    )
    assert [paper.arxiv_id for paper in papers_of([first])] == ["0704.0001"]
    assert isinstance(untitled, Skipped)
    assert untitled.where == "paper 2"
    assert told == BrokenOff("the end", "The list breaks off there: it is not closed.")


def test_lines_that_break_decoders_are_skipped() -> None:
    lines = ["[" * 100_000, '{"id":"1","title":"x","y":' + "[" * 100_000, "x" * 10_000_001]
    nested, inside, long = read_snapshot(lines)
    assert isinstance(nested, Skipped)
    assert isinstance(inside, Skipped)
    assert long == Skipped("line 3", "It is longer than 10,000,000 characters.")


@settings(max_examples=100)
@given(st.lists(st.text(max_size=30) | st.sampled_from(HOSTILE_TEXTS[:70]), max_size=5))
def test_no_line_stops_the_reading(lines: list[str]) -> None:
    *_, last = read_snapshot([*lines, '{"id": "0704.0001", "title": "last"}'])
    assert [paper.title for paper in papers_of([last])] == ["last"]
