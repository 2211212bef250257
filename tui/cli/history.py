"""``papertui undo``, ``redo`` and ``history``."""

from collections.abc import Callable
from datetime import datetime

import click

from tui.cli.examples import examples
from tui.cli.output import complain, counted, say, styled
from tui.cli.session import Session, pass_session
from tui.library import Step, Undone
from tui.papers.text import clean

_STEPS = click.argument("steps", metavar="[N]", type=click.IntRange(min=1), default=1)


@click.command(epilog=examples("papertui undo", "papertui undo 3"))
@_STEPS
@pass_session
def undo(session: Session, steps: int) -> int:
    """Take back the last change, or the last N."""
    with session.open_library() as library:
        return _walk(library.undo, steps, "Undid", "Nothing to undo.")


@click.command(epilog=examples("papertui redo", "papertui redo 2"))
@_STEPS
@pass_session
def redo(session: Session, steps: int) -> int:
    """Make again what was undone last, or the last N."""
    with session.open_library() as library:
        return _walk(library.redo, steps, "Redid", "Nothing to redo.")


@click.command(epilog=examples("papertui history --limit 5"))
@click.option(
    "--limit", type=click.IntRange(min=1), default=20, show_default=True, help="The newest so many."
)
@pass_session
def history(session: Session, limit: int) -> int:
    """List the changes, newest first: when, whether undone, what."""
    with session.open_library() as library:
        steps = library.history(limit)
    for step in steps:
        say(_line(step))
    if not steps:
        complain("Nothing was changed yet.")
    return 0 if steps else 1


def _walk(walk: Callable[[], Undone | None], steps: int, did: str, nothing: str) -> int:
    """Walk the history step by step, telling each; 1 when there were fewer steps, or parts left."""
    code = 0
    for _ in range(steps):
        undone = walk()
        if undone is None:
            complain(nothing)
            return 1
        say(f"{did}: {clean(undone.step.label)}")
        if undone.skipped:
            complain(f"{counted(undone.skipped, 'change')} left out: changed otherwise since.")
            code = 1
    return code


def _line(step: Step) -> str:
    when = datetime.fromisoformat(step.at).astimezone().strftime("%Y-%m-%d %H:%M:%S")
    line = "\t".join([when, "undone" if step.undone else "", clean(step.label)])
    return styled(line, dim=True) if step.undone else line
