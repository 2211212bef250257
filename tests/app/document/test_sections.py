"""Markdown cut into sections."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tui.app.document.sections import sections

_PARAGRAPH = "word " * 300


def test_a_section_begins_at_each_heading() -> None:
    assert list(sections("intro\n# One\ntext\n### Two\nmore")) == [
        "intro",
        "# One\ntext",
        "### Two\nmore",
    ]


def test_a_hash_without_a_blank_or_in_a_fence_begins_nothing() -> None:
    assert len(list(sections("a\n#tag\n```sh\n# comment\n```\n~~~\n# also\n~~~"))) == 1


def test_a_fence_ends_with_one_of_its_kind_that_is_as_long() -> None:
    text = "````\n```\n# inside\n````` \n# outside"
    assert list(sections(text))[1] == "# outside"


def test_a_long_section_is_cut_between_paragraphs() -> None:
    parts = list(sections("\n\n".join([_PARAGRAPH] * 20)))
    assert 3 <= len(parts) <= 7
    assert all(part.startswith("word") for part in parts)


def test_a_long_list_or_quote_stays_together() -> None:
    for begin in ("- ", "12. ", "> ", "  "):
        assert len(list(sections("\n\n".join([begin + _PARAGRAPH] * 6)))) == 1


def test_a_text_without_end_is_cut_and_its_fence_opened_again() -> None:
    parts = list(sections("```\n" + "x = 1\n" * 20_000 + "```"))
    assert len(parts) == 3
    assert all(part.startswith("```\n") and len(part) <= 50_010 for part in parts)
    assert max(map(len, sections("y" * 120_000))) <= 50_000


def test_a_fence_without_end_is_opened_only_once() -> None:
    parts = list(sections("```\n" + "words\n" * 10_000 + "# One\n" + "words\n" * 10_000 + "# Two"))
    assert [part.startswith("```") for part in parts] == [True, False, False, False, False]
    assert parts[-1] == "# Two"


def test_a_line_that_begins_with_code_in_three_backticks_opens_no_fence() -> None:
    assert list(sections("```x = 1``` is\n# One\ntext"))[1] == "# One\ntext"


@settings(max_examples=50)
@given(st.text(alphabet="#`~ \n-ab", max_size=300))
def test_no_line_is_lost(markdown: str) -> None:
    kept = "\n".join(sections(markdown)).split("\n")
    assert [line.rstrip() for line in kept] == [line.rstrip() for line in markdown.split("\n")]
