"""A saved page of papers: text in two layouts, and the visible cards of Hugging Face's HTML."""

from collections.abc import Iterator

from tui.sources.item import Found, Skipped
from tui.sources.page.day import date_line
from tui.sources.page.plain import holds_plain_papers, read_plain

__all__ = ["date_line", "holds_papers", "read_html_cards", "read_page"]

_LINK_TO_PAPER = "/papers/"


def read_page(text: str, *, year: int) -> Iterator[Found | Skipped]:
    """The papers of a page saved as text. ``year`` is that of days that don't name one.

    Where links lead to papers of Hugging Face, these are the cards of its page (``cards``); else
    titles and abstracts stand by turns (``plain``). ``PapertuiError`` if there are no papers.
    """
    if _LINK_TO_PAPER in text:
        from tui.sources.page.cards import read_cards
        from tui.sources.page.markdown import segments_of_markdown

        items = list(read_cards(segments_of_markdown(text), year=year))
        if items:
            yield from items
            return
    yield from read_plain(text, year=year)


def read_html_cards(html: str, *, year: int) -> Iterator[Found | Skipped]:
    """The papers whose cards a page of HTML shows; none when it shows none."""
    from tui.sources.page.cards import read_cards
    from tui.sources.page.html import segments_of_html

    yield from read_cards(segments_of_html(html), year=year)


def holds_papers(text: str) -> bool:
    """Whether ``text`` looks like a page that ``read_page`` reads."""
    if _LINK_TO_PAPER in text:
        from tui.sources.page.cards import names_a_paper
        from tui.sources.page.markdown import segments_of_markdown

        if any(map(names_a_paper, segments_of_markdown(text))):
            return True
    return holds_plain_papers(text)
