"""Answers of arXiv's query API: Atom, of the server of today and the one before 2025.

https://info.arxiv.org/help/api/user-manual.html
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from tui.sources.arxiv import ArxivError
from tui.sources.arxiv.day import iso_day
from tui.sources.arxiv.record import ArxivRecord, arxiv_items
from tui.sources.arxiv.xml_stream import BrokenXmlError, elements, read_entries, text_of
from tui.sources.item import Found, Skipped
from tui.sources.outside_text import one_line

_ATOM = "{http://www.w3.org/2005/Atom}"
_ARXIV = "{http://arxiv.org/schemas/atom}"
_TOTAL = "{http://a9.com/-/spec/opensearch/1.1/}totalResults"
_FEEDS = frozenset({f"{_ATOM}feed"})
_ENTRIES = frozenset({f"{_ATOM}entry"})
_AUTHOR_NAME = f"{_ATOM}author/{_ATOM}name"
_ERROR_PAGE = "/api/errors"


def read_atom(body: bytes) -> Iterator[Found | Skipped]:
    """The papers of an answer; none when nothing was found.

    ``ArxivError`` with arXiv's own words for an error feed, and for what is no Atom feed.
    """
    yield from read_entries(body, _FEEDS, _ENTRIES, _read_entry)


def atom_total(body: bytes) -> int | None:
    """How many papers match the query in all; ``None`` where the answer doesn't say."""
    try:
        for total in elements(body, _FEEDS, frozenset({_TOTAL})):
            printed = text_of(total).strip()
            return int(printed) if printed.isdecimal() and len(printed) < 19 else None
    except BrokenXmlError:
        pass
    return None


def _read_entry(entry: Element, where: str) -> Iterator[Found | Skipped]:
    page = text_of(entry.find(f"{_ATOM}id"))
    if _ERROR_PAGE in page:
        words = one_line(text_of(entry.find(f"{_ATOM}summary")).strip().rstrip("."))
        raise ArxivError(f"arXiv says: {words or 'error'}.", "Check the query.")
    yield from arxiv_items(_record(entry, page), where)


def _record(entry: Element, page: str) -> ArxivRecord:
    return ArxivRecord(
        id=page,
        title=text_of(entry.find(f"{_ATOM}title")),
        abstract=text_of(entry.find(f"{_ATOM}summary")),
        authors=[_unscrambled(text_of(name)) for name in entry.iterfind(_AUTHOR_NAME)],
        categories=_categories(entry),
        comment=text_of(entry.find(f"{_ARXIV}comment")),
        journal_ref=text_of(entry.find(f"{_ARXIV}journal_ref")),
        doi=text_of(entry.find(f"{_ARXIV}doi")),
        published_on=iso_day(text_of(entry.find(f"{_ATOM}published"))),
    )


def _categories(entry: Element) -> list[str]:
    """The codes, the primary one first."""
    tags = f"{_ARXIV}primary_category", f"{_ATOM}category"
    return [found.get("term", "") for tag in tags for found in entry.iterfind(tag)]


def _unscrambled(name: str) -> str:
    """``José`` for ``JosÃ©``: the server of 2026 takes the UTF-8 of some names for Latin-1."""
    if name.isascii():
        return name
    try:
        return name.encode("latin-1").decode()
    except UnicodeError:
        return name
