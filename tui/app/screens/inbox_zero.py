"""Inbox zero: saying that a list day is dealt with, and which one to go on with."""

from collections.abc import Sequence
from datetime import date

from textual.content import Content

from tui.app.day_words import inbox_zero_sentence, offer_words
from tui.app.desk import Desk
from tui.app.screens.find_actions import FindActions
from tui.library import DayProgress, Results


class InboxZero(FindActions):
    """What it offers stands below the list until that shows something else."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._offered: date | None = None

    def look_for_inbox_zero(self, archived: Sequence[int], *, quietly: bool) -> None:
        """Offer the day before when the papers that were archived just now were a day's last ones.

        ``quietly`` it only stands below the list, because the footer has to say something else.
        """

        def look() -> tuple[DayProgress, DayProgress | None] | None:
            day = self.library.newest_day(archived)
            if day is None:
                return None
            done = self.library.day_progress(day)
            return None if done.inbox else (done, self.library.previous_inbox_day(day))

        def show(found: tuple[DayProgress, DayProgress | None] | None) -> None:
            if found is None:
                return
            done, earlier = found
            key = self.desk.key_of("day.previous")
            self._offer(earlier, offer_words(done, earlier, key))
            if not quietly:
                self.say(inbox_zero_sentence(done, earlier, key))

        self.read(look, show, group="day")

    def show_results(self, results: Results, *, stay: bool, at: int | None = None) -> None:
        """Show what a search found; what was offered for the rows before is no longer."""
        self.withdraw_offer()
        super().show_results(results, stay=stay, at=at)

    def action_previous_day(self) -> None:
        """Go to the day that was offered, else to the one before that which the query names."""
        if self._offered is None:
            super().action_previous_day()
        else:
            self.show_day(self._offered)

    def withdraw_offer(self) -> None:
        """Offer no day any more, because the papers of the last one may wait again."""
        self._offer(None, "")

    def _offer(self, earlier: DayProgress | None, words: str) -> None:
        self._offered = None if earlier is None else earlier.day
        self.query_one("#papers-pane").border_subtitle = Content(words)
