"""How one paper looks in the list."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.content import Content
from textual.style import Style

from tests.app.sample import BARE, MANY_LINKS, MODEL_ONLY
from tests.hostile import HOSTILE_TEXTS
from tui.app.widgets.paper_row import RowState, RowStyles, first_author, row_lines
from tui.papers.paper import Author, Entry, Paper, Triage

STYLES = RowStyles(
    title=Style(),
    unread=Style(bold=True),
    meta=Style(dim=True),
    match=Style(underline=True),
    mark=Style(italic=True),
    archived=Style(strike=True),
)
PLAIN = RowState()
UNTOUCHED = Triage()

Lines = tuple[Content, ...]

_texts = st.text() | st.sampled_from(HOSTILE_TEXTS)
_counts = st.none() | st.integers(0, 10**12)
_papers = st.builds(
    Paper,
    _texts,
    authors=st.lists(st.builds(Author, _texts), max_size=3).map(tuple),
    categories=st.lists(_texts, max_size=2).map(tuple),
    listed_on=st.none() | st.dates(),
    upvotes=_counts,
    stars=_counts,
)
_triage = st.builds(
    Triage,
    bookmarked=st.booleans(),
    read=st.booleans(),
    archived=st.booleans(),
    tags=st.lists(_texts, max_size=3).map(tuple),
    note=st.none() | _texts,
)


def drawn(paper: Paper, triage: Triage = UNTOUCHED, state: RowState = PLAIN) -> Lines:
    return row_lines(Entry(1, paper, triage), state, 120, STYLES, compact=False)


def text(paper: Paper, triage: Triage = UNTOUCHED, state: RowState = PLAIN) -> str:
    return "\n".join(line.plain.rstrip() for line in drawn(paper, triage, state))


def has_style(line: Content, style: Style, part: str) -> bool:
    """Whether a part of the line is drawn in a style."""
    start = line.plain.index(part)
    return any(
        span.style == style and span.start <= start and span.end >= start + len(part)
        for span in line.spans
    )


@given(_papers, _triage, st.integers(4, 200), st.booleans(), st.booleans(), st.booleans())
@settings(max_examples=60, deadline=None)
def test_every_line_is_exactly_as_wide_as_the_list(
    paper: Paper, triage: Triage, width: int, compact: bool, cursor: bool, selected: bool
) -> None:
    state = RowState(cursor, selected, ((0, 3),))
    lines = row_lines(Entry(1, paper, triage), state, width, STYLES, compact=compact)
    assert len(lines) == (1 if compact else 2)
    assert [cell_len(line.plain) for line in lines] == [width] * len(lines)


@pytest.mark.parametrize("width", [5, 23, 24, 60])
def test_even_a_sliver_of_a_list_is_filled(width: int) -> None:
    for title in HOSTILE_TEXTS:
        for compact in (True, False):
            lines = row_lines(Entry(1, Paper(title)), PLAIN, width, STYLES, compact=compact)
            assert {cell_len(line.plain) for line in lines} == {width}


def test_two_lines_say_what_matters() -> None:
    assert text(MANY_LINKS) == (
        "    Attention Is All You Need\n    2025-03-13 · 0 +13 · cs.CL · ▲ 1,200 · ★ 34,000 · code"
    )


def test_a_bare_paper_is_its_title() -> None:
    assert text(BARE) == "    A paper of which only the title is known\n"


def test_what_was_done_with_a_paper_is_said_in_signs_and_words() -> None:
    triage = Triage(bookmarked=True, archived=True, tags=("a[/b]", "toread"), note="hm")
    assert text(MODEL_ONLY, triage, RowState(cursor=True, selected=True)) == (
        "▌✓★ A model without its code\n"
        "▌   archived · 2025-03-12 · Schölkopf +1 · cs.CV · ▲ 3 · note · #a[/b] · #toread"
    )
    assert text(BARE, Triage(archived=True)).startswith("  × A paper")


def test_unread_papers_are_bold_and_archived_ones_dimmed() -> None:
    unread, _ = drawn(BARE)
    read, _ = drawn(BARE, Triage(read=True))
    archived, facts = drawn(BARE, Triage(archived=True))
    assert has_style(unread, STYLES.unread, BARE.title)
    assert not has_style(read, STYLES.unread, BARE.title)
    assert has_style(archived, STYLES.archived, BARE.title)
    assert has_style(facts, STYLES.archived, "archived")


def test_matched_words_are_marked() -> None:
    line, _ = drawn(MANY_LINKS, Triage(), RowState(spans=((0, 9),)))
    assert has_style(line, STYLES.match, "Attention")


def test_one_line_keeps_day_and_code_at_the_right() -> None:
    (line,) = row_lines(Entry(1, MANY_LINKS), PLAIN, 60, STYLES, compact=True)
    assert line.plain.startswith("    Attention Is All")
    assert line.plain.split()[-2:] == ["▲1200", "code"]
    (line,) = row_lines(Entry(1, MANY_LINKS), PLAIN, 90, STYLES, compact=True)
    assert line.plain.split()[-3:] == ["▲1200", "code", "2025-03-13"]


def test_a_narrow_line_is_for_the_title_alone() -> None:
    (line,) = row_lines(Entry(1, MANY_LINKS), PLAIN, 32, STYLES, compact=True)
    assert line.plain.rstrip() == "    Attention Is All You Need"


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        ((), ""),
        (("Ada Lovelace",), "Lovelace"),
        (("Lovelace, Ada", "Charles Babbage"), "Lovelace +1"),
        (("OpenAI",), "OpenAI"),
    ],
)
def test_the_first_author_stands_for_all(names: tuple[str, ...], shown: str) -> None:
    paper = Paper("T", authors=tuple(map(Author, names)), listed_on=date(2025, 1, 1))
    assert first_author(paper) == shown


def test_a_note_shows_in_either_density() -> None:
    entry = Entry(1, MANY_LINKS, Triage(note="Compare."))
    (line,) = row_lines(entry, PLAIN, 60, STYLES, compact=True)
    assert " ✎ " in line.plain
    _, meta = row_lines(entry, PLAIN, 120, STYLES, compact=False)
    assert meta.plain.rstrip().endswith(" · note")
