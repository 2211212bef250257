"""``papertui recover``, and the offer of it when the reader meets a damaged library."""

import shlex
from collections.abc import Iterator

import click

from tui.cli.examples import examples
from tui.cli.output import complain, say
from tui.cli.progress import Progress
from tui.cli.session import Session, pass_session
from tui.cli.table import table_lines
from tui.errors import PapertuiError
from tui.library import Backup
from tui.library.examining import library_damage
from tui.library.recovery import RecoveryReport, backup_to_fill_from, recover_library
from tui.papers.text import clean
from tui.papers.words import counted
from tui.paths import Paths

_COUNTED = (
    ("papers", "papers"),
    ("marked", "bookmarked, read or archived"),
    ("tagged", "tags on papers"),
    ("noted", "notes"),
    ("steps", "steps of the history"),
    ("searches", "saved searches"),
)


@click.command(epilog=examples("papertui recover"))
@pass_session
def recover(session: Session) -> int:
    """Save what can be read of a damaged library.

    The damaged file is kept aside. What can't be read of it is taken from the newest backup, unless
    it has changed since that was made. A library that is sound is left alone.
    """
    return 0 if _recover(session.paths) else 1


def recovered_at_will(paths: Paths, failure: PapertuiError) -> bool:
    """Ask whether to recover a library that can't be used, and do so; whether it was done.

    Raises the failure again when it does not come from damage.
    """
    if not _is_damaged(paths):
        raise failure
    complain(failure.message)
    if not click.confirm(_question(backup_to_fill_from(paths)), default=True, err=True):
        complain("Nothing was changed. 'papertui recover' does it later.")
        return False
    # Another papertui may have done so meanwhile.
    if _is_damaged(paths):
        _recover(paths)
    click.pause("Press a key to open the reader …", err=True)
    return True


def _question(backup: Backup | None) -> str:
    filled_up = f", filled up from the backup of {backup.made_at:%Y-%m-%d}" if backup else ""
    return f"Recover what can be read now{filled_up}?"


def _recover(paths: Paths) -> bool:
    """Recover the library, and tell of it; whether anything could be read."""
    with Progress("Reading what can be read") as progress:
        report = recover_library(paths, progress=progress)
    _tell(report)
    return report.found_something


def _is_damaged(paths: Paths) -> bool:
    try:
        return bool(library_damage(paths))
    except PapertuiError:
        # Another reason not to open it, which the failure has told.
        return False


def _tell(report: RecoveryReport) -> None:
    """Say what is in the library now, where that comes from, and where the rest is."""
    say(_headline(report))
    if report.found_something:
        for line in table_lines(list(_table(report)), right=(1, 2, 3)):
            say(f"  {line}")
        if not report.recovered.steps:
            say("The history is empty now: nothing that was done before can be undone.")
    if report.mended.dropped:
        rows = counted(report.mended.dropped, "row")
        say(f"{rows} left out, because the paper or the step they belong to is lost.")
    if report.without_log:
        say("The log beside the file was not its own, and was left out.")
    say(f"The damaged file is kept: {clean(str(report.kept_aside))}")
    _tell_backup(report)


def _headline(report: RecoveryReport) -> str:
    if not report.found_something:
        return "Nothing could be read. An empty library is in its place."
    if report.backup is None:
        return "Recovered what can be read:"
    backup = f"the backup of {_moment(report.backup)}"
    if report.read_something:
        return f"Recovered what can be read, filled up from {backup}:"
    return f"Nothing could be read. What is in {backup} is in its place:"


def _table(report: RecoveryReport) -> Iterator[list[str]]:
    """How much there is of each thing, in all and of the backup's; and what the backup has."""
    filled, backed_up = report.mended.from_backup, report.backed_up
    with_backup = filled is not None and report.read_something
    if with_backup:
        yield ["", "now", "from the backup", "the backup has"]
    sources = (report.recovered, filled, backed_up) if with_backup else (report.recovered,)
    for field, words in _COUNTED:
        counts = [getattr(source, field) for source in sources]
        if any(counts):
            yield [words, *map("{:,}".format, counts)]


def _tell_backup(report: RecoveryReport) -> None:
    if report.backup is None:
        complain("There is no good backup to take from what could not be read.")
    elif report.read_something:
        complain(
            f"To have the library as it was at {_moment(report.backup)} instead:\n"
            f"  papertui restore {shlex.quote(str(report.backup.path))}\n"
            "'papertui undo' takes that back."
        )


def _moment(backup: Backup) -> str:
    return f"{backup.made_at:%Y-%m-%d %H:%M}"
