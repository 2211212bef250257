"""What sources know about single papers: asked for when one is opened, or by a key."""

from dataclasses import dataclass

from textual import events, on
from textual.message import Message

from tui.app.desk import Desk
from tui.app.lookup_words import findings_sentence, findings_text
from tui.app.screens.reader_base import SECONDS_TO_READ
from tui.app.screens.sync_actions import SyncActions
from tui.app.widgets.paper_list import PaperList
from tui.config import is_offline
from tui.library import EnrichReport
from tui.papers.text import clean_lines


@dataclass
class LookedUp(Message):
    """How many papers are looked up, and of how many."""

    done: int
    total: int


class LookupActions(SyncActions):
    """One lookup at a time, and one question about links."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._looking_up = ""
        self._asking_about: int | None = None
        self._ask_next: int | None = None

    # What papers lack

    def action_enrich(self) -> None:
        ids = self.target_ids
        if not ids:
            self.say("No paper here to look up.")
        elif self._looking_up:
            self.say(f"One after the other, please: {self._looking_up}.")
        else:
            self._look_up(ids)

    def _look_up(self, ids: list[int]) -> None:
        self._show_looking_up("looking it up …" if len(ids) == 1 else "looking them up …")

        def tell(done: int, total: int) -> None:
            self.post_message(LookedUp(done, total))

        closing = self.desk.closing.is_set
        self.read(
            lambda: self.library.enrich(ids, progress=tell, cancelled=closing),
            lambda report: self._show_findings(ids, report),
            group="lookup",
            ended=self._end_lookup,
        )

    @on(LookedUp)
    def _follow_lookup(self, event: LookedUp) -> None:
        if self._looking_up and event.total > 1:
            self._show_looking_up(f"looking up {event.done:,} of {event.total:,}")

    def _show_looking_up(self, words: str) -> None:
        self._looking_up = self.header.activity = words

    def _end_lookup(self) -> None:
        if self.is_attached and self.header.activity == self._looking_up:
            self.header.activity = ""
        self._looking_up = ""

    def _show_findings(self, ids: list[int], report: EnrichReport) -> None:
        self.say(findings_sentence(report))
        text = findings_text(report)
        if text:
            self.notify(
                clean_lines(text),
                severity="warning" if report.failures else "information",
                timeout=SECONDS_TO_READ,
                markup=False,
            )
        if report.found:
            self.fetch_entries(ids)
            self.catch_up(lambda _: self._list_found(report))

    def _list_found(self, report: EnrichReport) -> None:
        """Count anew; list anew where papers turned out to be one."""
        united = {found.paper_id: found.now for found in report.found}
        united = {paper_id: now for paper_id, now in united.items() if paper_id != now}
        current = self.paper_list.current_id
        if united:
            self.list_anew(at=None if current is None else united.get(current))
        else:
            self.recount()

    # What else is on Hugging Face

    @on(PaperList.Opened)
    def _ask_about_opened(self, event: PaperList.Opened) -> None:
        self._ask_for_links(event.paper_id)

    @on(events.DescendantFocus)
    def _ask_about_shown(self) -> None:
        current = self.paper_list.current_id
        if self.detail.has_focus and current is not None and self.results is not None:
            self._ask_for_links(current)

    def _ask_for_links(self, paper_id: int) -> None:
        if is_offline() or self.sync_state.offline_since is not None:
            return
        if self._asking_about is not None:
            self._ask_next = paper_id
            return
        self._asking_about = paper_id
        self.read(
            lambda: self.library.linked(paper_id, cancelled=self.desk.closing.is_set),
            lambda changed: self._show_links(paper_id) if changed else None,
            group="links",
            ended=self._ask_about_next,
        )

    def _show_links(self, paper_id: int) -> None:
        self.fetch_entries([paper_id])
        self.catch_up(lambda _: self.recount())

    def _ask_about_next(self) -> None:
        done, self._asking_about = self._asking_about, None
        paper_id, self._ask_next = self._ask_next, None
        if paper_id not in (None, done) and self.is_attached:
            self._ask_for_links(paper_id)
