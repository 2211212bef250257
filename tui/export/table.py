"""CSV (RFC 4180): one row a paper below a row of column names, for spreadsheets."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence

from tui.export.citation import citation_url
from tui.export.text import plain
from tui.papers.links import pdf_url
from tui.papers.paper import Entry, LinkKind
from tui.papers.text import clean_lines

_FORMULA_STARTS = tuple("=+-@\t\r＝＋－＠")


def render(entries: Sequence[Entry]) -> str:
    """The table, its lines ending in CR LF. Lists are joined by ``; ``; what is absent is empty.

    Text that a spreadsheet would run as a formula gets an apostrophe in front.
    """
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(_COLUMNS)
    writer.writerows([_cell(value(entry)) for value in _COLUMNS.values()] for entry in entries)
    return table.getvalue()


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return f"'{value}" if value.startswith(_FORMULA_STARTS) else value
    return str(value)


def _joined(texts: Iterable[str]) -> str:
    return "; ".join(map(plain, texts))


def _urls(kind: LinkKind) -> Callable[[Entry], str]:
    return lambda entry: _joined(link.url for link in entry.paper.links_of(kind))


_COLUMNS: dict[str, Callable[[Entry], object]] = {
    "id": lambda entry: entry.id,
    "title": lambda entry: plain(entry.paper.title),
    "authors": lambda entry: _joined(author.name for author in entry.paper.authors),
    "published_on": lambda entry: entry.paper.published_on,
    "listed_on": lambda entry: entry.paper.listed_on,
    "arxiv_id": lambda entry: entry.paper.arxiv_id,
    "doi": lambda entry: entry.paper.doi,
    "venue": lambda entry: plain(entry.paper.venue or ""),
    "organization": lambda entry: plain(entry.paper.organization or ""),
    "submitter": lambda entry: plain(entry.paper.submitter or ""),
    "categories": lambda entry: _joined(entry.paper.categories),
    "keywords": lambda entry: _joined(entry.paper.keywords),
    "upvotes": lambda entry: entry.paper.upvotes,
    "stars": lambda entry: entry.paper.stars,
    "num_comments": lambda entry: entry.paper.num_comments,
    "url": lambda entry: citation_url(entry.paper),
    "pdf": lambda entry: pdf_url(entry.paper),
    "code": _urls(LinkKind.CODE),
    "project": _urls(LinkKind.PROJECT),
    "bookmarked": lambda entry: entry.triage.bookmarked,
    "read": lambda entry: entry.triage.read,
    "archived": lambda entry: entry.triage.archived,
    "tags": lambda entry: _joined(entry.triage.tags),
    "note": lambda entry: clean_lines(entry.triage.note or ""),
    "ai_summary": lambda entry: plain(entry.paper.ai_summary or ""),
    "abstract": lambda entry: plain(entry.paper.abstract or ""),
}
