"""Saved searches: opened by number, saved, renamed, removed, and counted."""

from collections.abc import Callable

from textual import on

from tui.app.desk import Desk
from tui.app.screens.menu import Choice, Menu, number_key
from tui.app.screens.name_dialog import NameDialog
from tui.app.screens.search_flow import SearchFlow
from tui.app.widgets.filter_pane import FilterPane
from tui.errors import SearchIndexError
from tui.library import SavedCount, SavedSearch


class SavedActions(SearchFlow):
    """They stand in the filter pane, with counts of which only those asked for last are shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._count_number = 0

    # Opening

    def open_search(self, query: str) -> None:
        """Show the papers of a query, from the top, as if it had been typed and finished."""
        self.take_search(query, stay=False)

    @on(FilterPane.SearchChosen)
    def _open_chosen_search(self, event: FilterPane.SearchChosen) -> None:
        self.open_search(event.query)

    def action_open_saved(self, number: int) -> None:
        def show(searches: list[SavedSearch]) -> None:
            if number <= len(searches):
                self.open_search(searches[number - 1].query)
            elif searches:
                self.say(f"There is no saved search {number}; the last is {len(searches)}.")
            else:
                self._say_how_to_save()

        self.ask(self.library.saved_searches, show, group="saved")

    def _say_how_to_save(self) -> None:
        key = self.desk.key_of("search.save")
        self.say(f"No search is saved yet. {key} saves the one in the bar.")

    # Changing

    def action_save_search(self) -> None:
        text = self.search_bar.text.strip()

        def save(name: str) -> str:
            known = self.library.saved_search(name)
            if self.library.save_search(name, text) is None:
                return "That search was saved already."
            return self._done(f"{'Replaced' if known else 'Saved'} “{name}”")

        dialog = NameDialog("Save this search", text)
        self.open_dialog(dialog, lambda name: self._change_saved(lambda: save(name)))

    def action_rename_saved(self) -> None:
        def rename(old: str, new: str) -> str:
            if self.library.rename_saved_search(old, new) is None:
                return f"“{old}” has that name already."
            return self._done(f"Renamed “{old}” to “{new}”")

        def ask_for_name(search: SavedSearch) -> None:
            dialog = NameDialog("Rename this search", search.query, search.name)
            self.open_dialog(
                dialog, lambda new: self._change_saved(lambda: rename(search.name, new))
            )

        self._choose_saved("Rename a saved search", ask_for_name)

    def action_remove_saved(self) -> None:
        def remove(name: str) -> str:
            if self.library.remove_saved_search(name) is None:
                return f"“{name}” was removed already."
            return self._done(f"Removed “{name}”")

        self._choose_saved(
            "Remove a saved search",
            lambda search: self._change_saved(lambda: remove(search.name)),
        )

    def _choose_saved(self, title: str, then: Callable[[SavedSearch], None]) -> None:
        """Have a saved search chosen from a menu, and go on with it."""

        def ask(searches: list[SavedSearch]) -> None:
            if not searches:
                self._say_how_to_save()
                return
            choices = [
                Choice(number_key(place), search.name, search)
                for place, search in enumerate(searches, start=1)
            ]
            self.open_dialog(Menu(title, choices), then)

        self.ask(self.library.saved_searches, ask, group="dialog")

    def _change_saved(self, change: Callable[[], str]) -> None:
        """Make a change, then say the sentence that it gives."""

        def tell(sentence: str) -> None:
            self.say(sentence)
            self.count_saved()

        self.write(change, tell)

    def _done(self, what: str) -> str:
        return f"{what} · {self.desk.key_of('undo')} undoes it"

    # Counting

    def count_library(self) -> None:
        """Bring the counts of header and saved searches up to date."""
        super().count_library()
        self.count_saved()

    def count_saved(self) -> None:
        """Show the saved searches with the numbers of their unread papers, counted anew."""
        self._count_number += 1
        number = self._count_number

        def superseded() -> bool:
            return number != self._count_number or self.desk.closing.is_set()

        def count() -> list[SavedCount] | None:
            try:
                return self.library.saved_counts(cancelled=superseded)
            except SearchIndexError:
                # The search for the rows, which goes with every count, tells what is wrong.
                return None

        def show(counts: list[SavedCount] | None) -> None:
            if counts is not None and not superseded():
                self.filters.show_saved(counts)

        self.read(count, show, group="count")
