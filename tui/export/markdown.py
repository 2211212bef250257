"""Markdown: papers to read, for notes, a wiki or a mail."""

import re
from collections.abc import Iterator, Sequence

from tui.export.citation import citation_url
from tui.export.text import plain
from tui.papers.links import paper_page_url, pdf_url
from tui.papers.paper import Entry, LinkKind, Paper
from tui.papers.text import clean_lines

# What CommonMark, its tables, strikethrough and dollar maths read as markup inside a line.
_INLINE_MARKUP = re.compile(r"([\\`*_\[\]<>|~$^]|&(?=#?\w))")
_BLOCK_MARKUP = re.compile(r"^(\d*)([#+=.)-])")
_UNSAFE_IN_ADDRESS = re.compile(r"[\s\\<>()\[\]`*|]")


def render(entries: Sequence[Entry]) -> str:
    """A section a paper: its title as a link, who and when, links, abstract, note and tags."""
    return "\n".join("\n\n".join(_section(entry)) + "\n" for entry in entries)


def title_link(paper: Paper) -> str:
    """The title as a link to the paper: ``[Title](https://…)``."""
    return _link(plain(paper.title), paper_page_url(paper))


def _section(entry: Entry) -> Iterator[str]:
    paper = entry.paper
    yield f"## {title_link(paper)}"
    for line in (_byline(paper), _links(paper), _escaped(plain(paper.abstract or ""))):
        if line:
            yield line
    if entry.triage.note:
        yield _quoted(entry.triage.note)
    if entry.triage.tags:
        yield "Tags: " + ", ".join(_escaped(plain(tag)) for tag in entry.triage.tags)


def _byline(paper: Paper) -> str:
    authors = ", ".join(plain(author.name) for author in paper.authors)
    day = paper.published_on or paper.listed_on
    parts = (authors, day.isoformat() if day else "", plain(paper.venue or ""))
    return _escaped(" · ".join(part for part in (*parts, ", ".join(paper.categories)) if part))


def _links(paper: Paper) -> str:
    links = [("PDF", pdf_url(paper))]
    links += [(link.kind.value, link.url) for link in paper.links if link.kind != LinkKind.PDF]
    if citation_url(paper) is None:
        links.insert(0, ("search on arXiv", paper_page_url(paper)))
    return " · ".join(_link(name, url) for name, url in links if url)


def _link(text: str, url: str) -> str:
    return f"[{_escaped(text)}]({_UNSAFE_IN_ADDRESS.sub(_percent_encoded, url)})"


def _percent_encoded(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8"))


def _quoted(note: str) -> str:
    paragraphs = re.split(r"\n\s*\n", clean_lines(note))
    return "\n>\n".join(_quoted_paragraph(paragraph.split("\n")) for paragraph in paragraphs)


def _quoted_paragraph(lines: list[str]) -> str:
    """Lines that stay lines: Markdown would join them without the backslash at their ends."""
    return "> " + "\\\n> ".join(_escaped(line.strip()) for line in lines)


def _escaped(text: str) -> str:
    return _BLOCK_MARKUP.sub(r"\1\\\2", _INLINE_MARKUP.sub(r"\\\1", text))
