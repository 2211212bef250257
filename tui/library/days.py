"""The list days, and how far the user is with each of them."""

from collections.abc import Sequence
from datetime import date

from tui.library.stores import Stores
from tui.storage.day_store import DayProgress, DayStore


class Days(Stores):
    """What is in the inbox, by the day that papers were listed on."""

    def day_progress(self, day: date) -> DayProgress:
        """How many papers a day has, how many of them are in the inbox and how many bookmarked."""
        return self._days.progress(day)

    def previous_inbox_day(self, before: date) -> DayProgress | None:
        """The newest earlier day that has papers in the inbox."""
        return self._days.previous_with_inbox(before)

    def newest_day(self, ids: Sequence[int]) -> date | None:
        """The newest of the days that these papers are of, as far as they are of any."""
        return self._days.newest(ids)

    def inbox_ids(self, ids: Sequence[int], day: date | None = None) -> list[int]:
        """Those of the papers that are in the inbox, in the same order; of one day if given."""
        return self._days.inbox_ids(ids, day)

    @property
    def _days(self) -> DayStore:
        return DayStore(self._database)
