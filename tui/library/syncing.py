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
        limit: int | None = None,
        progress: Told = _in_silence,
        waiting: Waiting = _in_silence,
        cancelled: Cancelled = never_cancelled,
    ) -> SyncReport:
        """Bring in what is new at the named sources, or at those that are switched on.

        With ``since`` it is the days from there to ``until`` or today; such a range that was broken
        off goes on where it was. At most ``limit`` papers come from each source. ``waiting`` hears
        how many seconds a source wants us to wait, and why. What came before a cancel is kept.

        Raises UsageError for a source that there is none of, days in the wrong order or a
        malformed ``HF_ENDPOINT``; SyncRunningError when another papertui is at it; StorageError.
        What goes wrong at a source is in the report.
        """
        from tui.library.sync_lock import only_sync

        _check_days(since, until)
        reports: list[SourceReport] = []
        with only_sync(self.paths.data_folder):
            for name in self._chosen(sources):
                if cancelled():
                    break
                order = self._order(name, since, until, waiting, cancelled)
                reports.append(self._sync_source(name, order, limit, progress))
            report = SyncReport(tuple(reports), cancelled())
            self._remember(report, is_range=since is not None)
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

    def _chosen(self, names: Sequence[str]) -> list[str]:
        switched_on = {"hf": self.settings.hf.on, "arxiv": self.settings.arxiv.on}
        for name in names:
            if name not in switched_on:
                known = ", ".join(switched_on)
                raise UsageError(f"There is no source “{name}”.", f"Known are {known}.")
        chosen = dict.fromkeys(names) or [name for name, on in switched_on.items() if on]
        if not chosen:
            raise UsageError(
                "No source is switched on.",
                "Set on = true in [sources.hf] or [sources.arxiv] of the settings, or name one.",
            )
        return list(chosen)

    def _order(
        self,
        source: str,
        since: date | None,
        until: date | None,
        waiting: Waiting,
        cancelled: Cancelled,
    ) -> "Order":
        from tui.sources.batch import Memory, Order

        return Order(
            memory=Memory(self._sync.stored(source), self._sync.get),
            now=datetime.now(UTC).isoformat(timespec="microseconds"),
            since=since,
            until=until,
            waiting=waiting,
            cancelled=cancelled,
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

    def _remember(self, report: SyncReport, *, is_range: bool) -> None:
        """Keep for later how it went. A range of days says nothing about what is new."""
        if not report.sources:
            return
        now = datetime.now(UTC).isoformat(timespec="seconds")
        offline = all(source.offline for source in report.sources)
        failures = [error.message for source in report.sources for error in source.failures]
        with self._database.write():
            if offline:
                self._sync.set(_OFFLINE_SINCE, self._sync.get(_OFFLINE_SINCE) or now)
            else:
                self._sync.set(_OFFLINE_SINCE, None)
            if not is_range and any(source.is_complete for source in report.sources):
                self._sync.set(_SYNCED_AT, now)
            self._sync.set(_FAILURES, json.dumps(failures))


def _check_days(since: date | None, until: date | None) -> None:
    if until is not None and since is None:
        raise UsageError("A last day needs a first one.", "Give --since too.")
    if since is not None and since > (until or datetime.now(UTC).date()):
        raise UsageError("The first day comes after the last.", "Give the earlier one to --since.")


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
