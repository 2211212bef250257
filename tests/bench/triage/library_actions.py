"""Changes of every kind that a person can make to a library, drawn at random."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

from tui.library import Library, Mark
from tui.papers.paper import TriageChange

_TAGS = ("vision", "toread", "speech", "long context", "17")
_NAMES = ("weights", "Memory", "to do", "finches")
_MARKS: Sequence[Mark] = ("bookmarked", "read", "archived")
_BULK = 100
_ARRIVING = 3

Act = Callable[[Library], object]


class LibraryActions:
    """Draws one change after another.

    ``records`` are papers to come, which are imported from a file in ``folder``; the first of a
    file is mostly a paper that is there already, with a note.
    """

    def __init__(self, random: Random, folder: Path, records: Iterator[dict[str, Any]]) -> None:
        self._random = random
        self._file = folder / "arriving.jsonl"
        self._records = records
        self._arrived: list[dict[str, Any]] = []

    def draw(self) -> Act:
        """A change; it comes to nothing when all was so before."""
        draws = {
            self._mark: 40, self._tag: 20, self._note: 12, self._bulk: 10, self._search: 10,
            self._merge: 4, self._import: 4,
        }  # fmt: skip
        (draw,) = self._random.choices(list(draws), list(draws.values()))
        return draw()

    def _some(self, library: Library, count: int) -> list[int]:
        ids = library.newest_ids()
        return self._random.sample(ids, min(count, len(ids)))

    def _mark(self) -> Act:
        mark = self._random.choice(_MARKS)
        return lambda library: library.toggle(mark, self._some(library, 1))

    def _bulk(self) -> Act:
        mark = self._random.choice(_MARKS)
        return lambda library: library.toggle(mark, self._some(library, _BULK))

    def _tag(self) -> Act:
        given, taken = self._random.sample(_TAGS, 2)
        change = TriageChange(add_tags=(given,), remove_tags=(taken,))
        count = self._random.randint(1, 3)
        return lambda library: library.triage(self._some(library, count), change, "tagged")

    def _note(self) -> Act:
        text = self._random.choice(("", f"Compare {self._random.random()}.\nÜber 日本 🙂"))
        change = TriageChange(note=text)
        return lambda library: library.triage(self._some(library, 1), change, "wrote a note")

    def _search(self) -> Act:
        name, other = self._random.sample(_NAMES, 2)
        query = f"year:{self._random.randint(2000, 2025)}"

        def change(library: Library) -> object:
            known = {search.name for search in library.saved_searches()}
            if name not in known or self._random.random() < 0.3:
                return library.save_search(name, query)
            if other not in known and self._random.random() < 0.5:
                return library.rename_saved_search(name, other)
            return library.remove_saved_search(name)

        return change

    def _merge(self) -> Act:
        return lambda library: library.merge(*self._some(library, 2))

    def _import(self) -> Act:
        arriving = [next(self._records) for _ in range(_ARRIVING)]
        if self._arrived:
            known = self._random.choice(self._arrived)
            arriving[0] = {**known, "venue": "ICLR", "note": f"theirs {self._random.random()}"}
        self._arrived += arriving
        lines = "".join(f"{json.dumps(record)}\n" for record in arriving)

        def bring_in(library: Library) -> object:
            self._file.write_text(lines, "utf-8")
            return library.import_files([self._file])

        return bring_in
