import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tui.errors import PapertuiError
from tui.sources.fulltext.writing import (
    LONGEST_MARKDOWN,
    anchor,
    block_escaped,
    code_span,
    escaped,
    fenced,
    finished,
    link,
    table,
)

_LINES = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Z"]) | st.just(" "), max_size=40
)


@settings(max_examples=100, deadline=None)
@given(_LINES)
def test_escaped_text_is_read_as_it_was(text: str) -> None:
    words = " ".join(f"{text} .".split())
    (token, inline, *_) = MarkdownIt().parse(block_escaped(escaped(words)))
    assert token.type == "paragraph_open"
    children = inline.children or []
    assert "".join(child.content for child in children) == words


@pytest.mark.parametrize(
    "text", ["# a", "- a", "1. a", "12) a", "> a", "+ a", "---", "| a |", "== "]
)
def test_a_paragraph_does_not_begin_like_another_block(text: str) -> None:
    assert MarkdownIt("js-default").parse(block_escaped(text))[0].type == "paragraph_open"


def test_words_with_underscores_inside_need_no_escape() -> None:
    assert escaped("navigate_to_pose _x_") == r"navigate_to_pose \_x\_"


@pytest.mark.parametrize(
    ("text", "code"), [("a", "`a`"), ("a`b", "``a`b``"), ("`a`", "`` `a` ``"), ("$x$", "`$x$`")]
)
def test_code_is_fenced_by_more_backticks_than_are_in_it(text: str, code: str) -> None:
    assert code_span(text) == code


def test_a_block_of_code_can_hold_fences() -> None:
    assert fenced("```\nx\n```") == "````\n```\nx\n```\n````"


@pytest.mark.parametrize("name", ["", "a b", 'a"b', "<x>", "a" * 201])
def test_what_can_be_no_anchor_has_none(name: str) -> None:
    assert anchor(name) == ""


def test_addresses_with_brackets_stay_whole() -> None:
    assert link("Link", "https://doi.org/10.1/x(y)") == "[Link](https://doi.org/10.1/x%28y%29)"


def test_a_bar_in_a_cell_begins_no_cell() -> None:
    assert table([["a|b", "c"], [r"d\|e", "f"]]) == "| a\\|b | c |\n| --- | --- |\n| d\\|e | f |"


def test_finished_text_is_clean_and_has_single_blank_lines() -> None:
    assert finished("a\x1b[31m\x07b\n\n\n\nc\u200b \r\n", "It") == "ab\n\nc"


def test_a_text_beyond_the_bound_is_refused_by_name() -> None:
    with pytest.raises(PapertuiError, match="The page is longer than 5 MB"):
        finished("a" * (LONGEST_MARKDOWN + 1), "The page")
