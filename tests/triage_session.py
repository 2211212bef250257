"""A session with a small library that does everything once that a person can change."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tui.library import Library
from tui.papers.paper import Author, Paper, TriageChange

PAPERS = tuple(
    Paper(
        f"On the {word} of small libraries",
        abstract=f"They are a matter of {word}.",
        arxiv_id=f"2501.0000{number}",
        authors=(Author("Ada Lovelace"),),
        sources=("hf",),
    )
    for number, word in enumerate(("size", "order", "colour", "weight", "smell", "sound"), start=1)
)
ALL = range(1, len(PAPERS) + 1)

_ARRIVALS = (
    {"title": "A paper that nobody knew", "bookmarked": True, "tags": ["new"]},
    {"title": PAPERS[3].title, "arxiv_id": PAPERS[3].arxiv_id, "venue": "ICLR", "note": "theirs"},
    {"title": "Another that nobody knew", "abstract": "word " * 2000},
)


@dataclass(frozen=True)
class Action:
    """Something a person does, in their words; ``do`` can be tried again after it failed."""

    name: str
    do: Callable[[Library], object]


def session(folder: Path) -> list[Action]:
    """Actions that each change something; ``folder`` is for a file that one of them imports."""
    file = folder / "arrivals.jsonl"
    file.write_text("".join(f"{json.dumps(record)}\n" for record in _ARRIVALS), "utf-8")

    def triage(change: TriageChange, *ids: int) -> Callable[[Library], object]:
        return lambda library: library.triage(ids, change, "changed papers")

    return [
        Action("bookmark", lambda library: library.toggle("bookmarked", [1])),
        Action("read", lambda library: library.toggle("read", [2])),
        Action("archive all", lambda library: library.toggle("archived", ALL)),
        Action("undo of many", lambda library: library.undo()),
        Action("redo of many", lambda library: library.redo()),
        Action("tag", triage(TriageChange(add_tags=("vision", "to read")), 1, 3)),
        Action("untag", triage(TriageChange(remove_tags=("vision",)), 3)),
        Action("undo of a tag", lambda library: library.undo()),
        Action("note", triage(TriageChange(note="Compare with the first.\n" * 400), 2)),
        Action("remove the note", triage(TriageChange(note=""), 2)),
        Action("undo of a note", lambda library: library.undo()),
        Action("save a search", lambda library: library.save_search("weights", "weight -smell")),
        Action("rename it", lambda library: library.rename_saved_search("weights", "heavy")),
        Action("remove it", lambda library: library.remove_saved_search("heavy")),
        Action("undo of its removal", lambda library: library.undo()),
        Action("remember a search", lambda library: library.remember_search("colour")),
        Action("import", lambda library: library.import_files([file])),
        Action("undo of the import", lambda library: library.undo()),
        Action("redo of the import", lambda library: library.redo()),
        Action("merge", lambda library: library.merge(5, 6)),
        Action("undo of the merge", lambda library: library.undo()),
        Action("redo of the merge", lambda library: library.redo()),
        Action("mark of a merged paper", lambda library: library.toggle("bookmarked", [6, 4])),
        Action("how the reader was left", lambda library: library.save_session({"query": "a"})),
    ]
