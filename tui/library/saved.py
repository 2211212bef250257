"""Searches that are kept: saved under names, counted, watched; and those made lately."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tui.config import Settings
from tui.errors import PapertuiError
from tui.library.searching import Searching
from tui.papers.text import clean
from tui.paths import Paths
from tui.storage.history import Step
from tui.storage.saved_search_row import name_key
from tui.storage.search_store import SavedSearch

_TOLD_UP_TO = "news told up to"
"""The key in ``meta`` of the highest number of a paper that the watched searches told of."""


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
    """What is kept of searches, and what they find when papers come in."""

    def __init__(self, paths: Paths, settings: Settings) -> None:
        super().__init__(paths, settings)
        self._telling = threading.Lock()
        self._told_here: int | None = None

    def remember_search(self, text: str) -> list[str]:
        """Put a query at the front of the recent ones, and give those."""
        self._searches.remember(text)
        return self.recent_searches()

    def recent_searches(self) -> list[str]:
        """The queries searched for lately, newest first."""
        return self._searches.recent()

    def saved_searches(self) -> list[SavedSearch]:
        """The saved searches in their order."""
        return self._searches.saved()

    def save_search(self, name: str, text: str) -> Step | None:
        """Keep a query under a name, instead of the one that had the name before."""
        return self._searches.save(clean(name), text)

    def remove_saved_search(self, name: str) -> Step | None:
        """Forget a saved search."""
        return self._searches.remove(clean(name))

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
        if self._news_told_up_to() is None:
            self._tell_up_to(self._papers.newest_id())
        return self._searches.watch(clean(name), watched=watched)

    def untold_news(self) -> list[WatchedNews]:
        """The watched searches that find papers which nobody was told of; now they count as told.

        That is what came since the last call in this process and, at the first, since the last of
        all. What is not indexed yet is told of later.
        """
        with self._telling:
            told = self._news_told_up_to() if self._told_here is None else self._told_here
            newest = self._papers.indexed_up_to(told or 0)
            news = [] if told is None else self._watched_news(told, newest)
            self._told_here = newest
            if newest > (self._news_told_up_to() or 0):
                self._tell_up_to(newest)
        return news

    def _news_told_up_to(self) -> int | None:
        told = self._meta.get(_TOLD_UP_TO)
        return int(told) if told is not None and told.isdecimal() else None

    def _tell_up_to(self, number: int) -> None:
        self._meta.set(_TOLD_UP_TO, str(number))

    def _watched_news(self, told: int, newest: int) -> list[WatchedNews]:
        news = []
        for search in self._searches.saved():
            if not search.watched:
                continue
            found = self.search(search.query, facets=False, widen=False)
            ids = [number for number in found.ids if told < number <= newest] if found else []
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
