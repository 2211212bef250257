"""Tables of a LaTeXML page as Markdown."""

from collections.abc import Mapping

from bs4 import Tag

from tui.sources.fulltext.latexml_page import attribute
from tui.sources.fulltext.writing import table

_MOST_COLUMNS = 12
_WIDEST_CELL = 100
_WIDEST_TABLE = 220
_MOST_SPANNED = 60


def table_markdown(tag: Tag, cells: Mapping[int, str]) -> str:
    """A table whose cells are in Markdown by the ``id`` of their tag.

    One too wide to be drawn in columns becomes a list with a row in each item; one of a single
    column or row is no table, and its cells become paragraphs.
    """
    rows = _without_empty([_row(row, cells) for row in tag.find_all("tr")])
    if not rows:
        return ""
    if len(rows) == 1 or len(rows[0]) == 1:
        return "\n\n".join(cell for row in rows for cell in row if cell)
    if _is_drawable(rows):
        return table(rows)
    return "\n".join("- " + " · ".join(filter(None, row)) for row in rows)


def _row(row: Tag, cells: Mapping[int, str]) -> list[str]:
    texts: list[str] = []
    for cell in row.find_all(["td", "th"], recursive=False):
        texts.append(" ".join(cells.get(id(cell), "").split()))
        texts += [""] * (_span(cell) - 1)
    return texts[: 2 * _MOST_SPANNED]


def _span(cell: Tag) -> int:
    span = attribute(cell, "colspan")
    return min(int(span), _MOST_SPANNED) if span.isdecimal() and len(span) < 5 and int(span) else 1


def _without_empty(rows: list[list[str]]) -> list[list[str]]:
    """The rows, all as long as the longest, without rows and columns that hold nothing."""
    filled = [row for row in rows if any(row)]
    width = max(map(len, filled), default=0)
    whole = [row + [""] * (width - len(row)) for row in filled]
    kept = [column for column in range(width) if any(row[column] for row in whole)]
    return [[row[column] for column in kept] for row in whole]


def _is_drawable(rows: list[list[str]]) -> bool:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return (
        len(widths) <= _MOST_COLUMNS
        and max(widths) <= _WIDEST_CELL
        and sum(widths) <= _WIDEST_TABLE
    )
