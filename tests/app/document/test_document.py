"""A whole text: sections, links, anchors and words in it."""

import pytest

from tui.app.document.block import Block
from tui.app.document.document import Document, slug_of
from tui.app.document.marked_text import marked
from tui.app.document.matches import Matches

TEXT = """# Attention Is All You Need

Intro with [a link](https://a.example/) and [1](#bib.1).

## Our Method

| a [t](#our-method) | b |
|---|---|
| Long  range | c |

## Our Method

<a id="bib.1"></a>

[1] Long
range. <a id="here"></a>
"""


def read(markdown: str, title: str = "") -> Document:
    document = Document([Block(text=marked("front"))], markdown, title)
    while document.read_on():
        pass
    return document


def test_the_title_is_not_repeated_at_the_top_of_the_text() -> None:
    assert len(read(TEXT, "Something else").headings) == 3
    headings = read(TEXT, "Attention is all you need!").headings
    assert [heading.text.plain for _, heading in headings] == ["Our Method", "Our Method"]
    assert len(read("words\n\n# T", "T").headings) == 1


def test_links_come_in_the_order_of_the_text() -> None:
    targets = [link.target for link in read(TEXT).links]
    assert targets == ["https://a.example/", "#bib.1", "#our-method"]


def test_an_anchor_names_the_block_after_it() -> None:
    document = read(TEXT)
    for anchor in ("bib.1", "here"):
        number = document.block_named(anchor)
        assert number is not None
        assert document.blocks[number].text.plain == "[1] Long range."
    assert document.block_named("nowhere") is None


def test_headings_are_found_as_github_names_them() -> None:
    document = read(TEXT)
    first, second = document.block_named("our-method"), document.block_named("Our-Method-1")
    assert [first, second] == [number for number, _ in document.headings[1:]]


@pytest.mark.parametrize(
    ("heading", "slug"),
    [("3.1 Our Method!", "31-our-method"), ("Größe & Ziel", "grösse--ziel"), ("a_b-c", "a_b-c")],
)
def test_a_slug_has_no_punctuation(heading: str, slug: str) -> None:
    assert slug_of(heading) == slug


def test_words_are_found_across_case_lines_and_cells() -> None:
    document = read(TEXT)
    found = [
        document.blocks[one.block].text.plain[one.start : one.end]
        for one in document.find("LONG range")
    ]
    assert found == ["Long range", "Long range"]
    assert document.find("  ") == []
    assert document.find("(") == []


def test_matches_go_around() -> None:
    matches = Matches(read("a b a\n\na").find("a"))
    assert (matches.number, len(matches)) == (1, 3)
    matches.step(-1)
    assert matches.number == 3
    matches.start_from(1, 2)
    assert matches.number == 2
    assert [one.style for one in matches.highlights(1)] == ["match", "current-match"]
    matches.start_from(9, 0)
    assert matches.number == 1


def test_no_matches_have_no_current_one() -> None:
    matches = Matches()
    matches.step(1)
    matches.start_from(0, 0)
    assert (matches.number, matches.current) == (0, None)
