"""The short pieces of a paper that are copied to the clipboard."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tui.papers.paper import Entry, LinkKind


@dataclass(frozen=True, slots=True)
class Snippet:
    """Something to copy: its name, what it is, and what makes it (``None``: there is none)."""

    name: str
    description: str
    render: Callable[[Entry], str | None]


def _title(entry: Entry) -> str:
    from tui.export.text import plain

    return plain(entry.paper.title)


def _link(entry: Entry) -> str:
    from tui.papers.links import paper_page_url

    return paper_page_url(entry.paper)


def _bibtex(entry: Entry) -> str:
    from tui.export.bibtex import render

    return render([entry])


def _markdown(entry: Entry) -> str:
    from tui.export.markdown import title_link

    return title_link(entry.paper)


def _code_link(entry: Entry) -> str | None:
    links = entry.paper.links_of(LinkKind.CODE)
    return links[0].url if links else None


SNIPPETS: Mapping[str, Snippet] = {
    snippet.name: snippet
    for snippet in (
        Snippet("title", "Title", _title),
        Snippet("link", "Link to the paper", _link),
        Snippet("bibtex", "BibTeX entry", _bibtex),
        Snippet("markdown", "Markdown link", _markdown),
        Snippet("code", "Link to the code", _code_link),
    )
}
