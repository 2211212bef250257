"""Outside text as something Textual draws."""

import pytest
from rich.cells import cell_len

from tests.hostile import HOSTILE_TEXTS, MARKUP
from tui.app.content import displayed, highlighted, lines, one_line, plain, pointed
from tui.papers.text import clean


@pytest.mark.parametrize("text", MARKUP)
def test_markup_stays_text(text: str) -> None:
    content = plain(text)
    assert content.plain == displayed(text)
    assert content.spans == []


def test_displayed_text_is_one_visible_line() -> None:
    for text in HOSTILE_TEXTS:
        shown = displayed(text)
        assert shown == clean(shown)
        assert "\x1b" not in shown
        assert len(shown.splitlines()) <= 1


def test_tex_is_shown_as_unicode() -> None:
    assert displayed('$O(n^2)$ by Sch\\"olkopf') == "O(n²) by Schölkopf"


def test_a_style_covers_the_whole_text() -> None:
    (span,) = plain("a[/b]", "bold").spans
    assert (span.start, span.end) == (0, 5)


def test_notes_keep_their_lines() -> None:
    assert lines("one\r\n[/]\x1b[31mtwo").plain == "one\n[/]two"


def test_highlighted_spans_have_the_style() -> None:
    content = highlighted("long range", [(0, 4), (5, 10)], "underline")
    assert [(span.start, span.end) for span in content.spans] == [(0, 4), (5, 10)]


@pytest.mark.parametrize("width", [0, 1, 2, 7, 40])
def test_one_line_is_exactly_as_wide_as_wanted(width: int) -> None:
    for text in HOSTILE_TEXTS:
        assert cell_len(one_line(plain(text), width).plain) == width


def test_what_is_cut_ends_in_an_ellipsis() -> None:
    assert one_line(plain("long range"), 6).plain == "long …"


@pytest.mark.parametrize(
    ("column", "width", "lines_shown"),
    [
        (2, 20, ["  ↑ odd [/]"]),
        (15, 20, ["       odd [/] ↑"]),
        (4, 10, ["    ↑", "odd [/]"]),
    ],
)
def test_an_arrow_points_with_its_sentence_where_there_is_room(
    column: int, width: int, lines_shown: list[str]
) -> None:
    assert pointed("odd [/]", column, width).plain.split("\n") == lines_shown
