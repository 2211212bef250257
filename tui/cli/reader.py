"""``papertui QUERY``: the reader on a query."""

import click

from tui.cli.open_reader import open_reader
from tui.cli.query_words import without_options
from tui.cli.session import Session, pass_session


@click.command(
    hidden=True, add_help_option=False, context_settings={"ignore_unknown_options": True}
)
@click.argument("words", nargs=-1, callback=without_options)
@pass_session
def reader(session: Session, words: tuple[str, ...]) -> int:
    """Open the reader on a query."""
    return open_reader(session.paths, " ".join(words))
