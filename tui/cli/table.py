"""A small table, for people to read."""

from collections.abc import Iterator, Sequence

from tui.cli.cells import cell_width


def table_lines(rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> Iterator[str]:
    """The lines of a table, its columns as wide as they have to be; those at ``right`` end even."""
    widths = [max(map(cell_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (
            _filled(cell, width, place in right)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join(cells).rstrip()


def _filled(cell: str, width: int, to_the_right: bool) -> str:
    space = " " * (width - cell_width(cell))
    return space + cell if to_the_right else cell + space
