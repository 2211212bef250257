"""Deciding about one paper after the other in the focus mode, and going on with another day."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from tui.app.desk import Desk
from tui.app.focus_walk import FocusWalk
from tui.app.screens.focus_mode import FocusMode
from tui.app.screens.history_actions import Walked
from tui.app.screens.triage_actions import Changed
from tui.app.widgets.paper_list import PaperList
from tui.library import Results
from tui.papers.paper import TriageChange

if TYPE_CHECKING:
    from tui.app.focus_words import CardKeys, NextDay
    from tui.app.widgets.focus_text import FocusCard

_KEEP = TriageChange(bookmarked=True, archived=True)
_DISMISS = TriageChange(archived=True)


class FocusActions(FocusMode):
    """A paper that is decided about leaves the screen once the decision is on disk.

    What is kept leaves the inbox too: else no day would ever be done.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._following: NextDay | None = None
        self._goes_on = False

    # The four keys, and the way back

    def action_keep(self) -> None:
        self._decide(_KEEP, "kept 1 paper")

    def action_dismiss_paper(self) -> None:
        self._decide(_DISMISS, "dismissed 1 paper")

    def _decide(self, change: TriageChange, label: str) -> None:
        walk, ids = self._walk, self.target_ids
        if walk is None or not ids:
            self._say_that_all_are_done()
            return

        def show(changed: Changed) -> None:
            # The person may have gone elsewhere where the disk was slow.
            if walk is self._walk and walk.current == ids[0]:
                walk.take(ids[0], kept=change is _KEEP)
                self.show_walk()
            self.show_change(changed)

        # The next key is about the next paper, and so has to wait for it.
        release = self.desk.keyboard.hold()
        self.change_papers(ids, lambda: self.library.triage(ids, change, label), show, release)

    def action_decide_later(self) -> None:
        if self._walk is not None and self._walk.current is not None:
            self._walk.go_on()
            self.show_walk()

    def action_back_to_paper(self) -> None:
        if self._walk is not None and not self._walk.go_back():
            self.say("This is the first one.")
        self.show_walk()

    def action_read_or_go_on(self) -> None:
        """Read the paper in full; after the last one, go on with the day that the card names."""
        if self._walk is None:
            return
        if self._walk.current is not None:
            self.post_message(PaperList.Opened(self._walk.current))
        elif self._following is not None:
            self._go_on_with(self._following)

    def show_walked(self, walked: Walked) -> None:
        """Show what undo and redo changed; a decision that was taken back counts no longer."""
        if self._walk is not None:
            self._walk.kept.difference_update(walked.ids)
        super().show_walked(walked)

    # After the last paper

    def show_end(self, walk: FocusWalk) -> None:
        """Show that the day is done, and which one to go on with."""
        from tui.app.focus_words import last_card

        self._following = None
        self._pane_in_focus.paper.show(None, self.field_spans)
        if walk.day is None:
            self._show_card(last_card(len(walk.ids), len(walk.kept), self._card_keys()))
            self._show_head(walk)
        else:
            self._show_end_of_day(walk, walk.day)

    def _show_end_of_day(self, walk: FocusWalk, day: date) -> None:
        from tui.app.focus_words import day_card

        text, below = self.search_bar.text, self.paper_list.ids[self.paper_list.cursor + 1 :]

        def look() -> "tuple[FocusCard, NextDay | None]":
            following = self._next_day(text, day, below)
            progress = self.library.day_progress(day)
            return day_card(progress, following, self._card_keys()), following

        def show(found: "tuple[FocusCard, NextDay | None]") -> None:
            if walk is self._walk and walk.current is None:
                card, self._following = found
                self._show_card(card)

        # The key that goes on may be typed before it is known where to.
        self.ask(look, show, group="focus")

    def _next_day(self, text: str, day: date, below: Sequence[int]) -> "NextDay | None":
        """The newest earlier day with papers in the inbox: further down the list if it has more."""
        from tui.app.focus_words import NextDay
        from tui.library import day_of

        if day_of(text) is not None:
            earlier = self.library.previous_inbox_day(day)
            return None if earlier is None else NextDay(earlier.day, earlier.inbox)
        waiting = self.library.inbox_ids(below)
        first = next(iter(self.library.entries(waiting[:1])), None)
        if first is None or first.paper.day is None:
            return None
        next_day = first.paper.day
        of_day = self.library.inbox_ids(waiting, next_day)
        return NextDay(next_day, len(of_day), first.id)

    def _go_on_with(self, following: "NextDay") -> None:
        if following.first_id is not None:
            self.paper_list.go_to(following.first_id)
            self.walk_from_cursor()
            return
        from tui.library import with_day

        self._goes_on = True
        self.search_for(with_day(self.search_bar.text, following.day))

    def show_results(self, results: Results, *, stay: bool, at: int | None = None) -> None:
        """Show what a search found, in large if it is the day to go on with."""
        super().show_results(results, stay=stay, at=at)
        if self._goes_on:
            self._goes_on = False
            self.walk_from_cursor()

    def _show_card(self, card: "FocusCard") -> None:
        self._pane_in_focus.paper.show_card(card)

    def _card_keys(self) -> "CardKeys":
        from tui.app.focus_words import CardKeys

        return CardKeys(*map(self.desk.key_of, ("focus.read", "focus.back", "focus")))

    def _say_that_all_are_done(self) -> None:
        keys = self._card_keys()
        self.say(f"No paper is left here: {keys.go_on} goes on, {keys.leave} leaves.")
