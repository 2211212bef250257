"""What a source sends, stored: papers together with the note that they are stored."""

import logging
import time
from dataclasses import replace

from tui.library.sync_report import SourceReport
from tui.sources.batch import Batch
from tui.sources.item import Found, Skipped
from tui.storage.database import Database
from tui.storage.paper_store import PaperStore
from tui.storage.sync_store import SyncStore

_LOG = logging.getLogger("papertui.sync")
_GROUP_PAPERS = 500
_GROUP_SECONDS = 0.5
_LONGEST_REASON = 500


class SyncIntake:
    """Batches of one source, some of them at a time in one transaction.

    A crash loses what was not stored yet, and the note of it too: it is asked for again. After
    ``limit`` papers, if there is a limit, it is ``full`` and takes no more.
    """

    def __init__(
        self,
        database: Database,
        papers: PaperStore,
        sync: SyncStore,
        report: SourceReport,
        limit: int | None,
    ) -> None:
        self._database = database
        self._papers = papers
        self._sync = sync
        self._report = report
        self._left = limit
        self._group: list[Batch] = []
        self._found: list[Found] = []
        self._stored_at = time.monotonic()

    @property
    def full(self) -> bool:
        """Whether the limit is reached."""
        return self._left is not None and self._left <= 0

    def take(self, batch: Batch) -> None:
        """Take a batch in, and store the group that it completes. Raises StorageError."""
        found = self._found_in(batch)
        if self._left is not None:
            if len(found) > self._left:
                batch, found = replace(batch, digest="", facts={}), found[: self._left]
            self._left -= len(found)
        self._found += found
        self._group.append(replace(batch, items=()))
        waited = time.monotonic() - self._stored_at
        if len(self._found) >= _GROUP_PAPERS or waited >= _GROUP_SECONDS:
            self.store()

    def store(self) -> None:
        """Store what was taken in and isn't stored yet. Raises StorageError."""
        group, found = self._group, self._found
        self._group, self._found, self._stored_at = [], [], time.monotonic()
        if not group:
            return
        with self._database.write():
            added = self._papers.add(item.paper for item in found)
            for batch in group:
                self._record(batch)
        self._report.count(added)

    def _record(self, batch: Batch) -> None:
        if batch.item and batch.digest:
            self._sync.record(batch.source, batch.item, batch.digest)
        for key, value in batch.facts.items():
            self._sync.set(key, value)

    def _found_in(self, batch: Batch) -> list[Found]:
        found = []
        for item in batch.items:
            if isinstance(item, Found):
                found.append(item)
            else:
                self._skip(batch.label, item)
        return found

    def _skip(self, label: str, item: Skipped) -> None:
        where = item.where if label in item.where else f"{label}, {item.where}"
        self._report.skip(where[:_LONGEST_REASON], item.reason[:_LONGEST_REASON])
        _LOG.info("%s: skipped %s: %s", self._report.source, where, item.reason)
