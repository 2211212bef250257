"""From a line without style to what is drawn."""

from textual.style import Style

from tests.app.document.drawing import laid_out
from tui.app.document.line import character_at
from tui.app.document.painting import STYLES, Highlight, painted

LOOKS = {part: Style(bold=True) if part == "strong" else Style(underline=True) for part in STYLES}


def test_marks_and_highlights_are_drawn_where_they_fall_into_the_line() -> None:
    layout = laid_out("> one **two three** four", room=11)
    block = layout.document.blocks[0]
    first = painted(layout.lines[0], block, LOOKS)
    assert first.plain == "▌ one two"
    assert [(span.start, span.end) for span in first.spans] == [(0, 2), (6, 9)]
    second = painted(layout.lines[1], block, LOOKS, [Highlight(0, 13, "match")])
    assert second.plain == "▌ three"
    assert [(span.start, span.end) for span in second.spans] == [(0, 2), (2, 7), (2, 7)]


def test_markup_is_text() -> None:
    layout = laid_out("[@click=app.quit]x[/] [/]")
    content = painted(layout.lines[0], layout.document.blocks[0], LOOKS)
    assert content.plain == "[@click=app.quit]x[/] [/]"


def test_a_point_of_the_line_is_a_character_of_the_text() -> None:
    layout = laid_out("- 漢字 ab")
    line, block = layout.lines[0], layout.document.blocks[0]
    places = [character_at(line, block, cell) for cell in (1, 2, 3, 4, 6, 7, 9, -1)]
    assert places == [None, 0, 0, 1, 2, 3, None, None]
