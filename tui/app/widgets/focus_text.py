"""How one paper reads when it has the whole screen, and what stands there when all are done."""

from collections.abc import Iterator
from dataclasses import dataclass

from textual.content import Content

from tui.app.content import displayed, highlighted, lines, plain
from tui.app.widgets.paper_text import (
    FieldSpans,
    PaperStyles,
    authors_line,
    links_left_out,
    shown_links,
)
from tui.papers.paper import Entry, Paper
from tui.papers.tag import shown_tag


def focus_text(entry: Entry, spans: FieldSpans, styles: PaperStyles) -> Content:
    """Title, facts, links, what was made of it, abstract: an empty line between each."""
    return Content("\n\n").join(filter(None, _paragraphs(entry, spans, styles)))


def _paragraphs(entry: Entry, spans: FieldSpans, styles: PaperStyles) -> Iterator[Content]:
    paper = entry.paper
    title = displayed(paper.title)
    yield highlighted(title, spans(title, "title"), styles.match).stylize_before(styles.title)
    yield Content("\n").join(_about(paper, styles))
    yield _marks(entry, styles)
    if entry.triage.note:
        yield Content.styled("Note\n", styles.badge) + lines(entry.triage.note)
    if paper.ai_summary:
        yield Content.styled("AI summary  ", styles.fact) + plain(paper.ai_summary)
    if paper.abstract:
        abstract = displayed(paper.abstract)
        yield highlighted(abstract, spans(abstract, "abstract"), styles.match)
    else:
        yield Content.styled("This source gave no abstract.", styles.fact)


def _about(paper: Paper, styles: PaperStyles) -> Iterator[Content]:
    if paper.authors:
        yield Content(authors_line(paper))
    if facts := _facts(paper):
        yield Content.styled(" · ".join(map(displayed, facts)), styles.fact)
    if links := _links(paper, styles):
        yield links


def _facts(paper: Paper) -> list[str]:
    """What helps to decide: when, where from, and how many liked it."""
    facts = [
        paper.day.isoformat() if paper.day else "",
        ", ".join(paper.categories),
        paper.organization or "",
        paper.venue or "",
        f"▲ {paper.upvotes:,}" if paper.upvotes is not None else "",
        f"★ {paper.stars:,}" if paper.stars is not None else "",
    ]
    return [fact for fact in facts if fact]


def _links(paper: Paper, styles: PaperStyles) -> Content:
    """The links by their kinds, behind the digits that open them."""
    shown = [
        Content(f"[{place}] ") + Content.styled(link.kind.value, styles.link)
        for place, link in shown_links(paper)
    ]
    if more := links_left_out(paper):
        shown.append(Content.styled(more, styles.fact))
    return Content("  ").join(shown)


def _marks(entry: Entry, styles: PaperStyles) -> Content:
    triage = entry.triage
    marks = [
        "★ bookmarked" if triage.bookmarked else "",
        "× archived" if triage.archived else "",
        *(f"#{shown_tag(tag)}" for tag in triage.tags),
    ]
    return Content(" · ").join(plain(mark) for mark in marks if mark).stylize(styles.badge)


@dataclass(frozen=True, slots=True)
class FocusCard:
    """What stands in the place of a paper after the last one."""

    title: str
    totals: str
    ways_on: tuple[tuple[str, str], ...]

    def text(self, styles: PaperStyles) -> Content:
        """The card as it is drawn: title, totals, and keys with what they lead to."""
        ways = [
            Content.styled(f"{key:>5}", styles.title) + Content(f"  {words}")
            for key, words in self.ways_on
        ]
        title = Content.styled(self.title, styles.title)
        totals = Content.styled(self.totals, styles.fact)
        return Content("\n").join([title, totals, Content(""), *ways])
