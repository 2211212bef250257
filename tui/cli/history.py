"""``papertui undo``, ``redo`` and ``history``."""

from collections.abc import Callable
from datetime import datetime

import click

from tui.cli.examples import examples
from tui.cli.output import complain, say, styled
from tui.cli.session import Session, catch_up, pass_session
from tui.library import Library, Step, Undone
from tui.papers.text import clean
from tui.papers.words import counted

_NUMBER = click.IntRange(1, 1_000_000_000)
_STEPS = click.argument("steps", metavar="[N]", type=_NUMBER, default=1)


@click.command(epilog=examples("papertui undo", "papertui undo 3"))
@_STEPS
@pass_session
def undo(session: Session, steps: int) -> int:
    """Take back the last change, or the last N."""
    with session.open_library() as library:
        return _walk(library, library.undo, steps, "undo", "Undid")


@click.command(epilog=examples("papertui redo", "papertui redo 2"))
@_STEPS
@pass_session
def redo(session: Session, steps: int) -> int:
    """Make again what was undone last, or the last N."""
    with session.open_library() as library:
        return _walk(library, library.redo, steps, "redo", "Redid")


@click.command(epilog=examples("papertui history --limit 5"))
@click.option("--limit", type=_NUMBER, default=20, show_default=True, help="The newest so many.")
@pass_session
def history(session: Session, limit: int) -> int:
    """List the changes, newest first: when, to how many, whether undone, what, to which one."""
    with session.open_library() as library:
        steps = library.history(limit)
        titles = library.titles_of(steps)
    for step in steps:
        say(_line(step, titles.get(step.id)))
    if not steps:
        complain("Nothing was changed yet.")
    return 0 if steps else 1


def _walk(
    library: Library, walk: Callable[[], Undone | None], steps: int, do: str, did: str
) -> int:
    """Walk the history step by step, telling each; 1 when there were fewer steps, or parts left."""
    code, papers_changed = 0, False
    for done in range(steps):
        undone = walk()
        if undone is None:
            only = f"Only {done:,} of {steps:,} steps: there is nothing more to {do}."
            complain(only if done else f"Nothing to {do}.")
            code = 1
            break
        say(f"{did}: {_step_in_words(library, undone.step)}")
        papers_changed |= undone.papers_changed
        if undone.skipped:
            complain(_left(undone))
            code = 1
    if papers_changed:
        catch_up(library)
    return code


def _step_in_words(library: Library, step: Step) -> str:
    """What a step did, and to which paper if it was one."""
    title = library.titles_of([step]).get(step.id)
    return clean(f"{step.label} · {title}" if title else step.label)


def _left(undone: Undone) -> str:
    """What is said of things that were not changed back."""
    if undone.lost:
        return "Left as it is: what it replaced is kept no longer."
    if undone.skipped == 1:
        return f"1 {undone.thing} left as it is: it changed since."
    return f"{counted(undone.skipped, undone.thing)} left as they are: they changed since."


def _line(step: Step, title: str | None) -> str:
    when = datetime.fromisoformat(step.at).astimezone().strftime("%Y-%m-%d %H:%M:%S")
    state = "undone" if step.undone else ""
    fields = [when, str(step.count), state, clean(step.label), *([clean(title)] if title else [])]
    line = "\t".join(fields)
    return styled(line, dim=True) if step.undone else line
