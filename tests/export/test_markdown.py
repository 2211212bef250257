"""Markdown in which a paper's text is only text."""

import re

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.export.sample import BARE, FULL, entry_of, format_text
from tests.hostile import HOSTILE_TEXTS
from tui.export.markdown import render, title_link
from tui.export.text import plain
from tui.papers.links import paper_page_url
from tui.papers.paper import Entry, Link, LinkKind, Paper, Triage

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
LAYOUT = {"heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline"} | {
    "blockquote_open",
    "blockquote_close",
}
INLINE = {"text", "text_special", "link_open", "link_close", "hardbreak", "softbreak"}


def inline_tokens(markdown: str) -> list[Token]:
    blocks = MARKDOWN.parse(markdown)
    assert {token.type for token in blocks} <= LAYOUT
    tokens = [token for block in blocks for token in block.children or []]
    assert {token.type for token in tokens} <= INLINE
    return tokens


def links_in(markdown: str) -> list[str]:
    tokens = inline_tokens(markdown)
    return [str(token.attrs["href"]) for token in tokens if token.type == "link_open"]


def heading_of(markdown: str) -> str:
    blocks = MARKDOWN.parse(markdown)
    return "".join(token.content for token in blocks[1].children or [])


def test_a_full_paper_reads_well() -> None:
    assert render([FULL]) == (
        "## [GPSFormer: A Global α-Perception & 100% of Balázs](https://arxiv.org/abs/2407.13519)\n"
        "\n"
        "Changshuo Wang, Laurens van der Maaten, NVIDIA Team · 2024-07-18"
        " · European Conference on Computer Vision · cs.CV, cs.LG\n"
        "\n"
        "[PDF](https://arxiv.org/pdf/2407.13519)"
        " · [code](https://github.com/changshuowang/GPSFormer)"
        " · [project](https://gps_former.github.io/%7Ex)\n"
        "\n"
        "It costs \\$5 and \\$10, runs in O(n²), and is\\_said \\~ well.\n"
        "\n"
        "> First line.\n"
        ">\n"
        "> Second & last.\n"
        "\n"
        "Tags: to read\n"
    )


def test_papers_are_a_blank_line_apart() -> None:
    assert "\n\n## " in render([BARE, FULL])
    assert render([]) == ""


def test_a_paper_without_an_address_links_to_a_search_for_it() -> None:
    search = paper_page_url(BARE.paper)
    assert links_in(render([BARE])) == [search, search]
    assert "[search on arXiv]" in render([BARE])


def test_lines_of_a_note_stay_lines() -> None:
    entry = Entry(1, Paper("Deep"), Triage(note="one\n- two\n   \n3. three"))
    assert render([entry]).endswith("> one\\\n> \\- two\n>\n> 3\\. three\n")


def test_an_address_cannot_end_its_link() -> None:
    link = Link(LinkKind.PROJECT, "https://a.b/x)[y](javascript:z)<é >")
    *_, address = links_in(render([Entry(1, Paper("Deep", links=(link,)))]))
    assert address.startswith("https://a.b/x%29%5By%5D%28javascript:z%29%3C")


@pytest.mark.parametrize(
    "text", ["# a", "- a", "+ a", "1. a", "1) a", "=== ", "> a", "| a |", "&amp; &#65;", "*a* _b_"]
)
def test_text_never_becomes_markup(text: str) -> None:
    tokens = inline_tokens(render([Entry(1, Paper("Deep", abstract=text))]))
    assert text.strip() in "".join(token.content for token in tokens)


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_hostile_text_reads_as_it_is(text: str) -> None:
    markdown = render([entry_of(text)])
    assert set(links_in(markdown)) == {MARKDOWN.normalizeLink(paper_page_url(Paper(text)))}
    assert heading_of(markdown) == plain(text)


@settings(max_examples=100)
@given(format_text)
def test_any_title_reads_as_it_is(text: str) -> None:
    paper = Paper(text, arxiv_id="2407.13519")
    assert heading_of(title_link(paper).join(["## ", "\n"])) == plain(text)
    assert not re.search("[\r\n]", title_link(paper))
