"""The entries that the screen shows or is about to show."""

from collections import OrderedDict
from collections.abc import Iterable

from tui.papers.paper import Entry


class EntryCache:
    """Entries by id, the least recently shown dropped first."""

    def __init__(self, size: int = 2000) -> None:
        self._size = size
        self._entries: OrderedDict[int, Entry] = OrderedDict()

    @property
    def ids(self) -> list[int]:
        """The papers whose entries are here, the least recently shown first."""
        return list(self._entries)

    def get(self, paper_id: int) -> Entry | None:
        """The entry, or ``None`` when it has to be fetched."""
        entry = self._entries.get(paper_id)
        if entry is not None:
            self._entries.move_to_end(paper_id)
        return entry

    def put(self, entries: Iterable[Entry]) -> None:
        """Keep these entries, replacing older states of the same papers."""
        for entry in entries:
            self._entries[entry.id] = entry
            self._entries.move_to_end(entry.id)
        while len(self._entries) > self._size:
            self._entries.popitem(last=False)

    def held(self, ids: Iterable[int]) -> list[int]:
        """Those of the ids whose entries are here."""
        return [paper_id for paper_id in ids if paper_id in self._entries]

    def missing(self, ids: Iterable[int]) -> list[int]:
        """Those of the ids that have to be fetched."""
        return [paper_id for paper_id in ids if paper_id not in self._entries]

    def clear(self) -> None:
        """Forget everything, because the library changed elsewhere."""
        self._entries.clear()
