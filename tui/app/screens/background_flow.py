"""What goes on while papers are read: other papertuis, and the backup of the day."""

from abc import abstractmethod
from dataclasses import dataclass

from textual import on
from textual.message import Message
from textual.timer import Timer

from tui.app.desk import Desk
from tui.app.lookout import Lookout
from tui.app.screens.news_flow import NewsFlow
from tui.app.screens.search_flow import SearchFlow
from tui.errors import PapertuiError
from tui.library import Elsewhere

_SECONDS_TO_INDEX_IN = 3.0
"""Who brought papers in indexes them too, unless it was ended before."""


@dataclass
class SeenElsewhere(Message):
    """What another papertui changed, or why that can't be seen."""

    seen: Elsewhere | PapertuiError


class BackgroundFlow(SearchFlow, NewsFlow):
    """Rows show what others made of them, and do not move until the person asks for that."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._indexing_soon: Timer | None = None

    def begin_following(self) -> None:
        """Follow from now on what other papertuis change."""
        Lookout(self.library.changes_elsewhere, self._tell_seen, self.desk.closing).begin()

    def _tell_seen(self, seen: Elsewhere | PapertuiError) -> None:
        self.post_message(SeenElsewhere(seen))

    @on(SeenElsewhere)
    def _follow(self, message: SeenElsewhere) -> None:
        seen = message.seen
        if isinstance(seen, PapertuiError):
            self.report(seen)
        elif seen.restored:
            self._show_restored(by_hand=seen.restored_here)
        else:
            self._show_changed_elsewhere(seen)

    @abstractmethod
    def leave_papers(self) -> None:
        """Leave the paper that is read, and the focus mode."""

    def _show_restored(self, *, by_hand: bool) -> None:
        # The numbers that were known may be those of other papers now.
        self.changes_made += 1
        self.restores_seen += 1
        self.leave_papers()
        self.paper_list.clear_selection()
        self.came_from.clear()
        self._draft_notes_anew()
        if not by_hand:
            self.say("A backup was put in place of the library.")
        self.catch_up(lambda _: self.list_anew())

    def _draft_notes_anew(self) -> None:
        """Keep what is being written again: the backup knows nothing of it."""
        from tui.app.screens.note_dialog import NoteDialog

        for dialog in self.app.screen_stack:
            if isinstance(dialog, NoteDialog):
                dialog.draft_anew()

    def _show_changed_elsewhere(self, seen: Elsewhere) -> None:
        self.changes_made += 1
        self.header.new += seen.new_papers
        if seen.papers:
            self._index_soon()
        if seen.marks or seen.papers:
            self.renew_entries()
        self.recount()

    def _index_soon(self) -> None:
        if self._indexing_soon is not None:
            self._indexing_soon.stop()
        self._indexing_soon = self.set_timer(
            _SECONDS_TO_INDEX_IN, lambda: self.catch_up(lambda _: self._show_indexed())
        )

    def _show_indexed(self) -> None:
        self.recount()
        self.tell_news()

    def begin_backup(self) -> None:
        """Make the backup of the day if it is due, without a word unless that fails."""
        self.read(self._back_up, self._tell_no_backup, group="backup")

    def _back_up(self) -> PapertuiError | None:
        try:
            self.library.back_up_if_due(cancelled=self.desk.closing.is_set)
        except PapertuiError as error:
            return error
        return None

    def _tell_no_backup(self, error: PapertuiError | None) -> None:
        if error is not None:
            self.report(error, severity="warning")
