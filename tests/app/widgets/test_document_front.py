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
        (FullText("", TextOrigin.HUGGING_FACE), "Hugging Face"),
        (FullText("", TextOrigin.ARXIV_HTML), "arXiv HTML"),
        (FullText("", TextOrigin.PDF, why="arXiv has no HTML."), "PDF text · arXiv has no HTML."),
        (FullText("", TextOrigin.ABSTRACT, why="No network."), "abstract only: No network."),
        (FullText("", TextOrigin.ABSTRACT), "abstract only"),
    ],
)
def test_the_origin_is_said(text: FullText, words: str) -> None:
    assert origin_words(text) == words


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
    before = full_document(was, text, with_abstract=with_abstract)
    renewed = renewed_document(before, was, now, text)
    expected = full_document(now, text, with_abstract=with_abstract)
    assert renewed.front_size == expected.front_size
    assert renewed.blocks == expected.blocks
    assert renewed_document(before, was, now, None).blocks == waiting_document(now).blocks


def test_the_abstract_stands_in_for_the_text() -> None:
    only = FullText("the same", TextOrigin.ABSTRACT, why="No network.")
    document = full_document(Entry(1, MANY_LINKS), only, with_abstract=False)
    while document.read_on():
        pass
    assert "costs O(n²)" in document.blocks[-1].text.plain


def test_the_abstract_stays_above_the_text_for_who_is_reading_it() -> None:
    text = FullText("# Attention is all you need\n\nbody", TextOrigin.PDF)
    document = full_document(Entry(1, MANY_LINKS), text, with_abstract=True)
    while document.read_on():
        pass
    assert [block.text.plain[:4] for block in document.blocks[-2:]] == ["The ", "body"]
    assert document.front_size == len(document.blocks) - 1


def test_hostile_papers_have_a_front() -> None:
    for text in HOSTILE_TEXTS:
        for block in front(Entry(1, Paper(text or "x", text, venue=text)), text):
            assert clean(block.text.plain) == block.text.plain
