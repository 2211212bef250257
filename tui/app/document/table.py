"""Tables as aligned columns, narrowed until they fit."""

from collections.abc import Sequence

from rich.cells import cell_len

from tui.app.document.block import Table
from tui.app.document.line import DECORATION, Line, Piece, fixed
from tui.app.document.wrapping import Span, wrapped

_BETWEEN = " │ "
_CROSSING = "─┼─"
_NARROWEST = 4

Cell = tuple[int, int]


def table_lines(table: Table, width: int) -> list[Line]:
    """The lines of a table of at most ``width`` cells, unless its columns are too many for that."""
    widths = column_widths(_natural_widths(table), width - len(_BETWEEN) * _gaps(table))
    lines: list[Line] = []
    for number, row in enumerate(table.rows):
        lines.extend(_row_lines(table, row, widths))
        if number == 0:
            lines.append(fixed(_CROSSING.join("─" * width for width in widths)))
    return lines


def column_widths(natural: Sequence[int], room: int) -> list[int]:
    """The widths of columns that share so many cells: the wide ones give way, all alike."""
    widths = list(natural)
    while sum(widths) > room and max(widths) > _NARROWEST:
        widest = max(widths)
        next_widest = max((width for width in widths if width < widest), default=0)
        share = -(-(sum(widths) - room) // widths.count(widest))
        least = max(next_widest, _NARROWEST, widest - share)
        widths = [min(width, least) for width in widths]
    return widths


def _gaps(table: Table) -> int:
    return max(len(table.alignments) - 1, 0)


def _natural_widths(table: Table) -> list[int]:
    widths = [1] * len(table.alignments)
    for row in table.rows:
        for column, (start, end) in enumerate(row):
            widths[column] = max(widths[column], cell_len(table.text.plain[start:end]))
    return widths


def _row_lines(table: Table, row: Sequence[Cell], widths: Sequence[int]) -> list[Line]:
    cells = [_cell_spans(table, cell, width) for cell, width in zip(row, widths, strict=False)]
    height = max(map(len, cells), default=0)
    return [_row_line(table, cells, widths, line) for line in range(height)]


def _cell_spans(table: Table, cell: Cell, width: int) -> list[Span]:
    start, end = cell
    return [
        (start + first, start + last) for first, last in wrapped(table.text.plain[start:end], width)
    ]


def _row_line(
    table: Table, cells: Sequence[Sequence[Span]], widths: Sequence[int], line: int
) -> Line:
    pieces: list[Piece] = []
    for column, width in enumerate(widths):
        if column:
            pieces.append(Piece(fixed=_BETWEEN, style=DECORATION))
        spans = cells[column] if column < len(cells) else ()
        start, end = spans[line] if line < len(spans) else (0, 0)
        pieces.extend(_aligned(table, Piece(start, end), width, table.alignments[column]))
    return tuple(pieces)


def _aligned(table: Table, piece: Piece, width: int, alignment: str) -> Line:
    spare = max(0, width - cell_len(table.text.plain[piece.start : piece.end]))
    before = {"right": spare, "center": spare // 2}.get(alignment, 0)
    return (*fixed(" " * before), piece, *fixed(" " * (spare - before)))
