"""``papertui merge``."""

import click

from tui.cli.examples import examples
from tui.cli.output import say
from tui.cli.references import paper_meant
from tui.cli.session import Session, pass_session


@click.command(epilog=examples("papertui merge 17 2301.08237", "papertui undo"))
@click.argument("paper", metavar="ID")
@click.argument("other", metavar="ID")
@pass_session
def merge(session: Session, paper: str, other: str) -> int:
    """Make one paper of two, with the best and the marks of both; undo takes it back.

    The lower number stays, and the other means the same paper from then on.
    """
    with session.open_library() as library:
        numbers = [paper_meant(library, reference) for reference in (paper, other)]
        library.merge(*numbers)
        [entry] = library.entries(numbers[:1])
    say(f"{entry.id}\tmerged with {max(numbers)}\t{entry.paper.title}")
    return 0
