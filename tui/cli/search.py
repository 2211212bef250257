"""``papertui search``."""

import sys

import click

from tui.cli.examples import examples
from tui.cli.listing import PRINTERS, Page
from tui.cli.output import complain, is_terminal
from tui.cli.query_notes import (
    refuse_nothing_understood,
    tell_nothing_found,
    warn_of_problems,
)
from tui.cli.query_words import without_options
from tui.cli.session import Session, catch_up, pass_session
from tui.library import SORT_WORDS, with_sort
from tui.papers.words import counted

_ROWS_ON_A_TERMINAL = 20
_FOR_PEOPLE = "table"
"""The format that may show other papers than those asked for, and say so: no script reads it."""


@click.command(
    context_settings={"ignore_unknown_options": True},
    epilog=examples(
        "papertui search long range has:code",
        "papertui search 'title:\"chain of thought\" -survey' --sort newest",
        "papertui search is:bookmarked --format ids | xargs papertui mark --tag thesis",
    ),
)
@click.argument("query", nargs=-1, required=True, callback=without_options)
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    help=f"At most so many papers: {_ROWS_ON_A_TERMINAL} on a terminal, else all.",
)
@click.option(
    "--offset", type=click.IntRange(min=0), default=0, help="Leave out the first so many."
)
@click.option("--sort", type=click.Choice(list(SORT_WORDS)), help="The order of the papers.")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(PRINTERS)),
    default="table",
    show_default=True,
    help="A table, one JSON object, one JSON object a line, or one number a line.",
)
@pass_session
def search(
    session: Session,
    query: tuple[str, ...],
    limit: int | None,
    offset: int,
    sort: str | None,
    form: str,
) -> int:
    """Find papers and print them.

    Where nothing is found, the table shows papers with words spelled like those asked for, and says
    so; the other formats never do.
    """
    text = " ".join(query)
    with session.open_library() as library:
        catch_up(library)
        text = with_sort(text, sort) if sort else text
        results = library.search(text, facets=False, widen=form == _FOR_PEOPLE)
        assert results is not None
        warn_of_problems(results.query)
        refuse_nothing_understood(results.query)
        page = Page(library, results, offset, _limit(limit))
        if results.total or form == "json":
            PRINTERS[form](page)
        if results.total and results.notice:
            complain(results.notice)
    if not results.total:
        tell_nothing_found(results.query, results.ways_out)
        return 1
    if offset >= results.total:
        complain(f"There are only {counted(results.total, 'paper')}.")
        return 1
    return 0


def _limit(asked: int | None) -> int | None:
    if asked is None and is_terminal(sys.stdout):
        return _ROWS_ON_A_TERMINAL
    return asked
