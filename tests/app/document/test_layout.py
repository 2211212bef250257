"""The lines of a document at a width."""

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.app.document.drawing import laid_out, shown
from tui.app.document.layout import LONGEST_LINE, Place
from tui.app.document.table import column_widths
from tui.app.document.wrapping import wrapped

MIXED = st.text(alphabet="ab  -漢字é\u0301\u0e33ﬁ\n", max_size=200)


def lines_of(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in wrapped(text, width)]


# Wrapping


def test_lines_break_at_blanks_and_in_words_that_are_too_long() -> None:
    assert lines_of("one two three", 8) == ["one two", "three"]
    assert lines_of("a incomprehensibilities", 10) == ["a", "incomprehe", "nsibilitie", "s"]
    assert lines_of("", 10) == [""]
    assert lines_of("a\nb", 10) == ["a", "b"]


def test_wide_characters_take_two_cells_and_break_anywhere() -> None:
    assert lines_of("長文理解モデル", 6) == ["長文理", "解モデ", "ル"]
    assert lines_of("ab 長文理", 6) == ["ab 長", "文理"]


def test_marks_stay_on_their_letter() -> None:
    assert lines_of("e\u0301" * 6, 4) == ["e\u0301" * 4, "e\u0301" * 2]


@settings(max_examples=100, deadline=None)
@given(MIXED, st.integers(2, 30))
def test_no_line_is_wider_and_nothing_but_blanks_is_lost(text: str, width: int) -> None:
    lines = lines_of(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "").replace("\n", "")


# Tables


def test_a_table_is_aligned() -> None:
    assert shown("| Model | Score |\n|:--|--:|\n| BERT | 9.5 |\n| 漢 | 10 |") == [
        "Model │ Score",
        "──────┼──────",
        "BERT  │   9.5",
        "漢    │    10",
    ]


def test_a_wide_table_is_narrowed_where_it_is_widest() -> None:
    lines = shown(f"| n | words |\n|-|-|\n| 1 | {'many words ' * 6}|", room=30)
    assert lines[0].startswith("n │ words")
    assert max(map(cell_len, lines)) <= 30
    assert len(lines) == 5


def test_a_row_may_lack_cells() -> None:
    assert shown("|a|b|\n|-|-|\n|c|")[-1] == "c │  "


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(1, 300), min_size=1, max_size=12), st.integers(1, 200))
def test_columns_give_way_no_more_than_they_must(natural: list[int], room: int) -> None:
    widths = column_widths(natural, room)
    assert all(width <= one for width, one in zip(widths, natural, strict=True))
    if sum(natural) <= room:
        assert widths == natural
    else:
        fits = sum(widths) <= room
        assert fits or max(widths) <= 4
        assert not fits or sum(widths) > room - len(widths) or max(widths) <= 4


# Code and margins


def test_code_is_cut_at_the_edge() -> None:
    assert shown("```\nshort\n" + "x" * 80 + "\n```", room=20) == ["short", "x" * 19 + "…"]


def test_words_are_never_wider_than_is_good_to_read() -> None:
    assert max(map(len, shown("word " * 100, room=300))) <= LONGEST_LINE
    assert max(map(len, shown("```\n" + "x" * 250 + "\n```", room=300))) == 250


def test_a_deep_margin_leaves_room_for_words() -> None:
    lines = shown("> " * 15 + "some words that are quoted again and again", room=20)
    assert all(len(line) <= 20 for line in lines)
    assert "".join(line[10:].strip() for line in lines).startswith("some")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["# ", "- ", "> ", "| 漢 ", "|-|-|", "```", "\n", "word ", "é\u0301漢", "x" * 30]
        )
    ),
    st.integers(10, 120),
)
def test_no_line_of_a_document_is_wider_than_the_screen(parts: list[str], room: int) -> None:
    layout = laid_out("".join(parts), room)
    tables = any(block.text.plain.count("\n") for block in layout.document.blocks)
    for line in shown("".join(parts), room):
        assert tables or cell_len(line) <= room
        assert line.isprintable()


# Places

LONG = "\n\n".join(f"## {n}\n\n{'word ' * 40}" for n in range(9))


def test_a_place_is_found_again_at_another_width() -> None:
    narrow, wide = laid_out(LONG, 30), laid_out(LONG, 90)
    for line in range(0, len(narrow.lines), 5):
        place = narrow.place_at(line)
        there = wide.line_at(place)
        assert wide.block_at(there) in (place.block, place.block + 1)
        assert narrow.line_at(place) == line


def test_a_place_beyond_the_end_is_the_last_line() -> None:
    layout = laid_out(LONG)
    assert layout.line_at(Place(999, 0.5)) == len(layout.lines) - 1


def test_a_character_is_found_on_its_line() -> None:
    layout = laid_out("first\n\n" + "word " * 60, room=20)
    line = layout.line_of(1, 100)
    assert layout.position_at(line)[0] == 1
    assert layout.position_at(line)[1] <= 100 < layout.position_at(line + 1)[1]
    assert layout.first_line_of(1) == 2


def test_an_empty_document_has_the_top_as_its_only_place() -> None:
    layout = laid_out("")
    assert layout.place_at(0) == Place()
    assert layout.line_at(Place(3, 0.5)) == 0
    assert layout.position_at(0) == (0, 0)
