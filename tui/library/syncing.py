"""Papers coming in from the sources that are live."""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from tui.config import hub_address
from tui.errors import UsageError
from tui.library.indexing import Cancelled, never_cancelled
from tui.library.online import Online
from tui.library.sync_report import SourceReport, SyncProgress, SyncReport, SyncState

if TYPE_CHECKING:
    from tui.library.sync_span import Span
    from tui.sources.batch import Order, Source

_SYNCED_AT, _OFFLINE_SINCE, _FAILURES = "synced at", "offline since", "failures"

Waiting = Callable[[float, str], None]
Told = Callable[[SyncProgress], None]


def _in_silence(*_: object) -> None:
    """For what nobody wants to hear of."""


class Syncing(Online):
    """Each source goes on where it stopped last; one that fails doesn't stop the others."""

    def sync(
        self,
        sources: Sequence[str] = (),
        *,
        since: date | None = None,
        until: date | None = None,
        week: str | None = None,
        month: str | None = None,
        limit: int | None = None,
        progress: Told = _in_silence,
        waiting: Waiting = _in_silence,
        cancelled: Cancelled = never_cancelled,
    ) -> SyncReport:
        """Bring in what is new at the named sources, or at those that are switched on.

        With ``since`` it is the days from there to ``until`` or today; such a range that was broken
        off goes on where it was. With ``week`` (``2025-W10``) or ``month`` (``2025-03``) it is
        Hugging Face's list of that. At most ``limit`` papers come from each source. ``waiting``
        hears how many seconds a source wants us to wait, and why. What came before a cancel is
        kept.

        Raises UsageError for a source that there is none of or that has no such lists, days in the
        wrong order or to come, or a malformed ``HF_ENDPOINT``; SyncRunningError when another
        papertui is at it; StorageError. What goes wrong at a source is in the report.
        """
        from tui.library.sync_lock import only_sync
        from tui.library.sync_span import span_of

        span = span_of(since, until, week, month)
        chosen = self._chosen(sources, span)
        reports: list[SourceReport] = []
        with only_sync(self.paths.data_folder):
            for name in chosen:
                if cancelled():
                    break
                order = self._order(name, span, waiting, cancelled)
                reports.append(self._sync_source(name, order, limit, progress))
            report = SyncReport(tuple(reports), cancelled())
            self._remember(report, counts=span.is_all_new)
        return report

    def sync_state(self) -> SyncState:
        """When papers came last, since when nobody can be reached, what failed the last time."""
        return SyncState(
            synced_at=_moment(self._sync.get(_SYNCED_AT)),
            offline_since=_moment(self._sync.get(_OFFLINE_SINCE)),
            failures=_sentences(self._sync.get(_FAILURES)),
        )

    def sync_due(self) -> bool:
        """Whether the last sync is as long ago as the settings say, and a source is switched on."""
        hours = self.settings.sync_every
        if not hours or not (self.settings.hf.on or self.settings.arxiv.on):
            return False
        last = self.sync_state().synced_at
        return last is None or abs(datetime.now(UTC) - last) >= timedelta(hours=hours)

    def _chosen(self, names: Sequence[str], span: "Span") -> list[str]:
        switched_on = {"hf": self.settings.hf.on, "arxiv": self.settings.arxiv.on}
        for name in names:
            if name not in switched_on:
                known = ", ".join(switched_on)
                raise UsageError(f"There is no source “{name}”.", f"Known are {known}.")
        if span.period is not None:
            return _with_periods(names)
        chosen = dict.fromkeys(names) or [name for name, on in switched_on.items() if on]
        if not chosen:
            raise UsageError(
                "No source is switched on.",
                "Set on = true in [sources.hf] or [sources.arxiv] of the settings, or name one.",
            )
        return list(chosen)

    def _order(self, source: str, span: "Span", waiting: Waiting, cancelled: Cancelled) -> "Order":
        from tui.sources.batch import Memory, Order

        return Order(
            memory=Memory(self._sync.stored(source), self._sync.get),
            now=datetime.now(UTC).isoformat(timespec="microseconds"),
            since=span.since,
            until=span.until,
            waiting=waiting,
            cancelled=cancelled,
            period=span.period,
        )

    def _source(self, name: str, order: "Order") -> "Source":
        if name == "hf":
            from tui.sources.huggingface.sync import HubSync

            return HubSync(self._client, hub_address(), self.settings.hf, order)
        from tui.sources.arxiv.sync import ArxivSync

        return ArxivSync(self._client, self.settings.arxiv, order)

    def _sync_source(
        self, name: str, order: "Order", limit: int | None, progress: Told
    ) -> SourceReport:
        from tui.library.sync_intake import SyncIntake
        from tui.library.sync_run import run

        report = SourceReport(name)
        intake = SyncIntake(self._database, self._papers, self._sync, report, limit)
        run(self._source(name, order), intake, report, progress)
        return report

    def _remember(self, report: SyncReport, *, counts: bool) -> None:
        """Keep for later how it went, and, if that ``counts``, when all that is new came last."""
        if not report.sources:
            return
        now = datetime.now(UTC).isoformat(timespec="seconds")
        offline = all(source.offline for source in report.sources)
        failures = [error.message for source in report.sources for error in source.failures]
        with self._database.write():
            if offline:
                self._sync.set(_OFFLINE_SINCE, self._sync.get(_OFFLINE_SINCE) or now)
            elif any(source.answered for source in report.sources):
                self._sync.set(_OFFLINE_SINCE, None)
            if counts and any(source.is_complete for source in report.sources):
                self._sync.set(_SYNCED_AT, now)
            self._sync.set(_FAILURES, json.dumps(failures))


def _with_periods(names: Sequence[str]) -> list[str]:
    """The sources that have lists of weeks and months, of those named."""
    if set(names) - {"hf"}:
        raise UsageError(
            "Only Hugging Face has lists of weeks and months.",
            "Ask arXiv with --since and --until.",
        )
    return ["hf"]


def _moment(fact: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(fact or "")
    except ValueError:
        return None


def _sentences(fact: str | None) -> tuple[str, ...]:
    try:
        return tuple(map(str, json.loads(fact or "[]")))
    except (ValueError, TypeError):
        return ()
