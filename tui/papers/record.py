"""Papers as JSON: one stable shape for the command line's output, JSONL files and their import."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from tui.errors import PapertuiError
from tui.papers.identity import arxiv_id_in, normalize_doi
from tui.papers.links import find_links, link_kind, safe_url
from tui.papers.paper import Author, ChangeTimes, Entry, Link, LinkKind, Paper, Triage, moment_of
from tui.papers.text import clean, clean_lines, is_plain

_LONGEST_LINE = 20_000
_LONGEST_TEXT = 200_000
_LONGEST_NOTE = 2_000_000
_MOST_ITEMS = 10_000
_LARGEST_COUNT = 2**63 - 1
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_LINK_KINDS = {str(kind): kind for kind in LinkKind}
_TRIAGE_FIELDS = frozenset({"bookmarked", "read", "archived", "tags", "note", "changed_at"})
_NO_TRIAGE = Triage()


class RecordError(PapertuiError):
    """A field can't be used: ``field`` is its name, ``expected`` says what it takes."""

    def __init__(self, field: str, expected: str) -> None:
        super().__init__(f"“{field}” must be {expected}.")
        self.field = field
        self.expected = expected


def to_record(entry: Entry, score: float | None = None) -> dict[str, Any]:
    """An entry as a JSON object. What is absent is ``None`` or ``[]``, never a missing key.

    ``changed_at`` has only what was ever changed, and is ``None`` for an entry without times.
    """
    paper, triage = entry.paper, entry.triage
    return {
        "id": entry.id,
        "arxiv_id": paper.arxiv_id,
        "doi": paper.doi,
        "title": paper.title,
        "abstract": paper.abstract,
        "authors": [author.name for author in paper.authors],
        "categories": list(paper.categories),
        "keywords": list(paper.keywords),
        "comment": paper.comment,
        "organization": paper.organization,
        "venue": paper.venue,
        "ai_summary": paper.ai_summary,
        "submitter": paper.submitter,
        "published_on": _printed(paper.published_on),
        "listed_on": _printed(paper.listed_on),
        "upvotes": paper.upvotes,
        "stars": paper.stars,
        "num_comments": paper.num_comments,
        "links": [{"kind": str(link.kind), "url": link.url} for link in paper.links],
        "sources": list(paper.sources),
        "bookmarked": triage.bookmarked,
        "read": triage.read,
        "archived": triage.archived,
        "tags": list(triage.tags),
        "note": triage.note,
        "changed_at": _printed_times(triage.changed_at),
        "score": score,
    }


def from_record(record: Mapping[str, Any]) -> tuple[Paper, Triage]:
    """The paper and the triage that a JSON object describes.

    Only ``title`` is required; unknown keys, ``id`` and ``score`` are ignored. Text is cleaned,
    very long text and lists are cut, links that may not be opened are left out. Without the key
    ``links`` they are looked for in the abstract. ``RecordError`` for a wrong type, for an id, a
    DOI or a day that can't be read, and for a note or a tag that would have to be cut.
    """
    return _paper(record), _triage(record)


def _paper(record: Mapping[str, Any]) -> Paper:
    title = _text(record, "title")
    if title is None:
        raise RecordError("title", "text that isn't empty")
    abstract = _text(record, "abstract", _LONGEST_TEXT)
    arxiv_id, doi = _ids(record)
    return Paper(
        title=title,
        abstract=abstract,
        arxiv_id=arxiv_id,
        doi=doi,
        authors=tuple(map(Author, _texts(record, "authors"))),
        categories=_texts(record, "categories"),
        keywords=_texts(record, "keywords"),
        comment=_text(record, "comment"),
        organization=_text(record, "organization"),
        venue=_text(record, "venue"),
        ai_summary=_text(record, "ai_summary"),
        submitter=_text(record, "submitter"),
        published_on=_day(record, "published_on"),
        listed_on=_day(record, "listed_on"),
        upvotes=_count(record, "upvotes"),
        stars=_count(record, "stars"),
        num_comments=_count(record, "num_comments"),
        links=_links(record) if "links" in record else find_links(abstract),
        sources=_texts(record, "sources"),
    )


def _triage(record: Mapping[str, Any]) -> Triage:
    if _TRIAGE_FIELDS.isdisjoint(record):
        return _NO_TRIAGE
    return Triage(
        bookmarked=_mark(record, "bookmarked"),
        read=_mark(record, "read"),
        archived=_mark(record, "archived"),
        tags=_tags(record),
        note=_note(record),
        changed_at=_change_times(record),
    )


def _change_times(record: Mapping[str, Any]) -> ChangeTimes | None:
    times = _object(record, "changed_at", "changed_at")
    if not times:
        return None
    return ChangeTimes(
        bookmarked=_time(times, "bookmarked", "changed_at.bookmarked"),
        read=_time(times, "read", "changed_at.read"),
        archived=_time(times, "archived", "changed_at.archived"),
        note=_time(times, "note", "changed_at.note"),
        tags=_tag_times(_object(times, "tags", "changed_at.tags")),
    )


