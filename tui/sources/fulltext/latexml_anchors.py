"""The places in a LaTeXML page that links lead to."""

from bs4 import BeautifulSoup, Tag

from tui.sources.fulltext.internal_links import PaperLinks
from tui.sources.fulltext.latexml_page import attribute
from tui.sources.fulltext.writing import anchor

_BLOCKS = frozenset({"section", "figure", "equation", "table", "div", "p", "ul", "ol", "dl"})
_MARK_THEMSELVES = frozenset({"bibitem", "footnote"})


def place_anchors(paper: Tag, arxiv_id: str) -> frozenset[str]:
    """Put an ``anchor`` before each section and each block that a link leads to; their names.

    References and footnotes are places too; they need no anchor before them.
    """
    links = PaperLinks(arxiv_id)
    wanted = {links.anchor(attribute(link, "href")) for link in paper.find_all("a")}
    placed: set[str] = set()
    for tag in paper.find_all(id=True):
        name = attribute(tag, "id")
        if name in placed or not anchor(name):
            continue
        if tag.name in _MARK_THEMSELVES:
            placed.add(name)
        elif (block := _block_of(tag)) is not None and (name in wanted or tag.name == "section"):
            block.insert_before(_anchor(name))
            placed.add(name)
    return frozenset(placed)


def _block_of(tag: Tag) -> Tag | None:
    """The block to stand before: the tag itself, or the equation that it is a row of."""
    block = tag if tag.name in _BLOCKS else tag.find_parent("equation")
    return block if block is not None and block.parent is not None else None


def _anchor(name: str) -> Tag:
    return BeautifulSoup("", "html.parser").new_tag("anchor", attrs={"name": name})
