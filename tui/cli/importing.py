"""``papertui import``."""

from datetime import date
from pathlib import Path
from typing import Literal

import click

from tui.cli.examples import examples
from tui.cli.output import complain, counted, say
from tui.cli.progress import Progress
from tui.cli.session import Session, catch_up, pass_session
from tui.library import ImportReport

_REASONS_SHOWN = 10


def _day(ctx: click.Context, param: click.Parameter, given: str | None) -> date | None:
    """The day that an option names; a usage error when it names none."""
    if given is None:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError:
        message = f"“{given}” is no day. Write it like 2025-03-11."
        raise click.BadParameter(message, ctx, param) from None


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
    type=click.Choice(["page", "jsonl"]),
    help="What the files are; otherwise told from their content.",
)
@click.option(
    "--date",
    "listed_on",
    callback=_day,
    metavar="D",
    help="The list day of papers that name none, such as 2025-03-11.",
)
@click.option("--verbose", is_flag=True, help=f"List all that was skipped, not {_REASONS_SHOWN}.")
@pass_session
def import_files(
    session: Session,
    paths: tuple[Path, ...],
    form: Literal["page", "jsonl"] | None,
    listed_on: date | None,
    verbose: bool,
) -> int:
    """Bring in papers from files, folders, or standard input (-)."""
    with session.open_library() as library:
        with Progress("Importing papers") as progress:
            report = library.import_files(
                paths, format=form, listed_on=listed_on, progress=progress
            )
        _tell(report, most_reasons=None if verbose else _REASONS_SHOWN)
        if report.new or report.merged:
            catch_up(library)
    return 0 if report.found and not report.skipped else 1


def _tell(report: ImportReport, *, most_reasons: int | None) -> None:
    say(
        f"{counted(report.new, 'new paper')}, {report.merged:,} merged, "
        f"{report.unchanged:,} known already, {len(report.skipped):,} skipped."
    )
    for where, reason in report.skipped[:most_reasons]:
        complain(f"skipped: {where}: {reason}" if where else f"skipped: {reason}")
    if most_reasons is not None and len(report.skipped) > most_reasons:
        complain(f"… and {len(report.skipped) - most_reasons:,} more; --verbose lists them.")
