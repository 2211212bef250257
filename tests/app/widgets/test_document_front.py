"""What stands before the text of a paper."""

import pytest

from tests.app.sample import BARE, MANY_LINKS
from tests.hostile import HOSTILE_TEXTS
from tui.app.widgets.document_front import (
    abstract,
    front,
    full_document,
    origin_words,
    renewed_document,
    waiting_document,
)
from tui.papers.full_text import FullText, TextOrigin
from tui.papers.paper import Entry, Link, LinkKind, Paper
from tui.papers.text import clean


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (FullText("", TextOrigin.HUGGING_FACE), "text from Hugging Face"),
        (FullText("", TextOrigin.ARXIV_HTML), "text from arXiv's HTML"),
        (FullText("", TextOrigin.PDF, why="Not in HTML."), "text of the PDF · Not in HTML."),
        (FullText("", TextOrigin.ABSTRACT, why="No network."), "abstract only: No network."),
        (FullText("", TextOrigin.ABSTRACT), "abstract only"),
    ],
)
def test_the_origin_is_said(text: FullText, words: str) -> None:
    assert origin_words(text, MANY_LINKS, "E") == words


@pytest.mark.parametrize("why", ["", "No arXiv id is known."])
def test_without_an_arxiv_id_the_key_that_looks_it_up_is_named(why: str) -> None:
    only = FullText("", TextOrigin.ABSTRACT, why=why)
    expected = f"abstract only: {why} f5 looks up its arXiv id.".replace(":  ", ": ")
    assert origin_words(only, BARE, "f5") == expected
    assert origin_words(FullText("", TextOrigin.PDF), BARE, "f5") == "text of the PDF"


def test_the_summary_stands_last_before_the_text() -> None:
    paper = Paper("x", "y", ai_summary="In short: $O(n)$.", links=MANY_LINKS.links)
    lines = [block.text.plain for block in waiting_document(Entry(1, paper)).blocks]
    assert lines[-2:] == ["AI summary  In short: O(n).", "y"]


def test_the_front_has_title_authors_facts_links_and_origin() -> None:
    lines = [block.text.plain for block in front(Entry(1, MANY_LINKS), "PDF text")]
    assert lines[0] == "Attention Is All You Need"
    assert lines[1].endswith("and 2 more")
    assert "arXiv:1706.03762" in lines[2]
    assert lines[3] == "PDF text"
    assert lines[4] == "[1] code  github.com/attention/code1"


def test_a_paper_of_which_little_is_known_has_a_short_front() -> None:
    assert len(front(Entry(1, BARE), "abstract only")) == 3
    assert abstract(BARE).text.plain == "This source gave no abstract."


def test_of_many_links_the_front_names_those_that_have_a_digit() -> None:
    models = tuple(Link(LinkKind.MODEL, f"https://huggingface.co/x/{n}") for n in range(12))
    lines = [block.text.plain for block in front(Entry(1, Paper("x", links=models)), "PDF text")]
    assert lines[-2:] == ["[9] model  huggingface.co/x/8", "and 3 models"]


@pytest.mark.parametrize("with_abstract", [True, False])
def test_a_renewed_front_keeps_what_stands_below_it(with_abstract: bool) -> None:
    text = FullText("body", TextOrigin.PDF)
    was, now = Entry(1, BARE), Entry(1, MANY_LINKS)
    before = full_document(was, text, with_abstract=with_abstract, enrich_key="E")
    renewed = renewed_document(before, was, now, text, enrich_key="E")
    expected = full_document(now, text, with_abstract=with_abstract, enrich_key="E")
    assert renewed.front_size == expected.front_size
    assert renewed.blocks == expected.blocks
    waiting = renewed_document(before, was, now, None, enrich_key="E")
    assert waiting.blocks == waiting_document(now).blocks


def test_the_abstract_stands_in_for_the_text() -> None:
    only = FullText("the same", TextOrigin.ABSTRACT, why="No network.")
    document = full_document(Entry(1, MANY_LINKS), only, with_abstract=False, enrich_key="E")
    while document.read_on():
        pass
    assert "costs O(n²)" in document.blocks[-1].text.plain


def test_the_abstract_stays_above_the_text_for_who_is_reading_it() -> None:
    text = FullText("# Attention is all you need\n\nbody", TextOrigin.PDF)
    document = full_document(Entry(1, MANY_LINKS), text, with_abstract=True, enrich_key="E")
    while document.read_on():
        pass
    assert [block.text.plain[:4] for block in document.blocks[-2:]] == ["The ", "body"]
    assert document.front_size == len(document.blocks) - 1


def test_hostile_papers_have_a_front() -> None:
    for text in HOSTILE_TEXTS:
        for block in front(Entry(1, Paper(text or "x", text, venue=text)), text):
            assert clean(block.text.plain) == block.text.plain
