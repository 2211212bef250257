"""From Markdown to blocks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.app.document.drawing import only_block, shown
from tests.hostile import HOSTILE_TEXTS
from tui.app.document.block import Code, Heading, Table
from tui.app.document.document import Document
from tui.app.document.parsing import parse
from tui.papers.text import clean


def test_headings_have_levels_and_styles() -> None:
    blocks = list(parse("# A\n## B\n##### C"))
    assert [block.level for block in blocks if isinstance(block, Heading)] == [1, 2, 5]
    assert [block.style for block in blocks] == ["heading-1", "heading-2", "heading-4"]


def test_code_keeps_its_lines_and_blanks() -> None:
    code = only_block("```python\ndef f():\n\n\treturn 1\n```")
    assert isinstance(code, Code)
    assert code.text.plain == "def f():\n\n    return 1"


def test_a_tight_list_has_no_empty_lines_and_a_loose_one_has() -> None:
    assert shown("before\n\n- a\n- b\n  1. c\n  2. d\n\nafter") == [
        "before", "", "• a", "• b", "  1. c", "  2. d", "", "after",
    ]  # fmt: skip
    assert shown("- a\n\n- b") == ["• a", "", "• b"]


def test_a_paragraph_in_a_list_is_indented_like_the_first() -> None:
    assert shown("10. first\n\n    second") == ["10. first", "", "    second"]


def test_bullets_tell_how_deep_a_list_is() -> None:
    assert shown("- a\n  - b\n    - c") == ["• a", "  ◦ b", "    ▪ c"]


def test_a_quote_has_a_bar_also_between_its_paragraphs() -> None:
    assert shown("x\n\n> a\n>\n> - b\n\ny") == ["x", "", "▌ a", "▌", "▌ • b", "", "y"]


def test_a_rule_goes_across() -> None:
    assert shown("a\n\n---\n", room=20) == ["a", "", "─" * 20]


def test_a_table_has_its_cells_in_one_text() -> None:
    table = only_block("| a | b |\n|---|--:|\n| **c** | |\n| d |")
    assert isinstance(table, Table)
    assert table.alignments == ("left", "right")
    cells = [[table.text.plain[slice(*cell)] for cell in row] for row in table.rows]
    assert cells == [["a", "b"], ["c", ""], ["d", ""]]
    assert [table.text.plain[one.start : one.end] for one in table.text.marks] == ["a", "b", "c"]


def test_a_table_of_countless_columns_shows_the_first_of_them() -> None:
    row = "|x" * 200 + "|\n"
    table = only_block(row + "|-" * 200 + "|\n" + row)
    assert isinstance(table, Table)
    assert {len(row) for row in table.rows} == {len(table.alignments)} == {40}


@pytest.mark.parametrize("text", HOSTILE_TEXTS, ids=range(len(HOSTILE_TEXTS)))
def test_hostile_texts_are_read(text: str) -> None:
    for markdown in (
        text,
        f"# {text}",
        f"| {text} |\n|-|\n| {text} |",
        f"```\n{text}",
        f"> - {text}",
    ):
        document = Document([], markdown)
        while document.read_on():
            pass
        for block in document.blocks:
            words = block.text.plain.split()
            assert [clean(word) for word in words] == words


PIECES = (
    "# ", "- ", "1. ", "> ", "| a ", "|-", "```", "    ", "\n", "\n\n", "*", "**", "_", "`", "[a]",
    "(#b)", "](http://a.b)", "![", "<a id='x'>", "</a>", "&amp;", "&#27;", "\\", "word ", "漢é",
    "~~", "---\n", "$x$", "<http://x.y>",
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_no_markdown_raises(parts: list[str]) -> None:
    for block in parse("".join(parts)):
        for mark in block.text.marks:
            assert 0 <= mark.start < mark.end <= len(block.text.plain)
