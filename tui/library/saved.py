"""Saved searches: found by name, renamed, and counted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tui.errors import PapertuiError
from tui.library.searching import Searching
from tui.papers.text import clean
from tui.storage.history import Step
from tui.storage.saved_search_row import name_key
from tui.storage.search_store import SavedSearch


@dataclass(frozen=True, slots=True)
class SavedCount:
    """A saved search with the number of its unread papers; ``None`` while they aren't counted."""

    name: str
    query: str
    unread: int | None = None
    watched: bool = False


@dataclass(frozen=True, slots=True)
class WatchedNews:
    """A watched search, and the papers of it that have come, in its order."""

    name: str
    query: str
    ids: Sequence[int]


class Saved(Searching):
    """What goes beyond keeping saved searches: names looked up and changed, papers counted."""

    def saved_search(self, name: str) -> SavedSearch | None:
        """The search saved under a name, whatever the case of its letters."""
        wanted = name_key(clean(name))
        searches = self._searches.saved()
        return next((search for search in searches if name_key(search.name) == wanted), None)

    def rename_saved_search(self, name: str, new_name: str) -> Step | None:
        """Give a saved search another name; ``None`` if it has that name or isn't there.

        Raises PapertuiError when the new name is empty or that of another search.
        """
        return self._searches.rename(clean(name), clean(new_name))

    def move_saved_search(self, name: str, place: int) -> Step | None:
        """Put a saved search at a place, the first being 1; ``None`` if it is there already.

        Raises PapertuiError when there is no such place.
        """
        count = len(self._searches.saved())
        if not 1 <= place <= count:
            raise PapertuiError(
                f"There is no place {place} among the saved searches.",
                f"Places go from 1 to {count}." if count else "No search is saved yet.",
            )
        return self._searches.move(clean(name), place)

    def watch_saved_search(self, name: str, *, watched: bool) -> Step | None:
        """Have new papers of a saved search told of, or no longer; ``None`` if it is so already."""
        return self._searches.watch(clean(name), watched=watched)

    def watched_news(self, newest_known: int) -> list[WatchedNews]:
        """The watched searches that find papers with higher numbers than ``newest_known``.

        What is not indexed yet is not found.
        """
        news = []
        for search in self._searches.saved():
            if not search.watched:
                continue
            found = self.search(search.query, facets=False, widen=False)
            ids = [paper_id for paper_id in found.ids if paper_id > newest_known] if found else []
            if ids:
                news.append(WatchedNews(search.name, search.query, ids))
        return news

    def saved_counts(
        self, *, cancelled: Callable[[], bool] = lambda: False
    ) -> list[SavedCount] | None:
        """The saved searches in their order with their unread papers; ``None`` when cancelled.

        As in a mail program's folders, the number is what waits there to be read: what was read
        does not count, nor what was archived, since that was dealt with unread. A query that can't
        be understood whole counts what can be.
        """
        counts = []
        for search in self._searches.saved():
            unread = self._unread_count(search.query, cancelled)
            if unread is None:
                return None
            counts.append(SavedCount(search.name, search.query, unread, search.watched))
        return counts

    def _unread_count(self, text: str, cancelled: Callable[[], bool]) -> int | None:
        """How many papers of a query are unread and in the inbox; ``None`` when cancelled."""
        from tui.search.language import parse
        from tui.search.language.query import Query, State, all_of
        from tui.search.results import SearchCancelled

        asked = parse(text).root
        waiting = [State("unread"), State("inbox")]
        root = all_of([*waiting] if asked is None else [asked, *waiting])
        try:
            return self._index.count(Query("", root), self._state(), cancelled)
        except SearchCancelled:
            return None
