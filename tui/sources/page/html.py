"""A page of HTML, in segments."""

from collections.abc import Iterator
from contextlib import suppress
from html.parser import HTMLParser

from tui.papers.text import clean
from tui.sources.page.segment import END_OF_CARD, Segment

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NOT_SHOWN = frozenset({"script", "style", "svg", "template", "noscript"})
_WITHIN_A_LINE = frozenset({"b", "i", "em", "strong", "span", "sub", "sup", "code", "wbr", "img"})
_CARD = "article"


def segments_of_html(html: str) -> Iterator[Segment]:
    """The links of a page and the texts between them, in order, and where its cards end."""
    reader = _SegmentReader()
    # HTMLParser asserts that a declaration such as <![x is well formed: what came before it stays.
    with suppress(AssertionError):
        # Without close(), which looks for the end of the page once for each tag that isn't closed.
        reader.feed(html)
    return reader.segments()


class _SegmentReader(HTMLParser):
    """Collects text until a block, a link or a card begins or ends."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._segments: list[Segment] = []
        self._text: list[str] = []
        self._href: str | None = None
        self._headings = 0
        self._hidden = 0

    def segments(self) -> Iterator[Segment]:
        self._finish()
        return iter(self._segments)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _NOT_SHOWN:
            self._hidden += 1
        elif tag in _HEADINGS:
            self._finish()
            self._headings += 1
        elif tag == "a":
            self._finish()
            self._href = dict(attrs).get("href")
        elif tag not in _WITHIN_A_LINE:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        if tag in _NOT_SHOWN:
            self._hidden = max(0, self._hidden - 1)
        elif tag == "a":
            self._finish()
        elif tag in _HEADINGS:
            self._finish()
            self._headings = max(0, self._headings - 1)
        elif tag == _CARD:
            self._finish()
            self._segments.append(END_OF_CARD)
        elif tag not in _WITHIN_A_LINE:
            self._break()

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._text.append(data)

    def _break(self) -> None:
        """End a stretch of text, unless it belongs to a link, which is one segment."""
        if self._href is None:
            self._finish()
        else:
            self._text.append(" ")

    def _finish(self) -> None:
        text = clean("".join(self._text))
        if text or self._href:
            self._segments.append(Segment(text, self._href, self._headings > 0))
        self._text, self._href = [], None
