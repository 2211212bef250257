"""The paper in an HTML page that LaTeXML made, as arXiv and ar5iv show it: a tree of bounded size.

LaTeXML's classes are described in https://math.nist.gov/~BMiller/LaTeXML/manual/.
"""

import re

from bs4 import BeautifulSoup, Tag

from tui.errors import PapertuiError

_LARGEST_PAGE = 20_000_000
_MOST_TAGS = 300_000
_DEEPEST = 200
_KEEPS_SPACES = frozenset({"pre", "textarea", "span"})  # listings are indented with spans
_CHROME = """
    nav header footer script style noscript template button form input select textarea dialog
    iframe object embed audio video canvas link meta
"""
_CHROME_CLASSES = """
    ltx_page_navbar ltx_page_header ltx_page_footer ltx_page_logo ltx_TOC ltx_toclist ltx_authors
    ltx_dates ltx_date ltx_title_document ltx_subtitle ltx_pagination ltx_ERROR ltx_FATAL ltx_rdf
    ltx_listing_data ltx_bib_cited ltx_indexphrase ltx_role_thanks ltx_missing_image ltx_pubnotes
    ltx_note_type ltx_role_running package-alerts ar5iv-footer ar5iv-severity sr-only
    visually-hidden modal infobanner
"""
_ANNOTATION = re.compile(r"<annotation\s[^<>]*+>")
_MARKED_SECTION = re.compile(r"<!\[[^>]*+>")
_DROPPED_TAGS = frozenset(_CHROME.split())
_DROPPED_CLASSES = frozenset(_CHROME_CLASSES.split())


def paper_tree(body: bytes) -> Tag:
    """What of an HTML page is the paper, without navigation, scripts, title and authors.

    Raises PapertuiError when the page is too large (20 MB, 300,000 tags, nested 200 deep).
    """
    if len(body) > _LARGEST_PAGE:
        raise _too_much(f"larger than {_LARGEST_PAGE // 1_000_000} MB")
    html = with_short_maths(body.decode("utf-8", "replace").removeprefix("\ufeff"))
    if html.count("<") > _MOST_TAGS:
        raise _too_much(f"made of more than {_MOST_TAGS:,} tags")
    page = BeautifulSoup(_with_ends(html), "html.parser", preserve_whitespace_tags=_KEEPS_SPACES)
    paper = _first(page, "article") or _first(page, "main") or _first(page, "body") or page
    if _is_too_deep(paper):
        raise _too_much(f"nested deeper than {_DEEPEST} levels")
    for tag in paper.find_all(_is_chrome):
        if not tag.decomposed:
            tag.decompose()
    return paper


def with_short_maths(html: str) -> str:
    """``html`` with only the TeX left in its formulas: MathML is most of a page, and never shown.

    A formula that has its TeX neither as ``alttext`` nor as an annotation stays whole.
    """
    pieces: list[str] = []
    position = 0
    while (start := html.find("<math", position)) >= 0:
        head = html.find(">", start) + 1
        end = html.find("</math>", start)
        if not 0 < head <= end:
            break
        pieces += (html[position:head], _annotation(html, start, head, end))
        position = end
    return "".join((*pieces, html[position:]))


def classes(tag: Tag) -> frozenset[str]:
    """The classes of a tag."""
    value = tag.get("class")
    return frozenset(value.split() if isinstance(value, str) else value or ())


def attribute(tag: Tag, name: str) -> str:
    """An attribute of a tag; empty when it has none."""
    value = tag.get(name)
    return value if isinstance(value, str) else " ".join(value or ())


def has_class(tag: Tag, name: str) -> bool:
    """Whether a tag is of a class."""
    return name in classes(tag)


def _annotation(html: str, start: int, head: int, end: int) -> str:
    """What is to stay between ``<math …>`` and ``</math>``."""
    if "alttext=" in html[start:head]:
        return ""
    tags = _ANNOTATION.finditer(html, head, end)
    tag = next((tag for tag in tags if "x-tex" in tag.group()), None)
    closing = html.find("</annotation>", tag.end(), end) if tag else -1
    return html[tag.start() : closing] + "</annotation>" if tag and closing >= 0 else html[head:end]


def _with_ends(html: str) -> str:
    """``html`` in which every tag and comment has an end, and without marked sections.

    The parser would look through the rest of the page for each end that isn't there, and refuses
    marked sections (``<![if IE]>``) that it doesn't know.
    """
    end = html.rfind(">") + 1
    html = _MARKED_SECTION.sub("", html[:end]) + html[end:].replace("<", "&lt;")
    end = html.rfind("-->") + 1
    return html[:end] + html[end:].replace("<!--", "&lt;!--")


def _first(page: Tag, name: str) -> Tag | None:
    found = page.find(name)
    return found if isinstance(found, Tag) else None


def _is_too_deep(tree: Tag) -> bool:
    level = [tree]
    for _ in range(_DEEPEST):
        level = [child for tag in level for child in tag.contents if isinstance(child, Tag)]
        if not level:
            return False
    return True


def _is_chrome(tag: Tag) -> bool:
    if tag.name in _DROPPED_TAGS or not _DROPPED_CLASSES.isdisjoint(classes(tag)):
        return True
    style = attribute(tag, "style").replace(" ", "")
    return "hidden" in tag.attrs or "display:none" in style


def _too_much(how: str) -> PapertuiError:
    return PapertuiError(f"The HTML page of the paper is {how}.", "Open it in the browser.")
