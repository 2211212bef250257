"""markdownify, taught the made-up tags of a LaTeXML page."""

import re
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from bs4 import Tag
from markdownify import BACKSLASH, MarkdownConverter

from tui.papers.tex_script import script
from tui.sources.fulltext.internal_links import PaperLinks
from tui.sources.fulltext.latexml_math import tex_of
from tui.sources.fulltext.latexml_page import attribute
from tui.sources.fulltext.latexml_table import table_markdown
from tui.sources.fulltext.math import displayed, displayed_maths, inline_maths
from tui.sources.fulltext.tex import tex_text
from tui.sources.fulltext.writing import (
    anchor,
    block_escaped,
    code_span,
    escaped,
    fenced,
    link,
    quoted,
)

_NUMBERED = re.compile(r"\(?(\d{1,4})[.)]")
_BULLETS = frozenset("•◦∙▪‣⁃–—-∗*·○●■")
_NO_ALT = frozenset({"", "Refer to caption", "[Uncaptioned image]", "image"})


@dataclass(frozen=True, slots=True)
class _Piece:
    """A tag, its children as Markdown, and the names of the tags around it."""

    tag: Tag
    text: str
    around: AbstractSet[str]

    @property
    def line(self) -> str:
        """The children's Markdown on one line."""
        return _on_one_line(self.text)

    @property
    def is_inline(self) -> bool:
        """Whether there may be no blocks here: in headings and in cells of tables."""
        return "_inline" in self.around

    @property
    def is_verbatim(self) -> bool:
        """Whether there may be no markup here: in code."""
        return "_noformat" in self.around


