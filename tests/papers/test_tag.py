"""What a line of tags means."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.papers.tag import parse_tags, shown_tag
from tui.papers.text import clean


@pytest.mark.parametrize(
    ("line", "tags"),
    [
        ("", []),
        (" , # ,, ", []),
        ("toread vision", ["toread", "vision"]),
        ("toread,vision", ["toread", "vision"]),
        ("b; a;c", ["b", "a", "c"]),
        ("#toread ##vision", ["toread", "vision"]),
        ("vision toread vision", ["vision", "toread"]),
        ('"chain of thought" rl', ["chain of thought", "rl"]),
        ('" spaced  out "', ["spaced out"]),
        ('"#1 of its kind"', ["#1 of its kind"]),
        ('"say ""hi""" x', ['say "hi"', "x"]),
        ('"chain of thought', ["chain of thought"]),
        ('""', []),
        ("a\u202eb\x1b[31mc", ["abc"]),
    ],
)
def test_a_line_means_these_tags(line: str, tags: list[str]) -> None:
    assert parse_tags(line) == tags


@pytest.mark.parametrize(
    ("tag", "shown"),
    [("toread", "toread"), ("a b", '"a b"'), ("a,b", '"a,b"'), ("#a", '"#a"'), ('"', '""""')],
)
def test_a_tag_is_quoted_where_it_needs_to_be(tag: str, shown: str) -> None:
    assert shown_tag(tag) == shown


@given(st.lists(st.text().map(clean).filter(bool), unique=True))
@settings(max_examples=100, deadline=None)
def test_tags_that_are_shown_are_read_back(tags: list[str]) -> None:
    assert parse_tags(" ".join(map(shown_tag, tags))) == tags
