"""The HTML of a whole paper, as arXiv and ar5iv make it with LaTeXML, turned into Markdown."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.errors import PapertuiError
from tui.sources.fulltext.writing import finished

if TYPE_CHECKING:
    from bs4 import Tag

_SHORTEST_PAPER = 1_500
_HEADINGS = ["h2", "h3", "h4", "h5", "h6"]


def _nothing() -> None:
    """Lets reading go on."""


def html_to_markdown(
    body: bytes, arxiv_id: str, url: str, go_on: Callable[[], None] = _nothing
) -> str:
    """The paper ``arxiv_id`` in the page ``body``, which was read from ``url``, as Markdown.

    ``go_on`` is called for each piece of text, of which a page has seconds' work; it may raise to
    stop. Raises PapertuiError when the page is too large (20 MB, 300,000 tags, nested 200 deep) or
    holds no paper.
    """
    from tui.sources.fulltext.latexml_page import paper_tree

    try:
        markdown = _converted(paper_tree(body), arxiv_id, url, go_on)
        return finished(markdown, "The HTML page of the paper")
    except RecursionError as error:
        raise PapertuiError(
            "The HTML page of the paper is nested too deep.", "Open it in the browser."
        ) from error


def _converted(paper: "Tag", arxiv_id: str, url: str, go_on: Callable[[], None]) -> str:
    from tui.sources.fulltext.internal_links import PaperLinks
    from tui.sources.fulltext.latexml_anchors import place_anchors
    from tui.sources.fulltext.latexml_converter import PaperConverter
    from tui.sources.fulltext.latexml_shape import reshape

    reshape(paper)
    if paper.find(_HEADINGS) is None or len(paper.get_text()) < _SHORTEST_PAPER:
        raise PapertuiError("The HTML page holds no whole paper.", "Open the paper in the browser.")
    anchors = place_anchors(paper, arxiv_id)
    return PaperConverter(PaperLinks(arxiv_id, url, anchors), go_on).convert_soup(paper)
