"""``papertui import``."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from tui.cli.day import day
from tui.cli.examples import examples
from tui.cli.interrupt import Interrupt
from tui.cli.news import tell_news
from tui.cli.outcome import INTERRUPTED
from tui.cli.output import complain, say
from tui.cli.progress import Progress
from tui.cli.session import Session, catch_up, pass_session
from tui.library import IMPORT_FORMATS, ImportReport, Library
from tui.papers.words import counted

if TYPE_CHECKING:
    from tui.library import FileFormat

_REASONS_SHOWN = 10
_FILES_SHOWN = 5


@click.command(
    "import",
    epilog=examples(
        "papertui import trending.txt --date 2025-03-11",
        "papertui import ~/saved-pages more.jsonl",
        "papertui export is:archived --format jsonl | papertui --home elsewhere import -",
    ),
)
@click.argument(
    "paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(IMPORT_FORMATS)),
    help="What the files are; otherwise told from their content.",
)
@click.option(
    "--date",
    "listed_on",
    callback=day,
    metavar="D",
    help="The list day of papers that name none, such as 2025-03-11.",
)
@click.option("--verbose", is_flag=True, help=f"List all that was skipped, not {_REASONS_SHOWN}.")
@pass_session
def import_files(
    session: Session,
    paths: tuple[Path, ...],
    form: str | None,
    listed_on: date | None,
    verbose: bool,
) -> int:
    """Bring in papers from files, folders, or standard input (-).

    Files may be compressed with gzip, bzip2, xz or zstd.
    """
    format = cast("FileFormat | None", form)
    with session.open_library() as library:
        with Interrupt() as interrupted, Progress("Importing papers") as progress:
            report = library.import_files(
                paths,
                format=format,
                listed_on=listed_on,
                progress=progress,
                cancelled=interrupted,
            )
        _tell(report, most_reasons=None if verbose else _REASONS_SHOWN)
        if report.cancelled:
            complain("Stopped. What was read until then is kept; the same command brings the rest.")
            return INTERRUPTED
        if report.new or report.merged:
            catch_up(library)
            tell_news(library)
            _tell_of_untitled(library)
    return 0 if report.papers and not report.skipped else 1


def _tell(report: ImportReport, *, most_reasons: int | None) -> None:
    _tell_kinds(report)
    say(
        f"{counted(report.new, 'new paper')}, {report.merged:,} merged, "
        f"{report.unchanged:,} known already, {report.skipped:,} skipped."
    )
    _tell_marks(report)
    told = report.reasons[:most_reasons]
    for where, reason in told:
        complain(f"skipped: {where}: {reason}" if where else f"skipped: {reason}")
    untold = report.skipped - len(told)
    if untold:
        way = "" if most_reasons is None else f"; --verbose lists {_as_many_as(report)}"
        complain(f"… and {untold:,} more{way}.")
    _tell_way_back(report)


def _tell_marks(report: ImportReport) -> None:
    """Say what became of the marks, tags and notes that papers known already came with."""
    if report.marked:
        say(f"Marks, tags or notes changed on {counted(report.marked, 'known paper')}.")
    elif report.decided and not report.changed:
        complain("Its marks, tags and notes are those that are here, or older.")


def _tell_way_back(report: ImportReport) -> None:
    """Say how an import that changed anything is taken back."""
    if report.steps == 1:
        complain("papertui undo takes it back.")
    elif report.steps:
        complain(
            f"It is in {report.steps:,} steps, as something else was changed meanwhile: "
            "papertui history lists them, papertui undo takes them back one by one."
        )


def _tell_of_untitled(library: Library) -> None:
    """Say what to do about papers of which only the arXiv id is known, if there are any."""
    if untitled := library.untitled_count():
        have, them = ("has", "it") if untitled == 1 else ("have", "them")
        complain(
            f"{counted(untitled, 'paper')} {have} no title yet: papertui enrich looks {them} up."
        )


def _tell_kinds(report: ImportReport) -> None:
    """Say what each file was; of many files, how many there were of each kind."""
    if report.kinds.total() <= _FILES_SHOWN:
        for name, kind in report.files:
            complain(f"{name}: {kind}")
    else:
        for kind, files in report.kinds.most_common():
            complain(f"{counted(files, 'file')}: {kind}")


def _as_many_as(report: ImportReport) -> str:
    named = len(report.reasons)
    return "them" if named == report.skipped else f"the first {named:,}"
