"""``papertui backup`` and ``papertui restore``."""

from pathlib import Path

import click

from tui.cli.examples import examples
from tui.cli.index import size_shown
from tui.cli.output import complain, counted, say
from tui.cli.session import Session, catch_up, pass_session
from tui.errors import PapertuiError, UsageError
from tui.library import Backup, Library, backups_of
from tui.papers.text import clean


@click.command(epilog=examples("papertui backup ~/papers.sqlite3", "papertui backup"))
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace FILE if it exists.")
@pass_session
def backup(session: Session, file: Path | None, force: bool) -> int:
    """Write the whole library to FILE, or list the backups there are.

    papertui makes one a day by itself and keeps the last seven; it also keeps the library as it
    was before a restore or an upgrade. The list says when, what for, how large, and where.
    """
    if file is not None:
        return _back_up(session, file, force)
    if force:
        raise UsageError("--force replaces a file, and none is named.", "Name it before --force.")
    return _list(backups_of(session.paths))


@click.command(epilog=examples("papertui restore ~/papers.sqlite3"))
@click.argument("file", type=click.Path(path_type=Path))
@pass_session
def restore(session: Session, file: Path) -> int:
    """Put a backup in place of the library; undo takes it back.

    FILE itself stays as it is. Other papertuis may stay open: they go on with what was restored.
    """
    with session.open_library() as library:
        report = library.restore(file)
        contents = report.contents
        say(
            f"Restored the backup of {report.made_at:%Y-%m-%d %H:%M}: "
            f"{counted(contents.papers, 'paper')}, {contents.bookmarked:,} bookmarked."
        )
        complain("'papertui undo' takes it back.")
        catch_up(library)
    return 0


def back_up_if_due(library: Library) -> None:
    """Make the backup of today, if it is time. That it can't be made is told, and no failure."""
    try:
        library.back_up_if_due()
    except PapertuiError as error:
        complain(f"warning: {error}")


def _back_up(session: Session, file: Path, force: bool) -> int:
    with session.open_library() as library:
        report = library.back_up(file, replace=force)
    contents = report.contents
    say(
        f"Backed up {counted(contents.papers, 'paper')}, {contents.bookmarked:,} bookmarked, "
        f"to {clean(str(file))} ({size_shown(report.size)})."
    )
    return 0


def _list(backups: list[Backup]) -> int:
    for one in backups:
        when = f"{one.made_at:%Y-%m-%d %H:%M}"
        say("\t".join([when, one.kind, size_shown(one.size), clean(str(one.path))]))
    if not backups:
        complain("There are no backups yet: the reader makes one a day, and 'papertui sync'.")
    return 0 if backups else 1
