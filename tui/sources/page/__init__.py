"""A saved page of papers: text in two layouts, and the visible cards of Hugging Face's HTML."""

from collections.abc import Callable, Iterator

from tui.sources.item import Found, Skipped
from tui.sources.page.day import date_line
from tui.sources.page.plain import read_plain
from tui.sources.page.recognition import is_plain_page
from tui.sources.page.segment import Segment

__all__ = ["date_line", "holds_cards", "holds_papers", "read_html_cards", "read_page"]

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
    """Whether ``text`` says that it is a page which ``read_page`` reads."""
    if _LINK_TO_PAPER in text:
        from tui.sources.page.cards import names_a_paper

        if _some_segment(text, names_a_paper):
            return True
    return is_plain_page(text)


def holds_cards(text: str) -> bool:
    """Whether ``text`` is Markdown with cards: links to papers as headings, or upvotes."""
    if _LINK_TO_PAPER not in text:
        return False
    from tui.sources.page.cards import is_of_a_card

    return _some_segment(text, is_of_a_card)


def _some_segment(text: str, holds: Callable[[Segment], bool]) -> bool:
    from tui.sources.page.markdown import segments_of_markdown

    return any(map(holds, segments_of_markdown(text)))