def _from_piece(write: "Callable[[PaperConverter, _Piece], str]") -> Callable[..., str]:
    """A method as markdownify calls it for each tag, after the tag's children."""

    def convert(self: "PaperConverter", tag: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        return write(self, _Piece(tag, text, parent_tags))

    return convert


def _heading(level: int) -> Callable[..., str]:
    def write(_converter: "PaperConverter", piece: _Piece) -> str:
        return _block(f"{'#' * level} {piece.line}" if piece.line else "", piece)

    return _from_piece(write)


class PaperConverter(MarkdownConverter):
    """Turns a reshaped tree into Markdown, links as ``links`` says; asks ``go_on`` at each text."""

    def __init__(self, links: PaperLinks, go_on: Callable[[], None]) -> None:
        super().__init__(newline_style=BACKSLASH)
        self._links = links
        self._go_on = go_on
        self._cells: dict[int, str] = {}

    def escape(self, text: str, _parent_tags: AbstractSet[str]) -> str:
        """Text of the page as it may stand in a paragraph."""
        self._go_on()
        return escaped(text)

    convert_h1 = convert_h2 = _heading(2)
    convert_h3 = _heading(3)
    convert_h4 = _heading(4)
    convert_h5 = _heading(5)
    convert_h6 = _heading(6)

    @_from_piece
    def convert_p(self, piece: _Piece) -> str:
        return _block(block_escaped(piece.text.strip()), piece)

    @_from_piece
    def convert_div(self, piece: _Piece) -> str:
        return _block(piece.text, piece)

    convert_section = convert_article = convert_figure = convert_dl = convert_dd = convert_div

    @_from_piece
    def convert_runin(self, piece: _Piece) -> str:
        return _block(f"**{piece.line}**" if piece.line else "", piece)

    convert_dt = convert_runin

    @_from_piece
    def convert_anchor(self, piece: _Piece) -> str:
        return "" if piece.is_inline else _block(anchor(attribute(piece.tag, "name")), piece)

    @_from_piece
    def convert_a(self, piece: _Piece) -> str:
        target = self._links.target(attribute(piece.tag, "href"))
        if target is None or not piece.line or piece.is_verbatim:
            return piece.text
        return link(piece.line, target)

    @_from_piece
    def convert_math(self, piece: _Piece) -> str:
        tex = tex_of(piece.tag)
        if piece.is_verbatim:
            return tex_text(tex) or f"${tex}$"
        is_displayed = attribute(piece.tag, "display") == "block" and "equation" not in piece.around
        if is_displayed and not piece.is_inline:
            return _block(displayed_maths(tex), piece)
        return inline_maths(tex)

    @_from_piece
    def convert_equation(self, piece: _Piece) -> str:
        rows = [self._equation_row(row) for row in piece.tag.find_all("tr")] or [piece.line]
        rows = [row for row in rows if row]
        return " ".join(rows) if piece.is_inline else _block(displayed(rows), piece)

    @_from_piece
    def convert_td(self, piece: _Piece) -> str:
        self._cells[id(piece.tag)] = piece.text
        return f"{piece.text} "

    convert_th = convert_td

    @_from_piece
    def convert_tr(self, piece: _Piece) -> str:
        return f"{piece.text} "

    @_from_piece
    def convert_table(self, piece: _Piece) -> str:
        return _block(
            piece.line if piece.is_inline else table_markdown(piece.tag, self._cells), piece
        )

    @_from_piece
    def convert_figcaption(self, piece: _Piece) -> str:
        return _block(f"*{piece.line}*" if piece.line else "", piece)

    convert_caption = convert_figcaption

    @_from_piece
    def convert_img(self, piece: _Piece) -> str:
        alt = _on_one_line(attribute(piece.tag, "alt")[:1000])
        if alt in _NO_ALT or piece.is_verbatim:
            return ""
        return escaped(alt) if piece.is_inline else f"*Image: {escaped(alt)}*"

    @_from_piece
    def convert_pre(self, piece: _Piece) -> str:
        if not piece.line:
            return ""
        return code_span(piece.line) if piece.is_inline else _block(fenced(piece.text), piece)

    @_from_piece
    def convert_li(self, piece: _Piece) -> str:
        ordered = piece.tag.parent is not None and piece.tag.parent.name == "ol"
        marker, begins = _item_marker(attribute(piece.tag, "marker"), ordered=ordered)
        content = f"{begins} {piece.text.strip()}".strip()
        if not content or piece.is_inline:
            return f" {content} "
        lines = f"\n{' ' * (len(marker) + 1)}".join(content.splitlines())
        return f"{marker} {lines}\n"

    @_from_piece
    def convert_bibitem(self, piece: _Piece) -> str:
        label = escaped(attribute(piece.tag, "marker"))
        reference = block_escaped(f"{label} {piece.line}".strip())
        return _block(f"{anchor(attribute(piece.tag, 'id'))}\n\n{reference}", piece)

    @_from_piece
    def convert_footnote(self, piece: _Piece) -> str:
        number = script(True, attribute(piece.tag, "number"))
        note = quoted(f"{escaped(number)} {piece.line}")
        return _block(f"{anchor(attribute(piece.tag, 'id'))}\n\n{note}", piece)

    @_from_piece
    def convert_sup(self, piece: _Piece) -> str:
        return script(True, piece.text) if piece.text.strip().isalnum() else piece.text

    @_from_piece
    def convert_sub(self, piece: _Piece) -> str:
        return script(False, piece.text) if piece.text.strip().isalnum() else piece.text

    def _equation_row(self, row: Tag) -> str:
        cells = (self._cells.get(id(cell), "") for cell in row.find_all(["td", "th"]))
        text = _on_one_line(" ".join(cells))
        number = attribute(row, "number")
        return f"{text}    {escaped(number)}" if text and number else text


def _block(markdown: str, piece: _Piece) -> str:
    """Markdown with a blank line around it, or within the line where there may be no blocks."""
    markdown = markdown.strip()
    if piece.is_inline:
        return f" {markdown} "
    return f"\n\n{markdown}\n\n" if markdown else ""


def _on_one_line(markdown: str) -> str:
    return " ".join(markdown.replace("\\\n", " ").split())


def _item_marker(marker: str, *, ordered: bool) -> tuple[str, str]:
    """How an item of a list begins, and what of its printed marker is to stand in its text."""
    if match := _NUMBERED.fullmatch(marker):
        return f"{match.group(1)}.", ""
    if not marker and ordered:
        return "1.", ""
    return "-", "" if marker in _BULLETS else escaped(marker)
