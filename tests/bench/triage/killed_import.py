"""An import that is killed: the first papers of the file are there, with all that it says."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tests.bench.search.generated import generated_records
from tests.bench.triage.content import Content, content_of, differing
from tests.bench.triage.killed_reader import prepare
from tui.paths import Paths

_PAPERS, _MARKED_EVERY = 4_500, 7
_PAPER_IN = {"paper": 0, "known_title": 1, "known_id": 1, "alias": 1, "triage": 0, "tag": 0}
"""In which column of a table the number of the paper is."""


class Import:
    """``papertui import`` of a file that is stored in several transactions."""

    name = "import"
    surroundings: dict[str, str] = {}

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self._file = folder / "papers.jsonl"
        self._wanted: Content = {}
        prepare(self.home)
        write_papers(self._file)

    def arguments(self, home: Path) -> Sequence[str]:
        return ["import", str(self._file)]

    def learn(self, home: Path) -> None:
        self._wanted = content_of(Paths.standard(home).database)

    def wrong_after_kill(self, home: Path) -> Iterator[str]:
        found = content_of(Paths.standard(home).database)
        last = max(row[0] for row in found["paper"])
        if tables := differing(_until(self._wanted, last), found):
            yield f"after {last} papers there is something else in {tables}"

    def wrong_in_the_end(self, home: Path) -> Iterator[str]:
        if tables := differing(self._wanted, content_of(Paths.standard(home).database)):
            yield f"in the end there is something else in {tables}"


def write_papers(path: Path) -> None:
    """A file of papers, some of them with marks."""
    with path.open("w", encoding="utf-8") as lines:
        for number, record in enumerate(generated_records(_PAPERS)):
            marks = _MARKS if number % _MARKED_EVERY == 0 else {}
            lines.write(f"{json.dumps({**record, **marks})}\n")


_MARKS: dict[str, Any] = {"bookmarked": True, "read": True, "tags": ["toread"], "note": "Compare."}


def _until(content: Content, last: int) -> Content:
    """What of a library was there when the paper with this number was its last."""
    return {
        table: [row for row in rows if row[_PAPER_IN[table]] <= last]
        if table in _PAPER_IN
        else rows
        for table, rows in content.items()
    }
