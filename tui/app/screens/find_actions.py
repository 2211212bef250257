"""Other ways to the papers: order, list days, similar papers."""

from datetime import date

from tui.app.screens.menu import Choice, Menu
from tui.app.screens.search_flow import SearchFlow
from tui.library import SORT_WORDS


class FindActions(SearchFlow):
    """Each of these edits the query in the bar, so that the bar always says what is shown."""

    def action_sort(self) -> None:
        choices = [Choice(name[0], words, name) for name, words in SORT_WORDS.items()]
        shown = self.results.order if self.results else "newest"
        start = list(SORT_WORDS).index(shown) if shown in SORT_WORDS else 0

        def sort(order: str) -> None:
            from tui.library import with_sort

            self.search_for(with_sort(self.search_bar.text, order), stay=True)

        self.open_dialog(Menu("Sort by", choices, start=start), sort)

    def action_similar(self) -> None:
        from tui.library import similar_query

        if self.current is not None:
            self.came_from.append((self.search_bar.text, self.current.id))
            self.search_for(similar_query(self.current.id))

    def action_previous_day(self) -> None:
        self._go_to_day(earlier=True)

    def action_next_day(self) -> None:
        self._go_to_day(earlier=False)

    def show_day(self, day: date) -> None:
        """Show a list day, the cursor on the first of its papers that is in the inbox."""
        from tui.library import with_day

        def look() -> list[int]:
            return self.library.inbox_ids(self.paper_list.ids, day)[:1]

        def go(waiting: list[int]) -> None:
            for paper_id in waiting:
                self.paper_list.go_to(paper_id)

        text = with_day(self.search_bar.text, day)
        # What was said of the day before is no longer true.
        self.footer.message = ""
        self.search_for(text, then=lambda: self.ask(look, go, group="day"))

    def _go_to_day(self, *, earlier: bool) -> None:
        from tui.library import day_of

        shown = day_of(self.search_bar.text)

        def go(days: list[date]) -> None:
            day = _neighbour(days, shown, earlier=earlier)
            if day is not None:
                self.show_day(day)
            else:
                self.say(f"No {'earlier' if earlier else 'later'} list day in the library.")

        self.ask(self.library.list_days, go, group="day")

    def action_clear_filters(self) -> None:
        """Take all ticks out of the query and keep its words."""
        from tui.library import without_ticks

        self.search_for(without_ticks(self.search_bar.text), stay=True)

    def action_refresh_results(self) -> None:
        """Show the library as it is now, with what came in or was changed elsewhere."""
        self.catch_up(lambda _: self.list_anew())


def _neighbour(days: list[date], shown: date | None, *, earlier: bool) -> date | None:
    """The list day next to the one shown; the newest when none is. ``days`` are newest first."""
    if shown is None:
        return days[0] if days else None
    if earlier:
        return next((day for day in days if day < shown), None)
    return next((day for day in reversed(days) if day > shown), None)
