"""Two papers that are one: made so at the user's word, and those that look like it."""

from tui.library.stores import Stores
from tui.storage.history import Step


class Merging(Stores):
    """What sources don't show to be the same paper, the user can."""

    def merge(self, one: int, other: int) -> Step:
        """Make one paper of two, with the best and the triage of both, as one step of the history.

        The lower number survives, and the other means it from then on; so do its ids when papers
        come in. Raises PapertuiError when a number is no paper's, or both are the same paper's.
        """
        from tui.storage.merging import MergeStore

        return MergeStore(self._database).merge(one, other)

    def suspected_duplicates(self) -> list[tuple[int, int]]:
        """Pairs of papers with equal titles, then nearly equal ones, that weren't united."""
        from tui.storage.duplicates import suspected_duplicates

        return suspected_duplicates(self._database)
