"""How a paper reads: title, authors, dates, badges, links, note, summary, abstract, keywords."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.style import Style

from tui.app.content import Spans, displayed, highlighted, lines, plain
from tui.papers.links import numbered_links
from tui.papers.paper import Entry, Link, LinkKind, Paper
from tui.papers.words import counted

_AUTHORS_SHOWN = 12
_LINKS_SHOWN = 9
"""As many as there are digits to open them by; a paper can have a hundred models and spaces."""
_MADE_BY_OTHERS = (LinkKind.MODEL, LinkKind.DATASET, LinkKind.SPACE)
_KIND_NAMES = {LinkKind.CODE: "code link", LinkKind.PDF: "PDF"}
_SOURCE_WORDS = {
    "arxiv": "arXiv",
    "bibtex": "a BibTeX file",
    "csl": "a CSL-JSON file",
    "hf": "Hugging Face",
    "ids": "a list of ids",
    "jsonl": "a JSONL file",
    "page": "a trending page",
    "ris": "a RIS file",
}

FieldSpans = Callable[[str, str], Spans]
"""The matched character spans of a displayed text, given the field that it belongs to."""


@dataclass(frozen=True, slots=True)
class PaperStyles:
    """The styles of the parts of a paper, taken from the theme."""

    title: Style
    fact: Style
    link: Style
    match: Style
    badge: Style


def paper_text(
    entry: Entry, spans: FieldSpans, styles: PaperStyles, because: Sequence[str] = ()
) -> Content:
    """All that is known of a paper, its parts an empty line apart.

    ``because`` are the phrases that tie it to what the query asks papers to be like.
    """
    return Content("\n\n").join(filter(None, _paragraphs(entry, spans, styles, because)))


def _paragraphs(
    entry: Entry, spans: FieldSpans, styles: PaperStyles, because: Sequence[str]
) -> Iterator[Content]:
    """The parts of a paper in reading order, empty where it has none."""
    paper = entry.paper
    title = displayed(paper.title)
    heading = highlighted(title, spans(title, "title"), styles.match).stylize_before(styles.title)
    yield Content("\n").join([heading, *_facts(entry, spans, styles), *_ties(because, styles)])
    yield _links(paper, styles, of_others=False)
    if entry.triage.note:
        yield Content.styled("Note\n", styles.badge) + lines(entry.triage.note)
    if paper.ai_summary:
        yield Content.styled("AI summary  ", styles.fact) + plain(paper.ai_summary)
    yield _abstract(paper, spans, styles)
    yield _links(paper, styles, of_others=True)
    if paper.keywords:
        yield Content.styled("Keywords  ", styles.fact) + plain(", ".join(paper.keywords))
    if paper.comment:
        yield Content.styled("Comment  ", styles.fact) + plain(paper.comment)


def _abstract(paper: Paper, spans: FieldSpans, styles: PaperStyles) -> Content:
    if not paper.abstract:
        return Content.styled("This source gave no abstract.", styles.fact)
    abstract = displayed(paper.abstract)
    return highlighted(abstract, spans(abstract, "abstract"), styles.match)


def _facts(entry: Entry, spans: FieldSpans, styles: PaperStyles) -> Iterator[Content]:
    paper = entry.paper
    if paper.authors:
        authors = authors_line(paper)
        yield highlighted(authors, spans(authors, "author"), styles.match)
    yield Content(" · ").join(plain(fact) for fact in printed_facts(paper)).stylize(styles.fact)
    badges = _badges(entry)
    if badges:
        yield Content(" · ").join(plain(badge) for badge in badges).stylize(styles.badge)


def _ties(because: Sequence[str], styles: PaperStyles) -> Iterator[Content]:
    if because:
        yield Content.styled("because: ", styles.fact) + plain(", ".join(because))


def authors_line(paper: Paper) -> str:
    """The authors, of many the first."""
    names = [displayed(author.name) for author in paper.authors[:_AUTHORS_SHOWN]]
    more = len(paper.authors) - len(names)
    return ", ".join(names) + (f" and {more:,} more" if more else "")


def printed_facts(paper: Paper) -> list[str]:
    """What is known of a paper besides its words, each fact as it is shown."""
    sources = [_SOURCE_WORDS.get(name, name) for name in paper.sources]
    facts = [
        f"listed {paper.listed_on.isoformat()}" if paper.listed_on else "",
        f"published {paper.published_on.isoformat()}" if paper.published_on else "",
        ", ".join(paper.categories),
        paper.venue or "",
        paper.organization or "",
        f"▲ {paper.upvotes:,}" if paper.upvotes is not None else "",
        f"★ {paper.stars:,}" if paper.stars is not None else "",
        counted(paper.num_comments, "comment") if paper.num_comments else "",
        f"arXiv:{paper.arxiv_id}" if paper.arxiv_id else "",
        f"doi:{paper.doi}" if paper.doi else "",
        f"submitted by {paper.submitter}" if paper.submitter else "",
        f"from {', '.join(sources)}" if sources else "",
    ]
    return [fact for fact in facts if fact]


def _badges(entry: Entry) -> list[str]:
    triage = entry.triage
    badges = [
        "★ bookmarked" if triage.bookmarked else "",
        "read" if triage.read else "unread",
        "× archived" if triage.archived else "",
        *(f"#{tag}" for tag in triage.tags),
    ]
    return [badge for badge in badges if badge]


def shown_links(paper: Paper) -> list[tuple[int, Link]]:
    """The links that there is a digit for, each with its number."""
    return list(enumerate(numbered_links(paper)[:_LINKS_SHOWN], start=1))


def links_left_out(paper: Paper) -> str:
    """How many links there are besides, by kind: ``and 21 models, 1 space``."""
    kinds = Counter(link.kind for link in numbered_links(paper)[_LINKS_SHOWN:])
    counts = [counted(number, _KIND_NAMES.get(kind, kind)) for kind, number in kinds.items()]
    return f"and {', '.join(counts)}" if counts else ""


def _links(paper: Paper, styles: PaperStyles, *, of_others: bool) -> Content:
    """The links that are the authors', or those to what others made of the paper."""
    shown = [
        _link(place, link, styles)
        for place, link in shown_links(paper)
        if (link.kind in _MADE_BY_OTHERS) is of_others
    ]
    more = links_left_out(paper)
    if more and of_others:
        shown.append(Content.styled(more, styles.fact))
    return Content("\n").join(shown)


def _link(place: int, link: Link, styles: PaperStyles) -> Content:
    shown = link.url.removeprefix("https://").removeprefix("http://")
    return Content(f"[{place}] {link.kind.value}  ") + plain(shown, styles.link)
