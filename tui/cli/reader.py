"""``papertui [QUERY]``: the reader itself."""

import sys

import click

from tui.cli.output import is_terminal
from tui.cli.query_words import without_options
from tui.cli.session import Session, pass_session
from tui.errors import UsageError


@click.command(
    hidden=True, add_help_option=False, context_settings={"ignore_unknown_options": True}
)
@click.argument("words", nargs=-1, callback=without_options)
@pass_session
def reader(session: Session, words: tuple[str, ...]) -> int:
    """Open the reader on a query."""
    return open_reader(session, " ".join(words))


def open_reader(session: Session, query: str | None) -> int:
    """Run the reader until it is left; gives its exit code.

    ``None`` opens it as it was left. Raises UsageError where there is no terminal.
    """
    if not (is_terminal(sys.stdin) and is_terminal(sys.stdout)):
        raise UsageError(
            "The reader needs a terminal.", "In a script, use papertui search, show or export."
        )
    from tui.app.app import PapertuiApp
    from tui.app.start import start_view
    from tui.cli.reader_settings import reader_settings
    from tui.library import Library

    settings, keymap, problems = reader_settings(session.paths.config_file)
    with Library(session.paths, default_sort=settings.sort) as library:
        app = PapertuiApp(
            library,
            settings,
            start_view(library, settings, query),
            keymap=keymap,
            complaints=tuple(map(str, problems)),
        )
        app.run()
    return app.return_code or 0
