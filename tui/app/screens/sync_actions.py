"""Papers coming in while others are read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from textual import on
from textual.message import Message

from tui.app.desk import Desk
from tui.app.screens.find_actions import FindActions
from tui.app.screens.news_flow import NewsFlow
from tui.app.screens.reader_base import SECONDS_TO_READ
from tui.app.sync_words import (
    failure_sentence,
    is_offline,
    offline_sentence,
    outcome_sentence,
    progress_sentence,
    progress_words,
    state_words,
)
from tui.config import is_offline as is_kept_offline
from tui.library import (
    Results,
    SyncProgress,
    SyncReport,
    SyncRunningError,
    SyncState,
)
from tui.papers.paper import Entry
from tui.papers.text import clean

_LOOK_EVERY_SECONDS = 60.0
_WORTH_TELLING = 10.0
"""Seconds of waiting that somebody should know of."""


@dataclass
class SyncMoved(Message):
    """How far the sync is: in words for the header, and as a sentence."""

    words: tuple[str, ...]
    sentence: str


class _Synced(NamedTuple):
    """What came of a sync, and when papers came last by then."""

    outcome: SyncReport | SyncRunningError
    state: SyncState


class SyncActions(FindActions, NewsFlow):
    """One sync at a time, behind the reader; it touches no row until the person asks for that.

    Quitting ends it, and what came until then is kept.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.sync_state = SyncState()
        self._how_far = ""
        self._once_listed: Callable[[], None] | None = None

    # Beginning

    def begin_with_sync(self) -> None:
        """Sync if it is due, once the papers that are there are listed; tell of it from now on."""
        self.header.new_key = self.desk.key_of("new")
        self.tell_news()
        self._look_at_state()
        self.set_interval(_LOOK_EVERY_SECONDS, self._look_at_state)
        if not is_kept_offline():
            self._once_listed = self._sync_if_due

    def action_sync(self) -> None:
        """List the papers as they are now, and fetch what is new."""
        if self._how_far:
            self.say(self._how_far)
        else:
            self._once_listed = self._sync_as_asked
        self.action_refresh_results()

    def show_results(self, results: Results, *, stay: bool, at: int | None = None) -> None:
        """Show what a search found; nothing that has come is new any more then."""
        super().show_results(results, stay=stay, at=at)
        self.header.new = 0
        go_on, self._once_listed = self._once_listed, None
        if go_on is not None:
            go_on()

    def _sync_if_due(self) -> None:
        self.read(
            self.library.sync_due,
            lambda due: self._sync(asked=False) if due else None,
            group="sync",
        )

    def _sync_as_asked(self) -> None:
        settings = self.library.settings
        if is_kept_offline():
            self.say("HF_HUB_OFFLINE is set: nothing is fetched.")
        elif not (settings.hf.on or settings.arxiv.on):
            self.say("No source is switched on in the settings: nothing is fetched.")
        else:
            self._sync(asked=True)

    # Going on

    def _sync(self, *, asked: bool) -> None:
        if self._how_far:
            return
        self._show_moved(("syncing …", "syncing"), "The sync has just begun.")
        self.read(
            self._fetch_new,
            lambda synced: self._show_synced(synced, asked=asked),
            group="sync",
            ended=self._end_sync,
        )

    def _fetch_new(self) -> _Synced:
        try:
            outcome: SyncReport | SyncRunningError = self.library.sync(
                progress=self._tell_progress,
                waiting=self._tell_waiting,
                cancelled=self.desk.closing.is_set,
            )
        except SyncRunningError as error:
            outcome = error
        return _Synced(outcome, self.library.sync_state())

    def _tell_progress(self, progress: SyncProgress) -> None:
        self.post_message(SyncMoved(progress_words(progress), progress_sentence(progress)))

    def _tell_waiting(self, seconds: float, why: str) -> None:
        if seconds >= _WORTH_TELLING:
            words = f"syncing: waiting {seconds:.0f} s"
            sentence = f"{clean(why)}: waiting for {seconds:.0f} s."
            self.post_message(SyncMoved((words, "syncing"), sentence))

    @on(SyncMoved)
    def _follow_sync(self, moved: SyncMoved) -> None:
        if self._how_far:
            self._show_moved(moved.words, moved.sentence)

    def _show_moved(self, words: Sequence[str], sentence: str) -> None:
        self.header.syncing, self._how_far = words, sentence

    # What came of it

    def _show_synced(self, synced: _Synced, *, asked: bool) -> None:
        self._show_state(synced.state)
        if isinstance(synced.outcome, SyncReport):
            self._show_report(synced.outcome, asked=asked)
        elif asked:
            self.say(synced.outcome.message)

    def _show_report(self, report: SyncReport, *, asked: bool) -> None:
        failure = failure_sentence(report)
        if failure:
            self.notify(clean(failure), severity="warning", timeout=SECONDS_TO_READ, markup=False)
        elif asked:
            words = offline_sentence if is_offline(report) else outcome_sentence
            self.say(words(report))
        if report.changed:
            self.catch_up(lambda _: self._announce(report))

    def _announce(self, report: SyncReport) -> None:
        """Say how many papers are new, while the rows stay as they are."""
        self.header.new += report.new
        self.recount()
        self.tell_news()
        if report.changed > report.new:
            self._renew_entries()

    def _renew_entries(self) -> None:
        """Show in the rows what is known by now; the paper that is being read stays as it is."""
        changes, ids = self.changes_made, self.cache.ids

        def renew(entries: Sequence[Entry]) -> None:
            if changes != self.changes_made:
                self._renew_entries()
                return
            current = self.paper_list.current_id
            self.cache.put(entry for entry in entries if entry.id != current)
            self.paper_list.repaint()

        self.read(lambda: self.library.entries(ids), renew, group="rows")

    def _end_sync(self) -> None:
        self._how_far = ""
        if self.is_attached:
            self.header.syncing = ()

    # How long ago

    def _look_at_state(self) -> None:
        self.read(self.library.sync_state, self._show_state, group="sync")

    def _show_state(self, state: SyncState) -> None:
        self.sync_state = state
        self.header.standing = state_words(state, datetime.now().astimezone())
