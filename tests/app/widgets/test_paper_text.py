"""How a paper reads."""

from textual.content import Content
from textual.style import Style

from tests.app.sample import BARE, MANY_LINKS, MODEL_ONLY
from tests.hostile import HOSTILE_TEXTS
from tui.app.content import Spans
from tui.app.widgets.paper_text import PaperStyles, paper_text
from tui.papers.paper import Author, Entry, Link, LinkKind, Paper, Triage

STYLES = PaperStyles(
    title=Style(bold=True),
    fact=Style(dim=True),
    link=Style(underline=True),
    match=Style(reverse=True),
    badge=Style(italic=True),
)
UNTOUCHED = Triage()


def no_spans(_text: str, _field: str) -> Spans:
    return ()


def read(paper: Paper, triage: Triage = UNTOUCHED) -> Content:
    return paper_text(Entry(1, paper, triage), no_spans, STYLES)


def test_everything_that_is_known_is_there() -> None:
    text = read(MANY_LINKS, Triage(bookmarked=True, tags=("toread",), note="one\ntwo")).plain
    for part in (
        "Attention Is All You Need",
        "Ashish Vaswani 0, Ashish Vaswani 1",
        "and 2 more",
        "listed 2025-03-13 · published 2017-06-12 · cs.CL, cs.LG · NeurIPS 2017 · Google",
        "▲ 1,200 · ★ 34,000 · arXiv:1706.03762 · from Hugging Face",
        "★ bookmarked · unread · #toread",
        "[1] code  github.com/attention/code1",
        "[8] project  attention.example.org/",
        "[9] pdf  attention.example.org/paper.pdf",
        "Note\none\ntwo",
        "costs O(n²).",
        "Keywords  attention, translation",
        "Comment  15 pages",
    ):
        assert part in text, part


def test_what_hugging_face_tells_is_named_as_such() -> None:
    paper = Paper(
        "x",
        abstract="The abstract.",
        num_comments=12,
        submitter="Ada",
        ai_summary="In short: $O(n)$.",
        sources=("hf", "arxiv", "bibtex", "unknown"),
    )
    text = read(paper).plain
    assert (
        "12 comments · submitted by Ada · from Hugging Face, arXiv, a BibTeX file, unknown" in text
    )
    assert "AI summary  In short: O(n).\n\nThe abstract." in text
    assert "comment" not in read(Paper("x", num_comments=0)).plain


def test_what_others_made_stands_below_the_abstract_and_only_what_has_a_digit() -> None:
    models = (Link(LinkKind.MODEL, f"https://huggingface.co/x/{n}") for n in range(12))
    space = Link(LinkKind.SPACE, "https://huggingface.co/spaces/x/y")
    code = Link(LinkKind.CODE, "https://github.com/x/y")
    paper = Paper("x", abstract="The abstract.", links=(space, *models, code))
    before, _, after = read(paper).plain.partition("The abstract.")
    assert before.endswith("[1] code  github.com/x/y\n\n")
    assert after.startswith("\n\n[2] model  huggingface.co/x/0\n[3] model")
    assert after.endswith("[9] model  huggingface.co/x/7\nand 4 models, 1 space")


def test_an_archived_and_read_paper_says_so() -> None:
    assert "read · × archived" in read(MODEL_ONLY, Triage(read=True, archived=True)).plain
    assert "doi:10.1000/model" in read(MODEL_ONLY).plain


def test_a_bare_paper_says_what_is_missing() -> None:
    assert read(BARE).plain == (
        "A paper of which only the title is known\n"
        "from a trending page\n"
        "unread\n\n"
        "This source gave no abstract."
    )


def test_matches_are_marked_in_title_abstract_and_authors() -> None:
    def begin(shown: str, _field: str) -> Spans:
        return ((0, 3),) if shown else ()

    content = paper_text(Entry(1, MANY_LINKS), begin, STYLES)
    matched = [
        content.plain[span.start : span.end] for span in content.spans if span.style == STYLES.match
    ]
    assert matched == ["Att", "Ash", "The"]


def test_hostile_texts_stay_text() -> None:
    for text in HOSTILE_TEXTS:
        link = Link(LinkKind.PROJECT, f"https://example.org/{text}")
        paper = Paper(
            text, text, authors=(Author(text),), keywords=(text,), comment=text, links=(link,),
            categories=(text,), organization=text, venue=text, sources=(text,),
        )  # fmt: skip
        content = read(paper, Triage(tags=(text,), note=text))
        assert "\x1b" not in content.plain
        assert all(isinstance(span.style, Style) for span in content.spans)
