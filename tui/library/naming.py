"""What the history is about, by name."""

from collections.abc import Sequence

from tui.library.stores import Stores
from tui.storage.history import Step
from tui.storage.step_titles import titles_of


class Naming(Stores):
    """Names are looked up when they are shown: a step itself keeps numbers only."""

    def titles_of(self, steps: Sequence[Step]) -> dict[int, str]:
        """For steps about one paper that is in the library its title, by the step's number."""
        with self._database.read() as connection:
            return titles_of(connection, steps)
