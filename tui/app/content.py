"""The one place where a paper's text becomes something Textual draws.

Textual parses plain strings as markup, so that a title such as ``a[/b]`` crashes it and
``[@click=app.quit]`` runs an action. Here text becomes :class:`Content`, which is never parsed.
"""

from collections.abc import Sequence
from functools import lru_cache

from rich.cells import cell_len
from textual.content import Content
from textual.style import Style

from tui.papers.text import clean, clean_lines, tex_to_unicode

Spans = Sequence[tuple[int, int]]


@lru_cache(maxsize=4096)
def displayed(text: str) -> str:
    """The text as it is shown: TeX as Unicode, on one line, without invisible characters."""
    return clean(tex_to_unicode(text))


def plain(text: str, style: Style | str = "") -> Content:
    """Outside text on one line."""
    return Content.styled(displayed(text), style) if style else Content(displayed(text))


def shortened(text: str, length: int = 150) -> Content:
    """The beginning of an outside text on one line, with an ellipsis where it goes on."""
    shown = displayed(text)
    return Content(shown if len(shown) <= length else f"{shown[: length - 1].rstrip()}…")


def lines(text: str) -> Content:
    """Outside text that keeps its line breaks, such as a note."""
    return Content(clean_lines(text))


def highlighted(shown: str, spans: Spans, style: Style | str) -> Content:
    """Text that is already ``displayed``, with the given character spans in another style."""
    content = Content(shown)
    for start, end in spans:
        content = content.stylize(style, start, end)
    return content


def one_line(content: Content, width: int) -> Content:
    """The content cut or padded to ``width`` cells, with an ellipsis where it is cut."""
    return content.truncate(max(width, 0), ellipsis=True, pad=True)


def pointed(sentence: str, column: int, width: int) -> Content:
    """A sentence beside an arrow at ``column``, on the side with room, or else below it."""
    shown = displayed(sentence)
    length = cell_len(shown)
    if length <= width - column - 2:
        return Content(f"{' ' * column}↑ {shown}")
    if length <= column - 1:
        return Content(f"{shown} ↑".rjust(column + 1))
    return Content(f"{' ' * column}↑\n{shown}")


def flowing(text: str) -> str:
    """A piece of outside text for within a line: cleaned, blanks at its ends kept as one."""
    shown = clean(text)
    if shown == text or not text:
        return shown
    if not shown:
        return " " if text[0].isspace() else ""
    before = " " if text[0].isspace() else ""
    after = " " if text[-1].isspace() else ""
    return f"{before}{shown}{after}"


def typed(text: str) -> str:
    """What a person typed or pasted, without what could steer the terminal; line breaks stay."""
    lines = (
        "".join(" " if char.isspace() else char for char in line if _is_shown(char))
        for line in text.splitlines()
    )
    return "\n".join(lines)


def _is_shown(char: str) -> bool:
    return char.isprintable() or char.isspace()
