"""LaTeXML's own shapes as plain HTML: what is only told by classes becomes tags of that name.

Made up are ``equation``, ``bibitem``, ``footnote``, ``anchor`` and ``runin`` (a title that begins a
theorem or a proof); their attributes ``number`` and ``marker`` hold what LaTeXML prints as tags.
"""

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from tui.sources.fulltext.latexml_math import formula_line
from tui.sources.fulltext.latexml_page import attribute, classes, has_class

_OF_SECTIONS = "part chapter section appendix bibliography abstract acknowledgements index"
_HEADINGS = {
    **dict.fromkeys(_OF_SECTIONS.split(), "h2"),
    "subsection": "h3",
    "subsubsection": "h4",
    "paragraph": "h5",
    "subparagraph": "h6",
}
_RENAMED = {
    "ltx_p": "p", "ltx_para": "div", "ltx_tabular": "table", "ltx_tr": "tr", "ltx_td": "td",
    "ltx_th": "th", "ltx_equation": "equation", "ltx_equationgroup": "equation",
    "ltx_eqn_table": "equation", "ltx_bibitem": "bibitem", "ltx_biblist": "div",
    "ltx_caption": "figcaption", "ltx_float": "figure", "ltx_acknowledgements": "div",
}  # fmt: skip
_STYLES = {"ltx_font_bold": "b", "ltx_font_italic": "i", "ltx_font_typewriter": "code"}
_BLOCKS = ["p", "div", "table", "ul", "ol", "dl", "equation", "pre", "figure", "section", "runin"]
_TITLES = ["figcaption", "h2", "h3", "h4", "h5", "h6"]
_HOLDS_NOTES = ["p", "li", "figure", "table", "bibitem", "h2", "h3", "h4", "h5", "h6", "runin"]
_NO_NOTES_INSIDE = ["table", "figure", "equation", "pre", "h2", "h3", "h4", "h5", "h6", "bibitem"]


def reshape(paper: Tag) -> None:
    """Make LaTeXML's tree one of plain HTML and the made-up tags, in place."""
    for tag in paper.find_all(True):
        _rename(tag)
    for listing in paper.find_all(lambda tag: has_class(tag, "ltx_listing")):
        _as_preformatted(listing)
    for picture in paper.find_all("svg"):
        _open_picture(picture)
    for note in paper.find_all(lambda tag: has_class(tag, "ltx_note")):
        _move_note(note)
    for label in paper.find_all(lambda tag: has_class(tag, "ltx_tag")):
        _take_label(label)
    for span in paper.find_all("span"):
        _take_style(span)


def _rename(tag: Tag) -> None:
    names = classes(tag)
    if "ltx_title" in names:
        kinds = (name.removeprefix("ltx_title_") for name in names)
        tag.name = next((_HEADINGS[kind] for kind in kinds if kind in _HEADINGS), "runin")
    elif "ltx_eqn_row" in names or tag.name in ("tr", "td", "th", "a", "math", "pre", "code"):
        return
    else:
        tag.name = next((_RENAMED[name] for name in _RENAMED if name in names), tag.name)


def _as_preformatted(listing: Tag) -> None:
    """The lines of a listing or an algorithm as ``pre``; numbers stay where there is maths."""
    if listing.decomposed:
        return
    lines = listing.find_all(lambda tag: has_class(tag, "ltx_listingline"))
    is_algorithm = listing.find("math") is not None
    texts = [formula_line(line, numbered=is_algorithm) for line in lines or [listing]]
    listing.clear()
    listing.name = "pre"
    listing.append(NavigableString("\n".join(texts)))


def _open_picture(picture: Tag) -> None:
    """Of a drawing only the boxes with text stay: framed boxes are drawings around their text."""
    boxes = [box for box in picture.find_all("foreignobject") if box.get_text(strip=True)]
    for box in boxes:
        box.name = "div"
        picture.insert_before(box.extract())
    picture.decompose()


def _move_note(note: Tag) -> None:
    """A footnote goes below the block that it is in; where it was stands a link to it."""
    content = note.find(lambda tag: has_class(tag, "ltx_note_content"))
    mark = note.find(lambda tag: has_class(tag, "ltx_note_mark"))
    number = mark.get_text(strip=True) if isinstance(mark, Tag) else ""
    if not isinstance(content, Tag):
        return
    for part in content.find_all(lambda tag: bool(classes(tag) & {"ltx_note_mark", "ltx_tag"})):
        part.decompose()
    marker = _new("a" if content.get_text(strip=True) else "span", href=f"#{attribute(note, 'id')}")
    marker.append(_with_text(_new("sup"), number))
    block = _block_around(note)
    if marker.name == "a" and block is not None:
        footnote = _new("footnote", id=attribute(note, "id"), number=number)
        footnote.extend(list(content.contents))
        block.insert_after(footnote)
    note.replace_with(marker)


def _block_around(note: Tag) -> Tag | None:
    """The block that a footnote can stand below: its paragraph, or the whole table or figure."""
    block = note.find_parent(_HOLDS_NOTES)
    while block is not None and (outer := block.find_parent(_NO_NOTES_INSIDE)) is not None:
        block = outer
    return block


def _take_label(label: Tag) -> None:
    """Numbers of equations, items and references leave the text for an attribute of theirs."""
    text = label.get_text(" ", strip=True)
    owner = label.find_parent(["tr", "li", "bibitem", "dt"])
    if label.find_parent(_TITLES) is not None:
        label.append(" ")
    elif owner is None or owner.name == "dt":
        return
    elif owner.name == "tr":
        if label.find_parent("equation") is not None:
            owner["number"] = text
            label.decompose()
    elif owner.get("marker") is None and label.find_parent(["p", "table"]) is None:
        owner["marker"] = text
        label.decompose()


def _take_style(span: Tag) -> None:
    """A typeface becomes a tag where it is within one paragraph and not in such a tag already."""
    name = next((tag for style, tag in _STYLES.items() if has_class(span, style)), None)
    if name is None or span.find(_BLOCKS) is not None or span.find_parent([name, "code", "runin"]):
        return
    if name != "code" or span.find(["math", "a"]) is None:
        span.name = name


def _new(name: str, **attributes: str) -> Tag:
    return BeautifulSoup("", "html.parser").new_tag(name, attrs=dict(attributes))


def _with_text(tag: Tag, text: str) -> Tag:
    tag.append(text)
    return tag
