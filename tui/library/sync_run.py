"""One source asked for all that is wanted of it."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tui.errors import PapertuiError, StorageError
from tui.library.sync_intake import SyncIntake
from tui.library.sync_report import SourceReport, SyncProgress
from tui.sources.batch import Batch, Source
from tui.sources.http import FetchCancelled, Unreachable

_LOG = logging.getLogger("papertui.sync")


def run(
    source: Source,
    intake: SyncIntake,
    report: SourceReport,
    progress: Callable[[SyncProgress], None],
) -> None:
    """Take in what the steps of a source give, until it is done, stopped or can't be reached.

    A step that fails is among the report's failures, and the next goes on. What came is stored,
    whatever ends it; raises StorageError when it can't be.
    """
    with _failures_told(report):
        for step in source.steps():
            with _failures_told(report):
                _take(step, intake, report, progress)
            if report.offline or report.stopped:
                break
    _LOG.info(
        "%s: %d new, %d merged, %d known, %d skipped",
        report.source, report.new, report.merged, report.unchanged, report.skipped,
    )  # fmt: skip


def _take(
    step: Iterator[Batch],
    intake: SyncIntake,
    report: SourceReport,
    progress: Callable[[SyncProgress], None],
) -> None:
    try:
        for batch in step:
            intake.take(batch)
            progress(_progress(batch, report))
            if intake.full:
                report.stopped = True
                return
    finally:
        intake.store()


@contextmanager
def _failures_told(report: SourceReport) -> Iterator[None]:
    try:
        yield
    except StorageError:
        raise
    except FetchCancelled:
        report.stopped = True
    except PapertuiError as error:
        _LOG.warning("%s: %s", report.source, error.message)
        report.failures.append(error)
        report.offline = isinstance(error, Unreachable)


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
