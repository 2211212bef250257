"""One source asked for all that is wanted of it."""

import logging
from collections.abc import Callable, Iterator

from tui.errors import PapertuiError, StorageError
from tui.library.sync_intake import SyncIntake
from tui.library.sync_report import SourceReport, SyncProgress
from tui.sources.batch import Batch, Source
from tui.sources.http import FetchCancelled, FetchError, Unreachable, Withheld

_LOG = logging.getLogger("papertui.sync")
_MOST_UNREACHABLE = 2
"""After so many steps that find nobody there, the network went away meanwhile."""


def run(
    source: Source,
    intake: SyncIntake,
    report: SourceReport,
    progress: Callable[[SyncProgress], None],
) -> None:
    """Take in what the steps of a source give, until it is done, stopped or of no use any more.

    A step that fails is among the report's failures, and the next goes on, unless that would fail
    like it. What came is stored, whatever ends it; raises StorageError when it can't be.
    """
    try:
        for step in source.steps():
            _run_step(step, intake, report, progress)
            if report.stopped or report.limited or _is_hopeless(report):
                break
    except StorageError:
        raise
    except PapertuiError as error:
        _tell(report, error)
    _LOG.info(
        "%s: %d new, %d merged, %d known, %d skipped",
        report.source, report.new, report.merged, report.unchanged, report.skipped,
    )  # fmt: skip


def _run_step(
    step: Iterator[Batch],
    intake: SyncIntake,
    report: SourceReport,
    progress: Callable[[SyncProgress], None],
) -> None:
    try:
        _take(step, intake, report, progress)
    except StorageError:
        raise
    except FetchCancelled:
        report.stopped = True
    except Unreachable as error:
        _tell(report, error)
        report.offline = not (report.answered or isinstance(error, Withheld))
    except PapertuiError as error:
        _tell(report, error)
        report.answered = True


def _take(
    step: Iterator[Batch],
    intake: SyncIntake,
    report: SourceReport,
    progress: Callable[[SyncProgress], None],
) -> None:
    try:
        for batch in step:
            report.answered = report.answered or batch.is_answer
            intake.take(batch)
            progress(_progress(batch, report))
            if intake.full:
                report.limited = True
                return
    finally:
        intake.store()


def _tell(report: SourceReport, error: PapertuiError) -> None:
    _LOG.warning("%s: %s", report.source, error.message)
    report.failures.append(error)


def _is_hopeless(report: SourceReport) -> bool:
    """Whether the next step would fail too: nobody answers, or nobody answers us."""
    fetching = [error for error in report.failures if isinstance(error, FetchError)]
    unreachable = sum(isinstance(error, Unreachable) for error in fetching)
    return (
        report.offline
        or unreachable >= _MOST_UNREACHABLE
        or any(error.concerns_all for error in fetching)
    )


def _progress(batch: Batch, report: SourceReport) -> SyncProgress:
    return SyncProgress(
        source=report.source,
        label=batch.label,
        done=batch.done,
        total=batch.total,
        new=report.new,
        merged=report.merged,
        unchanged=report.unchanged,
        skipped=report.skipped,
    )
