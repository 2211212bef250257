"""arXiv's metadata over OAI-PMH, in the formats arXiv, arXivRaw, arXivOld and oai_dc.

https://info.arxiv.org/help/oa/index.html and https://www.openarchives.org/OAI/openarchivesprotocol.html

Inside a record tags are looked up by name alone: some servers leave out the namespace of the
metadata, and each of the formats has one of its own.
"""

from collections.abc import Iterator
from datetime import date
from xml.etree.ElementTree import Element

from tui.sources.arxiv import ArxivError
from tui.sources.arxiv.day import iso_day, mail_day
from tui.sources.arxiv.dublin_core import dublin_core_record
from tui.sources.arxiv.record import ArxivRecord, arxiv_items
from tui.sources.arxiv.xml_stream import BrokenXmlError, elements, local_name, read_entries, text_of
from tui.sources.item import Found, Skipped
from tui.sources.outside_text import one_line
from tui.sources.person_name import listed_names

_OAI = "{http://www.openarchives.org/OAI/2.0/}"
_ANSWERS = frozenset({f"{_OAI}OAI-PMH"})
_ENTRIES = frozenset({f"{_OAI}record", f"{_OAI}error"})
_TOKENS = frozenset({f"{_OAI}resumptionToken"})
_LONGEST_TOKEN = 2_000
_NOTHING_FOUND = "noRecordsMatch"


def read_oai(body: bytes) -> Iterator[Found | Skipped]:
    """The papers of ``ListRecords`` or ``GetRecord``; deleted records are passed over.

    Nothing when no records match. ``ArxivError`` with arXiv's words and code for any other error,
    and for what is no answer of OAI-PMH.
    """
    yield from read_entries(body, _ANSWERS, _ENTRIES, _read_entry)


def resumption_token(body: bytes) -> str | None:
    """What to ask for the next page with; ``None`` on the last one."""
    try:
        for token in elements(body, _ANSWERS, _TOKENS):
            return text_of(token).strip()[:_LONGEST_TOKEN] or None
    except BrokenXmlError:
        pass
    return None


def _read_entry(entry: Element, where: str) -> Iterator[Found | Skipped]:
    if local_name(entry.tag) == "error":
        _raise_error(entry)
        return
    header, metadata = entry.find("{*}header"), entry.find("{*}metadata")
    if header is not None and header.get("status") == "deleted":
        return
    if metadata is None or not len(metadata):
        yield Skipped(where, "It has no metadata.")
        return
    record = _record(header, metadata[0])
    yield from arxiv_items(record, where)


def _raise_error(error: Element) -> None:
    code = one_line(error.get("code", "")[:100]) or "error"
    if code != _NOTHING_FOUND:
        words = one_line(text_of(error).strip().rstrip("."))
        raise ArxivError(
            f"arXiv says: {words} ({code})." if words else f"arXiv says: {code}.",
            "Start this range of days again.",
            code,
        )


def _record(header: Element | None, metadata: Element) -> ArxivRecord:
    if local_name(metadata.tag) == "dc":
        return dublin_core_record(header, metadata)
    return ArxivRecord(
        id=_text(metadata, "id"),
        title=_text(metadata, "title"),
        abstract=_text(metadata, "abstract"),
        authors=_authors(metadata),
        categories=_text(metadata, "categories").split(),
        comment=_text(metadata, "comments"),
        journal_ref=_text(metadata, "journal-ref"),
        doi=_text(metadata, "doi"),
        published_on=_first_day(metadata),
    )


def _text(metadata: Element, name: str) -> str:
    return text_of(metadata.find(f"{{*}}{name}"))


def _authors(metadata: Element) -> list[str]:
    authors = metadata.find("{*}authors")
    if authors is None or not len(authors):
        return listed_names(text_of(authors))
    return [_name(author) for author in authors]


def _name(author: Element) -> str:
    parts = (_text(author, name).strip() for name in ("forenames", "keyname", "suffix"))
    return " ".join(filter(None, parts))


def _first_day(metadata: Element) -> date | None:
    """The day of the first version, which only some formats call ``created``."""
    return (
        iso_day(_text(metadata, "created"))
        or mail_day(text_of(metadata.find("{*}version/{*}date")))
        or mail_day(_text(metadata, "date"))
    )
