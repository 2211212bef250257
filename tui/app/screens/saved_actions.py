"""Saved searches: opened by number, saved, renamed, removed, and counted."""

from collections.abc import Callable

from textual import on

from tui.app.desk import Desk
from tui.app.screens.name_dialog import NameDialog
from tui.app.screens.saved_dialog import SavedDeeds, SavedDialog
from tui.app.screens.search_flow import SearchFlow
from tui.app.widgets.filter_pane import FilterPane
from tui.errors import SearchIndexError
from tui.library import SavedCount, SavedSearch, Step


class SavedActions(SearchFlow):
    """They stand in the filter pane, with counts of which only those asked for last are shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._count_number = 0
        self._dialog: SavedDialog | None = None

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

        self._ask_for_searches(show)

    def _ask_for_searches(self, show: Callable[[list[SavedSearch]], None]) -> None:
        """Show the searches as they are once what was typed before is done."""
        self.after_writes(lambda: self.ask(self.library.saved_searches, show, group="saved"))

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

        def tell(sentence: str) -> None:
            self.say(sentence)
            self.count_saved()

        dialog = NameDialog("Save this search", text)
        self.open_dialog(dialog, lambda name: self.write(lambda: save(name), tell))

    def action_saved_searches(self) -> None:
        """List the saved searches, to be opened or changed."""

        def show(searches: list[SavedSearch]) -> None:
            if not searches:
                self._say_how_to_save()
                return
            deeds = SavedDeeds(self._move, self._watch, self._rename, self._remove)
            self._dialog = SavedDialog(searches, deeds, self.filters.unread_counts)
            self.open_dialog(self._dialog, self.open_search)

        self._ask_for_searches(show)

    def _move(self, search: SavedSearch, place: int) -> None:
        self._edit(
            search,
            lambda: self.library.move_saved_search(search.name, place),
            f"Moved “{search.name}” to place {place}",
        )

    def _watch(self, search: SavedSearch) -> None:
        watched = not search.watched
        self._edit(
            search,
            lambda: self.library.watch_saved_search(search.name, watched=watched),
            f"“{search.name}” is {'watched' if watched else 'no longer watched'}",
        )

    def _rename(self, search: SavedSearch) -> None:
        def rename(name: str) -> None:
            self._edit(
                search,
                lambda: self.library.rename_saved_search(search.name, name),
                f"Renamed “{search.name}” to “{name}”",
                at=name,
            )

        self.open_dialog(NameDialog("Rename this search", search.query, search.name), rename)

    def _remove(self, search: SavedSearch) -> None:
        self._edit(
            search,
            lambda: self.library.remove_saved_search(search.name),
            f"Removed “{search.name}”",
        )

    def _edit(
        self, search: SavedSearch, change: Callable[[], Step | None], done: str, *, at: str = ""
    ) -> None:
        """Change a search, say that it is ``done``, and show it in the dialog if that is open.

        The next key is about the searches as they are then, and the one with the name ``at``.
        """

        def tell(outcome: tuple[Step | None, list[SavedSearch]]) -> None:
            step, searches = outcome
            self.say(self._done(done) if step else _why_not(search, searches))
            self.count_saved()
            if self._open_dialog is not None:
                self._open_dialog.show(searches, at=at or search.name)

        self.write(lambda: (change(), self.library.saved_searches()), tell, holding=True)

    @property
    def _open_dialog(self) -> SavedDialog | None:
        return self._dialog if self._dialog is not None and self._dialog.is_attached else None

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
                if self._open_dialog is not None:
                    self._open_dialog.show_counts()

        self.read(count, show, group="count")


def _why_not(search: SavedSearch, searches: list[SavedSearch]) -> str:
    """Why nothing was changed about a search, of those that there are."""
    if any(one.name == search.name for one in searches):
        return "Nothing to change: it was so already."
    return f"“{search.name}” is no longer saved: it was removed or renamed elsewhere."
