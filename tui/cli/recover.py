"""``papertui recover``, and the offer of it when the reader meets a damaged library."""

import click

from tui.cli.examples import examples
from tui.cli.output import complain, counted, say
from tui.cli.progress import Progress
from tui.cli.session import Session, pass_session
from tui.errors import PapertuiError
from tui.library.examining import library_damage
from tui.library.recovery import RecoveryReport, recover_library
from tui.papers.text import clean
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

    The damaged file is kept aside, and the newest backup is named with what is in it, so that you
    can choose. A library that is sound is left alone.
    """
    _recover(session.paths)
    return 0


def recovered_at_will(paths: Paths, failure: PapertuiError) -> bool:
    """Ask whether to recover a library that can't be used, and do so; whether it was done.

    Raises the failure again when it does not come from damage.
    """
    if not _is_damaged(paths):
        raise failure
    complain(failure.message)
    if not click.confirm("Recover what can be read now?", default=True, err=True):
        complain("Nothing was changed. 'papertui recover' does it later.")
        return False
    _recover(paths)
    click.pause("Press a key to open the reader …", err=True)
    return True


def _recover(paths: Paths) -> None:
    with Progress("Reading what can be read") as progress:
        report = recover_library(paths, progress=progress)
    _tell(report)


def _is_damaged(paths: Paths) -> bool:
    try:
        return bool(library_damage(paths))
    except PapertuiError:
        # Another reason not to open it, which the failure has told.
        return False


def _tell(report: RecoveryReport) -> None:
    """Say what was recovered, beside what the newest backup holds, and where the rest is."""
    say("Recovered what can be read:")
    for field, words in _COUNTED:
        say(f"  {_line(report, field):>17}  {words}")
    if report.mended.from_backup:
        say(f"The backup gave {counted(report.mended.from_backup, 'paper')} that had marks.")
    if report.mended.dropped:
        say(f"{counted(report.mended.dropped, 'row')} of what is lost were dropped.")
    if report.without_log:
        say("The log beside the file was not its own, and was left out.")
    say(f"The damaged file is kept: {clean(str(report.kept_aside))}")
    _tell_backup(report)


def _line(report: RecoveryReport, field: str) -> str:
    found = f"{getattr(report.recovered, field):,}"
    if report.backed_up is None:
        return found
    return f"{found} of {getattr(report.backed_up, field):,}"


def _tell_backup(report: RecoveryReport) -> None:
    if report.backup is None:
        complain("There is no sound backup to compare with.")
        return
    complain(
        f"The numbers behind “of” are those of the backup of "
        f"{report.backup.made_at:%Y-%m-%d %H:%M}. To have that instead:\n"
        f"  papertui restore {report.backup.path}"
    )
