"""The tags in use, over all papers: counted, renamed, merged, removed."""

from tui.errors import PapertuiError
from tui.library.stores import Stores
from tui.library.triaging import checked_tag
from tui.papers.paper import TriageChange
from tui.storage.history import Step


class Tagging(Stores):
    """What changes a tag changes it on all its papers, as one step that can be undone."""

    def tag_counts(self) -> list[tuple[str, int]]:
        """The tags in use and the number of their papers, the most used first."""
        counts = self._triage.tag_counts().items()
        return sorted(counts, key=lambda used: (-used[1], used[0]))

    def known_tags(self) -> list[str]:
        """The tags in use, the most used first."""
        return [name for name, _ in self.tag_counts()]

    def rename_tag(self, old: str, new: str) -> Step | None:
        """Give the papers of a tag another one instead; if that is in use, the two become one.

        ``None`` when no paper has the tag, or that is its name already. Raises PapertuiError for a
        name without a visible character, or one that is too long.
        """
        new = checked_tag(new)
        if not new:
            raise PapertuiError("A tag needs a name.", "Name it with letters, digits or signs.")
        if new == old:
            return None
        with self._database.write():
            is_in_use = bool(self._triage.tagged_ids(new))
            deed = f"merged the tag “{old}” into" if is_in_use else f"renamed the tag “{old}” to"
            change = TriageChange(add_tags=(new,), remove_tags=(old,))
            return self._triage.apply(self._triage.tagged_ids(old), change, f"{deed} “{new}” on")

    def remove_tag(self, name: str) -> Step | None:
        """Take a tag from all papers that have it; ``None`` when none has."""
        with self._database.write():
            ids, change = self._triage.tagged_ids(name), TriageChange(remove_tags=(name,))
            return self._triage.apply(ids, change, f"removed the tag “{name}” from")
