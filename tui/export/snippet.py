"""The short pieces of papers that are copied to the clipboard."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tui.papers.paper import Entry, LinkKind


@dataclass(frozen=True, slots=True)
class Snippet:
    """Something to copy: its name, what it is, and what makes it of papers (``""``: of none)."""

    name: str
    description: str
    render: Callable[[Sequence[Entry]], str]


def _title(entry: Entry) -> str:
    from tui.export.text import plain

    return plain(entry.paper.title)


def _link(entry: Entry) -> str:
    from tui.papers.links import paper_page_url

    return paper_page_url(entry.paper)


def _bibtex(entries: Sequence[Entry]) -> str:
    from tui.export.bibtex import render

    return render(entries)


def _markdown(entry: Entry) -> str:
    from tui.export.markdown import title_link

    return title_link(entry.paper)


def _code_link(entry: Entry) -> str:
    links = entry.paper.links_of(LinkKind.CODE)
    return links[0].url if links else ""


def _lines(line: Callable[[Entry], str]) -> Callable[[Sequence[Entry]], str]:
    """What makes a line of each paper that there is one of."""
    return lambda entries: "\n".join(filter(None, map(line, entries)))


SNIPPETS: Mapping[str, Snippet] = {
    snippet.name: snippet
    for snippet in (
        Snippet("title", "Title", _lines(_title)),
        Snippet("link", "Link to the paper", _lines(_link)),
        Snippet("bibtex", "BibTeX entry", _bibtex),
        Snippet("markdown", "Markdown link", _lines(_markdown)),
        Snippet("code", "Link to the code", _lines(_code_link)),
    )
}
