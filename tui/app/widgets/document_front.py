"""What stands before the text of a paper: title, authors, facts, where it is from, and links."""

from collections.abc import Iterator

from tui.app.content import displayed
from tui.app.document.block import Block, Heading, Margin
from tui.app.document.document import Document
from tui.app.document.marked_text import MarkedText, joined, marked
from tui.app.widgets.paper_text import (
    authors_line,
    links_left_out,
    printed_facts,
    shown_links,
)
from tui.papers.full_text import FullText, TextOrigin
from tui.papers.paper import Entry, Link, Paper

_FETCHING = "fetching the full text …"
_ORIGINS = {
    TextOrigin.HUGGING_FACE: "text from Hugging Face",
    TextOrigin.ARXIV_HTML: "text from arXiv's HTML",
    TextOrigin.PDF: "text of the PDF",
}
_CLOSE = Margin(gap=None)


def origin_words(text: FullText, paper: Paper, enrich_key: str) -> str:
    """Where a text is from, in words for the line above it; ``enrich_key`` looks papers up."""
    if text.origin is TextOrigin.ABSTRACT:
        way_out = "" if paper.arxiv_id else f"{enrich_key} looks up its arXiv id."
        why = " ".join(filter(None, [text.why, way_out]))
        return f"abstract only: {why}" if why else "abstract only"
    return f"{_ORIGINS[text.origin]} · {text.why}" if text.why else _ORIGINS[text.origin]


def front(entry: Entry, origin: str) -> list[Block]:
    """The blocks before the text of a paper; ``origin`` says where that is from."""
    paper = entry.paper
    title = marked(displayed(paper.title))
    return [
        Heading(text=title, style="heading-1", level=1, margin=_CLOSE),
        *_facts(paper),
        Block(text=marked(origin), style="origin", margin=_CLOSE),
        *_links(paper),
        *_summary(paper),
    ]


def waiting_document(entry: Entry) -> Document:
    """A paper whose text is still to come."""
    return Document([*front(entry, _FETCHING), abstract(entry.paper)])


def full_document(
    entry: Entry, text: FullText, *, with_abstract: bool, enrich_key: str
) -> Document:
    """A paper with its text; the abstract comes first where asked for, or where that is all."""
    blocks = front(entry, origin_words(text, entry.paper, enrich_key))
    if text.origin is TextOrigin.ABSTRACT:
        return Document([*blocks, abstract(entry.paper)])
    if with_abstract:
        blocks.append(abstract(entry.paper))
    return Document(blocks, text.markdown, displayed(entry.paper.title))


def renewed_document(
    before: Document, was: Entry, entry: Entry, text: FullText | None, *, enrich_key: str
) -> Document:
    """A document with the lines above the text of a paper that ``was`` another record."""
    if text is None:
        return waiting_document(entry)
    with_abstract = before.front_size > len(front(was, ""))
    return full_document(entry, text, with_abstract=with_abstract, enrich_key=enrich_key)


def abstract(paper: Paper) -> Block:
    """The abstract as a paragraph, or that there is none."""
    if not paper.abstract:
        return Block(text=marked("This source gave no abstract."), style="fact")
    return Block(text=marked(displayed(paper.abstract)))


def _facts(paper: Paper) -> Iterator[Block]:
    if paper.authors:
        yield Block(text=marked(authors_line(paper)), margin=_CLOSE)
    facts = " · ".join(printed_facts(paper))
    if facts:
        yield Block(text=marked(facts), style="fact", margin=_CLOSE)


def _links(paper: Paper) -> Iterator[Block]:
    for number, link in shown_links(paper):
        yield Block(text=_link_line(number, link), margin=_CLOSE)
    more = links_left_out(paper)
    if more:
        yield Block(text=marked(more), style="fact", margin=_CLOSE)


def _summary(paper: Paper) -> Iterator[Block]:
    if paper.ai_summary:
        lead, words = marked("AI summary", "fact"), marked(displayed(paper.ai_summary))
        yield Block(text=joined([lead, words], "  "))


def _link_line(number: int, link: Link) -> MarkedText:
    shown = link.url.removeprefix("https://").removeprefix("http://")
    lead = MarkedText(f"[{number}] {link.kind.value}  ")
    return joined([lead, marked(shown, "link", link.url)])
