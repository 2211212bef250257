"""What the history keeps of one change: the thing, the field, and its value before and after."""

from typing import NamedTuple

Value = str | int | None

MERGE = "merge"
"""The field of the change that makes one paper of two."""

ARRIVED = "arrived"
"""The field of the change of all that arrived at one paper with the times of its decisions."""

IMPORT = "import"
"""The field of the change that an import made to one paper."""

RESTORE = "restore"
"""The field of the change that put the whole content of a backup in place of the library's."""


class Change(NamedTuple):
    """One field of one thing of the user's, as it was and as it became.

    ``key`` is the number of a paper or of a saved search, as ``field`` says. An added tag has its
    name in ``after``, a removed one in ``before``.
    """

    key: int
    field: str
    before: Value
    after: Value

    def reversed(self) -> "Change":
        """The change that takes this one back."""
        return Change(self.key, self.field, self.after, self.before)


class Outcome(NamedTuple):
    """The papers that making a change has touched, and whether it, or part of it, was left out.

    ``kept`` is the change as the history has to keep it from then on, where that is another.
    """

    ids: tuple[int, ...]
    skipped: bool
    kept: Change | None = None
