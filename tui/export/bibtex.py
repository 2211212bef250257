"""BibTeX, with the arXiv fields that arXiv itself and JabRef write."""

from collections.abc import Iterator, Sequence

from tui.export.bibtex_text import bibtex_address, bibtex_name, bibtex_text, bibtex_title
from tui.export.citation import Kind, citation_keys, citation_url, keywords_of, kind_of, year_of
from tui.papers.paper import Entry, LinkKind, Paper
from tui.papers.text import clean_lines

_TYPES = {Kind.PREPRINT: "misc", Kind.ARTICLE: "article", Kind.MEETING: "inproceedings"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_VENUE_FIELDS = {Kind.ARTICLE: "journal", Kind.MEETING: "booktitle"}


def render(entries: Sequence[Entry]) -> str:
    """One entry a paper, in the order given, each with a citation key of its own."""
    keys = citation_keys(entries)
    return "\n".join(_entry(entry, key) for entry, key in zip(entries, keys, strict=True))


def _entry(entry: Entry, key: str) -> str:
    fields = [f"  {name} = {_value(name, text)},\n" for name, text in _fields(entry) if text]
    return f"@{_TYPES[kind_of(entry.paper)]}{{{key},\n{''.join(fields)}}}\n"


def _value(name: str, text: str) -> str:
    # Each style defines the months in its own words, under names that stand without braces.
    return text if name == "month" else f"{{{text}}}"


def _fields(entry: Entry) -> Iterator[tuple[str, str]]:
    paper = entry.paper
    yield "title", bibtex_title(paper.title)
    yield "author", " and ".join(bibtex_name(author.name) for author in paper.authors)
    yield from _appearance(paper)
    yield "url", bibtex_address(citation_url(paper) or "")
    yield "abstract", bibtex_text(paper.abstract or "")
    # A comma separates keywords, so none may hold one.
    yield "keywords", ", ".join(bibtex_text(word.replace(",", " ")) for word in keywords_of(entry))
    # Fields that styles don't know are kept by tools and never printed, which is right for these.
    yield "annote", "\n".join(map(bibtex_text, clean_lines(entry.triage.note or "").split("\n")))
    yield "code", ", ".join(bibtex_address(link.url) for link in paper.links_of(LinkKind.CODE))


def _appearance(paper: Paper) -> Iterator[tuple[str, str]]:
    yield "year", str(year_of(paper) or "")
    yield "month", _month(paper)
    if paper.venue:
        yield _VENUE_FIELDS[kind_of(paper)], bibtex_text(paper.venue)
    if paper.arxiv_id:
        yield "eprint", bibtex_address(paper.arxiv_id)
        yield "archivePrefix", "arXiv"
        yield "primaryClass", bibtex_address(paper.categories[0]) if paper.categories else ""
    yield "doi", bibtex_address(paper.doi or "")


def _month(paper: Paper) -> str:
    """The month of publication, unless only the year is known: that is kept as 1 January."""
    day = paper.published_on
    return _MONTHS[day.month - 1] if day and (day.month, day.day) != (1, 1) else ""
