"""``papertui show``."""

import sys
from collections.abc import Iterator

import click

from tui.cli.cells import wrapped
from tui.cli.examples import examples
from tui.cli.output import as_json, is_terminal, say, styled, terminal_width
from tui.cli.references import paper_meant
from tui.cli.session import Session, pass_session
from tui.papers.links import numbered_links, paper_page_url, pdf_url
from tui.papers.paper import Entry, Paper, Triage
from tui.papers.record import to_record
from tui.papers.tag import shown_tag
from tui.papers.text import clean, clean_lines, tex_to_unicode
from tui.papers.words import counted

_WIDEST_TEXT = 88


@click.command(
    epilog=examples(
        "papertui show 17", "papertui show 2501.00663", "papertui show 17 --format json"
    )
)
@click.argument("paper", metavar="ID")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="To read, or as a JSON object.",
)
@pass_session
def show(session: Session, paper: str, form: str) -> int:
    """Print one paper: its number, arXiv id, DOI or whole title says which."""
    with session.open_library() as library:
        [entry] = library.timed_entries([paper_meant(library, paper)])
    say(as_json(to_record(entry), indent=2) if form == "json" else as_text(entry))
    return 0


def as_text(entry: Entry) -> str:
    """All that there is to read about a paper, in paragraphs; wrapped on a terminal."""
    parts = (
        "\n".join(_head(entry)),
        _prose(entry.paper.abstract or ""),
        _prose(f"AI summary: {entry.paper.ai_summary}" if entry.paper.ai_summary else ""),
        "\n".join(_lists(entry)),
        "\n".join(_addresses(entry.paper)),
        clean_lines(f"Note: {entry.triage.note}" if entry.triage.note else ""),
    )
    return "\n\n".join(part for part in parts if part)


def _head(entry: Entry) -> Iterator[str]:
    paper = entry.paper
    yield styled(_prose(paper.title), bold=True)
    if paper.authors:
        yield _prose(", ".join(author.name for author in paper.authors))
    facts = [f"paper {entry.id}", *_facts(paper), *_marks(entry.triage)]
    yield styled(" · ".join(facts), dim=True)


def _facts(paper: Paper) -> Iterator[str]:
    if paper.listed_on:
        yield f"listed {paper.listed_on}"
    if paper.published_on:
        yield f"published {paper.published_on}"
    if paper.organization:
        yield paper.organization
    if paper.venue:
        yield paper.venue
    yield from paper.categories
    if paper.upvotes is not None:
        yield f"▲ {paper.upvotes:,}"
    if paper.stars is not None:
        yield f"★ {paper.stars:,}"
    if paper.num_comments:
        yield counted(paper.num_comments, "comment")
    if paper.submitter:
        yield f"submitted by {clean(paper.submitter)}"


def _marks(triage: Triage) -> Iterator[str]:
    if triage.bookmarked:
        yield "bookmarked"
    if triage.read:
        yield "read"
    if triage.archived:
        yield "archived"


def _lists(entry: Entry) -> Iterator[str]:
    if entry.paper.comment:
        yield _prose(f"Comment: {entry.paper.comment}")
    if entry.paper.keywords:
        yield _prose(f"Keywords: {', '.join(entry.paper.keywords)}")
    if entry.triage.tags:
        yield _prose(f"Tags: {' '.join(map(shown_tag, entry.triage.tags))}")


def _addresses(paper: Paper) -> Iterator[str]:
    yield f"page     {paper_page_url(paper)}"
    pdf = pdf_url(paper)
    if pdf:
        yield f"pdf      {pdf}"
    for link in numbered_links(paper):
        if link.url != pdf:
            yield f"{link.kind:8} {link.url}"


def _prose(text: str) -> str:
    readable = tex_to_unicode(text)
    if not is_terminal(sys.stdout):
        return readable
    return wrapped(readable, min(_WIDEST_TEXT, terminal_width()))
