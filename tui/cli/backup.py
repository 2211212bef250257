"""``papertui backup`` and ``papertui restore``."""

import sys
from pathlib import Path

import click

from tui.cli.examples import examples
from tui.cli.index import size_shown
from tui.cli.output import complain, is_terminal, say
from tui.cli.session import Session, catch_up, pass_session
from tui.cli.table import table_lines
from tui.errors import PapertuiError, UsageError
from tui.library import Backup, Library, backups_of
from tui.library.keeping import contents_of, make_missing_library
from tui.papers.text import clean
from tui.papers.words import counted

_HEADINGS = ("When", "What for", "Papers", "Marked", "Size", "File")
_NUMBERS = (2, 3, 4)
_KINDS = {
    "daily": "daily",
    "before-restore": "before a restore",
    "before-undo": "before undoing a restore",
}


@click.command(epilog=examples("papertui backup ~/papers.sqlite3", "papertui backup"))
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace FILE if it exists.")
@pass_session
def backup(session: Session, file: Path | None, force: bool) -> int:
    """Write the whole library to FILE, or list the backups there are.

    papertui makes one a day by itself and keeps the last seven; it also keeps the library as it
    was before a restore or an upgrade. The list says when each was made, what for, how many papers
    are in it and how many of them are bookmarked, read or archived, how large it is, and where.
    """
    if file is not None:
        return _back_up(session, file.expanduser(), force)
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
    file = file.expanduser()
    make_missing_library(session.paths, file)
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
    if not backups:
        complain("There are no backups yet: the reader makes one a day, and 'papertui sync'.")
        return 1
    rows = list(map(_row, backups))
    for_people = is_terminal(sys.stdout)
    table = table_lines([_HEADINGS, *rows], right=_NUMBERS) if for_people else map("\t".join, rows)
    for line in table:
        say(line)
    return 0


def _row(backup: Backup) -> tuple[str, ...]:
    contents = contents_of(backup)
    counts = (contents.papers, contents.marked) if contents else ()
    papers, marked = map("{:,}".format, counts) if contents else ("damaged", "")
    when = f"{backup.made_at:%Y-%m-%d %H:%M}"
    size, path = size_shown(backup.size), clean(str(backup.path))
    return when, _in_words(backup.kind), papers, marked, size, path


def _in_words(kind: str) -> str:
    """What a backup was made for."""
    return _KINDS.get(kind) or f"before the upgrade from format {kind.rpartition('-')[2]}"
