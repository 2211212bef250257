"""Deciding about one paper after the other in the focus mode, and going on with another day."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from tui.app.desk import Desk
from tui.app.focus_walk import FocusWalk
from tui.app.screens.focus_mode import FocusMode
from tui.app.screens.history_actions import Walked
from tui.app.screens.triage_actions import Changed
from tui.app.widgets.paper_list import PaperList
from tui.papers.paper import Entry, TriageChange

if TYPE_CHECKING:
    from tui.app.focus_words import CardKeys, NextDay, WaysOn
    from tui.app.widgets.focus_text import FocusCard

_KEEP = TriageChange(bookmarked=True, archived=True)
_DISMISS = TriageChange(archived=True)
_DROP = TriageChange(bookmarked=False, archived=True)


class FocusActions(FocusMode):
    """A paper that is decided about leaves the screen once the decision is on disk.

    What is kept leaves the inbox too: else no day would ever be done.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._ways: WaysOn | None = None

    # The four keys, and the way back

    def action_keep(self) -> None:
        walk, entry = self._walk, self.current
        if walk is not None and entry is not None and not entry.triage.bookmarked:
            walk.bookmarked_here.add(entry.id)
        self._decide(_KEEP, "kept")

    def action_bookmark(self) -> None:
        """Bookmark, which for the one paper on the screen is to keep it."""
        if self._walk is None:
            super().action_bookmark()
        else:
            self.action_keep()

    def action_dismiss_paper(self) -> None:
        walk = self._walk
        # Who kept it on this walk has thought better of it.
        dropped = walk is not None and walk.current in walk.bookmarked_here
        self._decide(_DROP if dropped else _DISMISS, "dismissed")

    def action_archive(self) -> None:
        """Archive and go on, which for the one paper on the screen is to dismiss it."""
        if self._walk is None:
            super().action_archive()
        else:
            self.action_dismiss_paper()

    def _decide(self, change: TriageChange, called: str) -> None:
        walk, ids = self._walk, self.target_ids
        if walk is None or not ids:
            self._say_that_all_are_done()
            return
        if self.current is None:
            self.say("This paper is not here yet.")
            return

        def show(changed: Changed) -> None:
            # The person may have gone elsewhere where the disk was slow.
            stayed = walk is self._walk and walk.current == ids[0]
            if stayed:
                walk.go_on()
            self.show_change(changed)
            if stayed:
                self.show_walk()

        # The next key is about the next paper, and so has to wait for it.
        self.change_papers(
            ids, lambda: self.library.triage(ids, change, called), show, holding=True
        )

    def action_decide_later(self) -> None:
        if self._walk is not None and self._walk.current is not None:
            self._walk.go_on()
            self.show_walk()

    def action_back_to_paper(self) -> None:
        if self._walk is not None and not self._walk.go_back():
            self.say("This is the first one.")
        self.show_walk()

    def action_read_or_go_on(self) -> None:
        """Read the paper in full; after the last one, go on with what the card names first."""
        walk, ways = self._walk, self._ways
        if walk is None:
            return
        if walk.current is not None:
            self.post_message(PaperList.Opened(walk.current))
        elif ways is not None and ways.waiting:
            walk.take_up(ways.waiting)
            self.show_walk()
        elif ways is not None and ways.following is not None:
            self._go_on_with_day(ways.following)
        else:
            self._say_that_all_are_done()

    def action_previous_day(self) -> None:
        """Go to the list day before: in large, if this one is."""
        walk = self._walk
        if walk is None or walk.day is None:
            super().action_previous_day()
        elif walk.current is not None:
            self._pass_over_day(walk.day)
        elif self._ways is not None and self._ways.following is not None:
            self._go_on_with_day(self._ways.following)
        else:
            super().action_previous_day()

    def _pass_over_day(self, day: date) -> None:
        """Go on with the day before; what waits of this one goes on waiting."""
        text, below = self.search_bar.text, self.paper_list.ids[self.paper_list.cursor + 1 :]

        def go_on(following: "NextDay | None") -> None:
            if following is None:
                self.say("No earlier list day has papers in the inbox.")
            else:
                self._go_on_with_day(following)

        self.ask(lambda: self._next_day(text, day, below), go_on, group="focus")

    def show_walked(self, walked: Walked) -> None:
        """Show what undo and redo changed: papers to decide about come next, others no more."""
        walk, held = self._walk, (self.cache.get(paper_id) for paper_id in walked.ids)
        waited = {entry.id for entry in held if entry is not None and not entry.triage.archived}
        super().show_walked(walked)
        if walk is None or walk is not self._walk:
            return
        archived = (entry.id for entry in walked.entries if entry.triage.archived)
        walk.pass_over(waited.intersection(archived))
        if len(walked.ids) > 1:
            self._take_up(walk, walked.ids)
        self.show_walk()

    def _take_up(self, walk: FocusWalk, ids: Sequence[int]) -> None:
        """Go through those of the papers next that are in the inbox, in the order of the list."""
        touched = set(ids)
        listed = [paper_id for paper_id in self.paper_list.ids if paper_id in touched]

        def show(found: tuple[list[int], list[Entry]]) -> None:
            waiting, entries = found
            self.cache.put(entries)
            if walk is self._walk:
                walk.take_up(waiting)
                self.show_walk()

        self.ask(lambda: self._waiting(listed, walk.day), show, group="focus")

    # After the last paper

    def show_end(self, walk: FocusWalk) -> None:
        """Show that all were gone through, and what there is to go on with."""
        self._ways = None
        pane, keys = self._pane_in_focus, self._card_keys(walk)
        pane.paper.show(None, self.field_spans)
        pane.keys.visible = False
        self._show_head(walk)
        text, listed = self.search_bar.text, self.paper_list.ids
        below = listed[self.paper_list.cursor + 1 :]

        def look() -> "tuple[FocusCard, WaysOn]":
            if walk.day is None:
                return self._end_of_list(walk, keys)
            following = self._next_day(text, walk.day, below)
            return self._end_of_day(walk, walk.day, listed, following, keys)

        def show(found: "tuple[FocusCard, WaysOn]") -> None:
            if walk is self._walk and walk.current is None:
                card, self._ways = found
                pane.paper.show_card(card)

        # The key that goes on may be typed before it is known where to.
        self.ask(look, show, group="focus")

    def _end_of_list(self, walk: FocusWalk, keys: "CardKeys") -> "tuple[FocusCard, WaysOn]":
        from tui.app.focus_words import WaysOn, last_card

        ways = WaysOn(self.library.inbox_ids(walk.ids))
        return last_card(len(walk.ids), len(walk.kept), ways, keys), ways

    def _end_of_day(
        self,
        walk: FocusWalk,
        day: date,
        listed: Sequence[int],
        following: "NextDay | None",
        keys: "CardKeys",
    ) -> "tuple[FocusCard, WaysOn]":
        """The card of a list day: what was passed by comes before what was put off."""
        from tui.app.focus_words import WaysOn, day_card

        waiting, seen = self.library.inbox_ids(listed, day), set(walk.ids)
        unseen = [paper_id for paper_id in waiting if paper_id not in seen]
        ways = WaysOn(unseen or waiting, left=not unseen, following=following)
        return day_card(self.library.day_progress(day), ways, keys), ways

    def _next_day(self, text: str, day: date, below: Sequence[int]) -> "NextDay | None":
        """The newest earlier day with papers in the inbox: further down the list if it has more."""
        from tui.app.focus_words import NextDay
        from tui.library import day_of

        if day_of(text) is not None:
            earlier = self.library.previous_inbox_day(day)
            return None if earlier is None else NextDay(earlier.day, earlier.inbox)
        of_this_day = set(self.library.inbox_ids(below, day))
        waiting = [one for one in self.library.inbox_ids(below) if one not in of_this_day]
        first = next(iter(self.library.entries(waiting[:1])), None)
        if first is None or first.paper.day is None:
            return None
        next_day = first.paper.day
        of_day = self.library.inbox_ids(waiting, next_day)
        return NextDay(next_day, len(of_day), first.id)

    def _go_on_with_day(self, following: "NextDay") -> None:
        if following.first_id is not None:
            self.paper_list.go_to(following.first_id)
            self.walk_from_cursor()
            return
        from tui.library import with_day

        text = with_day(self.search_bar.text, following.day)
        self.search_for(text, then=self.walk_from_cursor)

    def _card_keys(self, walk: FocusWalk) -> "CardKeys":
        from tui.app.focus_words import CardKeys

        keys = CardKeys(
            *map(self.desk.key_of, ("focus.read", "day.previous", "focus.back", "focus"))
        )
        return keys if walk.ids else replace(keys, back="")

    def _say_that_all_are_done(self) -> None:
        leave = f"{self.desk.key_of('focus')} leaves"
        goes_on = self._ways is not None and (self._ways.waiting or self._ways.following)
        on = f"{self.desk.key_of('focus.read')} goes on, " if goes_on else ""
        self.say(f"No paper is left here: {on}{leave}.")
