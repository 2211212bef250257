"""Completing tags from those in use."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.app.tag_completion import completed_line, counts_line, last_part, matching_tags
from tui.papers.tag import parse_tags

_KNOWN = [("vision", 31), ("vlm", 12), ("chain of thought", 3), ("toread", 2), ("Video", 1)]


@pytest.mark.parametrize(
    ("line", "completed"),
    [
        ("v", "vision "),
        ("vid", "Video "),
        ("toread v", "toread vision "),
        ("toread,#vl", "toread,vlm "),
        ("toread;vl", "toread;vlm "),
        ('"chain', '"chain of thought" '),
        ("x of", 'x "chain of thought" '),
        ("vision v", "vision vlm "),
    ],
)
def test_the_last_tag_is_completed_by_the_most_used_that_begins_like_it(
    line: str, completed: str
) -> None:
    assert completed_line(line, matching_tags(line, _KNOWN)[0][0]) == completed


def test_a_tag_that_only_has_the_letters_within_comes_after_those_that_begin_with_them() -> None:
    assert matching_tags("t", _KNOWN) == [("toread", 2), ("chain of thought", 3)]
    assert matching_tags("zz", _KNOWN) == []


def test_before_anything_is_typed_all_tags_not_given_yet_are_offered() -> None:
    assert matching_tags("vision ", _KNOWN) == _KNOWN[1:]


def test_as_many_counts_are_shown_as_fit() -> None:
    assert counts_line(_KNOWN, 80).startswith('vision 31 · vlm 12 · "chain of thought" 3')
    assert counts_line(_KNOWN, 20) == "vision 31 · vlm 12"
    assert counts_line(_KNOWN, 3) == ""


@given(st.text(alphabet='ab "#,;v', max_size=30))
@settings(max_examples=100)
def test_completing_keeps_the_tags_before(line: str) -> None:
    before, last = last_part(line)
    assert before + last == line
    assert parse_tags(completed_line(line, "new tag")) == list(
        dict.fromkeys([*parse_tags(before), "new tag"])
    )
