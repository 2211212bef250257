"""``papertui sync``."""

from datetime import date

import click

from tui.cli.backup import back_up_if_due
from tui.cli.day import day
from tui.cli.examples import examples
from tui.cli.interrupt import Interrupt
from tui.cli.news import tell_news
from tui.cli.outcome import INTERRUPTED
from tui.cli.output import complain, say
from tui.cli.session import Session, catch_up, pass_session
from tui.cli.sync_progress import sync_progress
from tui.library import SourceReport
from tui.papers.words import counted

_REASONS_SHOWN = 3


@click.command(
    epilog=examples(
        "papertui sync",
        "papertui sync hf --since 2024-05-27",
        "papertui sync hf --week 2025-W10",
        "papertui sync arxiv --since 2025-03-01 --until 2025-03-31 --verbose",
    )
)
@click.argument("sources", metavar="[SOURCE]...", nargs=-1)
@click.option(
    "--since",
    callback=day,
    metavar="D",
    help="All from this day on, such as 2025-03-11; what was broken off goes on. In arXiv's "
    "categories (OAI-PMH) the day is that of the last change, in its queries that of submission.",
)
@click.option("--until", callback=day, metavar="D", help="With --since: up to this day.")
@click.option("--week", metavar="W", help="Hugging Face's papers of a week, such as 2025-W10.")
@click.option("--month", metavar="M", help="Hugging Face's papers of a month, such as 2025-03.")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    metavar="N",
    help="Stop after so many papers of each source.",
)
@click.option("--verbose", is_flag=True, help=f"List all that was skipped, not {_REASONS_SHOWN}.")
@pass_session
def sync(
    session: Session,
    sources: tuple[str, ...],
    since: date | None,
    until: date | None,
    week: str | None,
    month: str | None,
    limit: int | None,
    verbose: bool,
) -> int:
    """Bring in new papers from the sources that are switched on.

    SOURCE is hf (Hugging Face) or arxiv; named, it is asked even if it is switched off.
    """
    with session.open_library() as library:
        with Interrupt() as interrupted, sync_progress() as shown:
            report = library.sync(
                sources,
                since=since,
                until=until,
                week=week,
                month=month,
                limit=limit,
                progress=shown.progress,
                waiting=shown.waiting,
                cancelled=interrupted,
            )
        for source in report.sources:
            _tell(source, most_reasons=None if verbose else _REASONS_SHOWN)
        if report.cancelled:
            complain("Stopped. What came until then is kept; the same command goes on from there.")
            return INTERRUPTED
        # Also what a sync brought that was stopped.
        catch_up(library)
        tell_news(library)
        back_up_if_due(library)
    return 0 if report.is_complete else 1


def _tell(report: SourceReport, *, most_reasons: int | None) -> None:
    if report.papers or report.skipped or not report.failures:
        say(_summary(report))
    for where, reason in report.reasons[:most_reasons]:
        complain(f"skipped: {where}: {reason}")
    untold = report.skipped - len(report.reasons[:most_reasons])
    if untold:
        where = "the log names" if most_reasons is None else "--verbose and the log name"
        complain(f"… and {untold:,} more; {where} them.")
    for error in report.failures:
        complain(f"{report.source}: {error}")
    if report.failures and not report.papers:
        complain("The library stays as it is.")


def _summary(report: SourceReport) -> str:
    if not report.papers and not report.skipped:
        return f"{report.source}: nothing new."
    limit = " There may be more: the limit is reached." if report.limited else ""
    return (
        f"{report.source}: {counted(report.new, 'new paper')}, {report.merged:,} merged, "
        f"{report.unchanged:,} known already, {report.skipped:,} skipped.{limit}"
    )
