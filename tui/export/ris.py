"""RIS, the tagged format of reference managers (Research Information Systems, 2001)."""

from collections.abc import Iterator, Sequence

from tui.export.citation import Kind, citation_keys, citation_url, keywords_of, kind_of, year_of
from tui.export.names import Name, split_name
from tui.export.text import plain
from tui.papers.links import pdf_url
from tui.papers.paper import Entry, Paper

# Reference managers read UNPB, unpublished work, as a preprint or manuscript.
_TYPES = {Kind.PREPRINT: "UNPB", Kind.ARTICLE: "JOUR", Kind.MEETING: "CPAPER"}


def render(entries: Sequence[Entry]) -> str:
    """One record a paper, every value on one line, lines ending in CR LF as the format wants."""
    return "".join(
        _record(entry, key) for entry, key in zip(entries, citation_keys(entries), strict=True)
    )


def _record(entry: Entry, key: str) -> str:
    fields = [(tag, " ".join(value.split())) for tag, value in _fields(entry, key)]
    lines = [f"{tag}  - {value}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", "", ""])


def _fields(entry: Entry, key: str) -> Iterator[tuple[str, str]]:
    paper = entry.paper
    yield "TY", _TYPES[kind_of(paper)]
    yield "ID", key
    yield "TI", plain(paper.title)
    for author in paper.authors:
        yield "AU", _inverted(split_name(author.name))
    yield from _appearance(paper)
    yield "AB", plain(paper.abstract or "")
    for keyword in keywords_of(entry):
        yield "KW", keyword
    yield "N1", plain(entry.triage.note or "")
    yield "UR", citation_url(paper) or ""
    yield "L1", pdf_url(paper) or ""


def _appearance(paper: Paper) -> Iterator[tuple[str, str]]:
    yield "PY", str(year_of(paper) or "")
    yield "DA", paper.published_on.strftime("%Y/%m/%d/") if paper.published_on else ""
    yield "T2", plain(paper.venue or "")
    yield "DO", paper.doi or ""
    if paper.arxiv_id:
        yield "DB", "arXiv"
        yield "AN", f"arXiv:{paper.arxiv_id}"


def _inverted(name: Name) -> str:
    if name.is_whole:
        # A comma would split the name of an organization into family and given name.
        return name.family.replace(",", "")
    return ", ".join(part for part in (name.full_family, name.given, name.suffix) if part)