def _tag_times(times: Mapping[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for printed in list(times)[:_MOST_ITEMS]:
        _refuse_long_tag(printed, "changed_at.tags")
        name, at = clean(printed), _time(times, printed, "changed_at.tags")
        if name and at:
            found[name] = max(at, found.get(name, at))
    return found


def _object(record: Mapping[str, Any], field: str, named: str) -> Mapping[str, Any]:
    value = record.get(field)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise RecordError(named, "an object of times")
    return value


def _time(times: Mapping[str, Any], field: str, named: str) -> str | None:
    """A time in UTC with microseconds; one that names no zone is in UTC already."""
    value = times.get(field)
    if value is None:
        return None
    try:
        return moment_of(datetime.fromisoformat(value))
    except (TypeError, ValueError, OverflowError) as error:
        raise RecordError(named, "a time such as 2025-03-11T09:12:00.000000+00:00") from error


def _text(record: Mapping[str, Any], field: str, longest: int = _LONGEST_LINE) -> str | None:
    return clean(_string(record, field)[:longest]) or None


def _note(record: Mapping[str, Any]) -> str | None:
    printed = _string(record, "note")
    if len(printed) > _LONGEST_NOTE:
        raise RecordError("note", f"text of no more than {_LONGEST_NOTE:,} characters")
    return clean_lines(printed) or None


def _string(record: Mapping[str, Any], field: str) -> str:
    value = record.get(field)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise RecordError(field, "text")
    return value


def _tags(record: Mapping[str, Any]) -> tuple[str, ...]:
    tags = _texts(record, "tags")
    for printed in _list(record, "tags", "a list of texts"):
        _refuse_long_tag(printed, "tags")
    return tuple(sorted(set(tags)))


def _refuse_long_tag(printed: str, named: str) -> None:
    if len(printed) > _LONGEST_LINE:
        raise RecordError(named, f"tags of no more than {_LONGEST_LINE:,} characters")


def _texts(record: Mapping[str, Any], field: str) -> tuple[str, ...]:
    texts = _list(record, field, "a list of texts")
    if not texts:
        return ()
    try:
        joined = " ".join(texts)
    except TypeError as error:
        raise RecordError(field, "a list of texts") from error
    # Ends and seams with a space, such as empty texts make, are not plain.
    if joined and len(joined) <= _LONGEST_LINE and is_plain(joined):
        return tuple(texts)
    return tuple(filter(None, (clean(text[:_LONGEST_LINE]) for text in texts)))


def _list(record: Mapping[str, Any], field: str, expected: str) -> list[Any]:
    value = record.get(field)
    if value is None:
        return []
    if not isinstance(value, list):
        raise RecordError(field, expected)
    return value[:_MOST_ITEMS]


def _ids(record: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """The arXiv id and the DOI; a DOI of arXiv's own is an arXiv id."""
    printed_id, printed_doi = _text(record, "arxiv_id"), _text(record, "doi")
    arxiv_id = arxiv_id_in(printed_id) if printed_id else None
    if printed_id and not arxiv_id:
        raise RecordError("arxiv_id", "an arXiv id such as 2501.00663")
    doi = normalize_doi(printed_doi) if printed_doi else None
    if printed_doi and not doi:
        named = arxiv_id_in(printed_doi)
        if not named:
            raise RecordError("doi", "a DOI such as 10.1000/182")
        arxiv_id = arxiv_id or named
    return arxiv_id, doi


def _day(record: Mapping[str, Any], field: str) -> date | None:
    value = record.get(field)
    if value is None:
        return None
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise RecordError(field, "a day such as 2025-03-11")


def _count(record: Mapping[str, Any], field: str) -> int | None:
    value = record.get(field)
    if value is None:
        return None
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _LARGEST_COUNT:
        return value
    raise RecordError(field, "a whole number, 0 or more")


def _mark(record: Mapping[str, Any], field: str) -> bool:
    value = record.get(field)
    if value is None or isinstance(value, bool):
        return bool(value)
    raise RecordError(field, "true or false")


def _links(record: Mapping[str, Any]) -> tuple[Link, ...]:
    links = (_link(value) for value in _list(record, "links", "a list of links"))
    return tuple(dict.fromkeys(link for link in links if link))


def _link(value: Any) -> Link | None:
    """A link from ``{"kind": …, "url": …}`` or an address alone; ``None`` for one not to open."""
    if isinstance(value, str):
        value = {"url": value}
    printed = value.get("url") if isinstance(value, dict) else None
    if not isinstance(printed, str):
        raise RecordError("links", 'a list of links such as {"kind": "code", "url": "https://…"}')
    url = safe_url(printed)
    if url is None:
        return None
    kind = value.get("kind")
    known = _LINK_KINDS.get(kind) if isinstance(kind, str) else None
    return Link(known or link_kind(url), url)


def _printed(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _printed_times(times: ChangeTimes | None) -> dict[str, Any] | None:
    if times is None:
        return None
    printed = {
        "bookmarked": times.bookmarked,
        "read": times.read,
        "archived": times.archived,
        "note": times.note,
        "tags": dict(sorted(times.tags.items())),
    }
    return {name: value for name, value in printed.items() if value} or None
