"""CSL-JSON, the input of citation processors (csl-data.json of the Citation Style Language 1.0)."""

import json
from collections.abc import Sequence
from datetime import date

from tui.export.citation import Kind, citation_keys, citation_url, keywords_of, kind_of, year_of
from tui.export.names import split_name
from tui.export.text import plain
from tui.papers.links import pdf_url
from tui.papers.paper import Entry, LinkKind, Paper
from tui.papers.text import clean_lines

_TYPES = {
    Kind.PREPRINT: "article",
    Kind.ARTICLE: "article-journal",
    Kind.MEETING: "paper-conference",
}


def render(entries: Sequence[Entry]) -> str:
    """An array with one item a paper; what is absent is left out, as the schema wants."""
    keys = citation_keys(entries)
    items = [_item(entry, key) for entry, key in zip(entries, keys, strict=True)]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def _item(entry: Entry, key: str) -> dict[str, object]:
    paper = entry.paper
    fields: dict[str, object] = {
        "id": key,
        "type": _TYPES[kind_of(paper)],
        "title": plain(paper.title),
        "author": [_name(author.name) for author in paper.authors],
        "issued": _issued(paper),
        "container-title": plain(paper.venue or ""),
        **_archive(paper),
        "DOI": paper.doi,
        "URL": citation_url(paper),
        "abstract": plain(paper.abstract or ""),
        "keyword": ", ".join(keywords_of(entry)),
        "annote": clean_lines(entry.triage.note or ""),
        "custom": _links(paper),
    }
    return {name: value for name, value in fields.items() if value}


def _archive(paper: Paper) -> dict[str, object]:
    if not paper.arxiv_id:
        return {}
    return {"publisher": "arXiv", "number": f"arXiv:{paper.arxiv_id}"}


def _name(text: str) -> dict[str, str]:
    name = split_name(text)
    if name.is_whole:
        return {"literal": name.family}
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particle,
        "suffix": name.suffix,
    }
    return {part: value for part, value in parts.items() if value}


def _issued(paper: Paper) -> dict[str, list[list[int]]] | None:
    day: date | None = paper.published_on
    if day:
        return {"date-parts": [[day.year, day.month, day.day]]}
    year = year_of(paper)
    return {"date-parts": [[year]]} if year else None


def _links(paper: Paper) -> dict[str, object]:
    code = [link.url for link in paper.links_of(LinkKind.CODE)]
    links: dict[str, object] = {"pdf": pdf_url(paper), "code": code}
    return {name: value for name, value in links.items() if value}
