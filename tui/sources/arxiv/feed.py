"""arXiv's daily feeds (rss.arxiv.org), as RSS and as Atom.

https://info.arxiv.org/help/rss_specifications.html and atom_specifications.html
"""

import re
from collections.abc import Iterator
from datetime import date
from xml.etree.ElementTree import Element

from tui.sources.arxiv.day import iso_day, mail_day
from tui.sources.arxiv.record import ArxivRecord, arxiv_items
from tui.sources.arxiv.xml_stream import read_entries, text_of
from tui.sources.item import Found, Skipped
from tui.sources.person_name import listed_names

_ATOM = "{http://www.w3.org/2005/Atom}"
_ARXIV = "{http://arxiv.org/schemas/atom}"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_FEEDS = frozenset({"rss", f"{_ATOM}feed"})
_ENTRIES = frozenset({"item", f"{_ATOM}entry"})
_PREFACE = re.compile(
    r"\s*arXiv:(?P<id>\S+)\s+Announce Type:\s*(?P<type>[\w-]+)\s*(?:Abstract:)?", re.IGNORECASE
)
_REPLACEMENT = "replace"


def read_feed(body: bytes) -> Iterator[Found | Skipped]:
    """The papers of a day; none at weekends and on holidays, which is no error.

    New and cross-listed papers are listed on the day of the announcement, counted where arXiv
    counts it (US Eastern). Replaced ones have no list day. No feed tells the day of publication.
    ``ArxivError`` for what is neither RSS nor Atom.
    """
    yield from read_entries(body, _FEEDS, _ENTRIES, _read_entry)


def _read_entry(entry: Element, where: str) -> Iterator[Found | Skipped]:
    is_rss = entry.tag == "item"
    yield from arxiv_items(_from_rss(entry) if is_rss else _from_atom(entry), where)


def _from_rss(item: Element) -> ArxivRecord:
    return _record(
        item,
        id=text_of(item.find("guid")) or text_of(item.find("link")),
        title=text_of(item.find("title")),
        summary=text_of(item.find("description")),
        categories=[text_of(category).strip() for category in item.iterfind("category")],
        day=mail_day(text_of(item.find("pubDate"))),
    )


def _from_atom(entry: Element) -> ArxivRecord:
    return _record(
        entry,
        id=text_of(entry.find(f"{_ATOM}id")),
        title=text_of(entry.find(f"{_ATOM}title")),
        summary=text_of(entry.find(f"{_ATOM}summary")),
        categories=[found.get("term", "") for found in entry.iterfind(f"{_ATOM}category")],
        day=iso_day(text_of(entry.find(f"{_ATOM}published"))),
    )


def _record(
    entry: Element, *, id: str, title: str, summary: str, categories: list[str], day: date | None
) -> ArxivRecord:
    """What both kinds of feed have in common: a summary with a preface, and arXiv's own tags."""
    preface = _PREFACE.match(summary)
    announced = text_of(entry.find(f"{_ARXIV}announce_type")) or (
        preface["type"] if preface else ""
    )
    return ArxivRecord(
        id=id,
        title=title,
        abstract=summary[preface.end() :] if preface else summary,
        authors=listed_names(text_of(entry.find(_CREATOR))),
        categories=categories,
        journal_ref=text_of(entry.find(f"{_ARXIV}journal_reference")),
        doi=text_of(entry.find(f"{_ARXIV}DOI")),
        listed_on=None if announced.strip().startswith(_REPLACEMENT) else day,
    )
