"""The formulas of a LaTeXML page: where their TeX is, and lines of text that hold some."""

from bs4.element import NavigableString, Tag

from tui.sources.fulltext.latexml_page import attribute, has_class
from tui.sources.fulltext.tex import tex_text


def tex_of(math: Tag) -> str:
    """The TeX of a ``math`` tag; where it has none, what its MathML says without markup."""
    annotation = math.find("annotation", attrs={"encoding": "application/x-tex"})
    if tex := attribute(math, "alttext"):
        return tex
    return (annotation if isinstance(annotation, Tag) else math).get_text(" ", strip=True)


def formula_line(line: Tag, *, numbered: bool) -> str:
    """A line of a listing as plain text, formulas in it as Unicode; indentation stays."""
    parts: list[str] = []
    for node in line.descendants:
        if isinstance(node, Tag) and node.name == "math":
            tex = tex_of(node)
            parts.append(tex_text(tex) or f"${tex}$")
        elif type(node) is NavigableString and _is_shown(node, numbered):
            parts.append(node.replace("\r", "").replace("\n", ""))
    return "".join(parts).rstrip()


def _is_shown(text: NavigableString, numbered: bool) -> bool:
    for parent in text.parents:
        if parent.name == "math":
            return False
        if has_class(parent, "ltx_tag_listingline"):
            return numbered
        if has_class(parent, "ltx_listingline"):
            break
    return True
