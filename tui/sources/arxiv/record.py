"""A paper as arXiv describes it, whichever of its services said so."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tui.papers.identity import arxiv_id_in, normalize_doi
from tui.papers.links import find_links
from tui.papers.paper import Paper
from tui.sources.arxiv_category import arxiv_categories
from tui.sources.item import Found, Skipped
from tui.sources.outside_text import LONGEST_LINE, one_line, passage
from tui.sources.person_name import authors_left_out, authors_of

_SOURCE = ("arxiv",)
_OAI_PREFIX = "oai:arXiv.org:"
_LONGEST_ID = 500


@dataclass(frozen=True, slots=True)
class ArxivRecord:
    """What arXiv says about a paper, in its own words: nothing is cleaned yet, ``""`` is absent.

    ``id`` may be an address, an OAI identifier, or bare, with a version or without.
    """

    id: str
    title: str
    abstract: str = ""
    authors: Sequence[str] = ()
    categories: Sequence[str] = ()
    comment: str = ""
    journal_ref: str = ""
    doi: str = ""
    published_on: date | None = None
    listed_on: date | None = None


def arxiv_items(record: ArxivRecord, where: str) -> Iterator[Found | Skipped]:
    """The paper, and a word on the authors if there are too many; why it is none otherwise."""
    arxiv_id = arxiv_id_in(record.id[:_LONGEST_ID].strip().removeprefix(_OAI_PREFIX))
    title = one_line(record.title)
    if arxiv_id is None:
        yield Skipped(where, "It has no arXiv id.")
    elif title is None:
        yield Skipped(where, f"{arxiv_id} has no title.")
    else:
        yield Found(_paper(record, arxiv_id, title))
        yield from authors_left_out(record.authors, where)


def _paper(record: ArxivRecord, arxiv_id: str, title: str) -> Paper:
    abstract, comment = passage(record.abstract), one_line(record.comment)
    return Paper(
        title=title,
        abstract=abstract,
        arxiv_id=arxiv_id,
        doi=_first_doi(record.doi),
        authors=authors_of(record.authors),
        categories=arxiv_categories(record.categories),
        comment=comment,
        venue=one_line(record.journal_ref),
        published_on=record.published_on,
        listed_on=record.listed_on,
        links=find_links(f"{abstract or ''} {comment or ''}"),
        sources=_SOURCE,
    )


def _first_doi(text: str) -> str | None:
    """The first DOI: arXiv's field holds several of them, with spaces between, for some papers."""
    words = text[:LONGEST_LINE].split(maxsplit=1)
    return normalize_doi(words[0]) if words else None
