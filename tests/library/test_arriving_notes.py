"""Notes that come with papers which are one here, and were several where they come from."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from tui.library import Library
from tui.papers.paper import Paper, TriageChange

FIRST = "2501.00001", "A finch sings, part 1"
SECOND = "2501.00002", "A finch sings, part 2"


def jsonl(path: Path, *records: Mapping[str, object]) -> Path:
    path.write_text("".join(f"{json.dumps(record)}\n" for record in records), "utf-8")
    return path


def noted(arxiv_id: str, title: str, note: str | None, hour: int) -> dict[str, object]:
    """What another library says of a paper about which a note was written, or taken away."""
    at = f"2026-11-20T{hour:02}:00:00.000000+00:00"
    return {"arxiv_id": arxiv_id, "title": title, "note": note, "changed_at": {"note": at}}


@pytest.fixture
def united(library: Library) -> int:
    """A paper that was two, with arXiv ids and titles that differ."""
    papers = [Paper(title, arxiv_id=arxiv_id) for arxiv_id, title in (FIRST, SECOND)]
    ids = library._papers.add(papers).ids
    library.merge(*ids)
    return ids[0]


@pytest.mark.parametrize("batch", [1, 2000])
@pytest.mark.parametrize(
    ("records", "note"),
    [
        ([noted(*FIRST, "alpha", 1), noted(*SECOND, "beta", 2)], "alpha\n\nbeta"),
        ([noted(*FIRST, "alpha", 2), noted(*SECOND, "beta", 1)], "alpha\n\nbeta"),
        ([noted(*FIRST, "alpha", 1), noted(*SECOND, "alpha too", 2)], "alpha too"),
        ([noted(*FIRST, "alpha", 1), noted(*SECOND, None, 2)], "alpha"),
        ([noted(*FIRST, None, 2), noted(*SECOND, "beta", 1)], "beta"),
        ([noted(*FIRST, "alpha", 1), noted(*FIRST, "newer", 2)], "newer"),
        ([noted(*FIRST, "newer", 2), noted(*FIRST, "alpha", 1)], "newer"),
        ([noted(*FIRST, "alpha", 1), noted(*FIRST, None, 2)], None),
        (
            [noted(*FIRST, "alpha", 1), noted(*SECOND, "beta", 2), noted(*FIRST, "newer", 3)],
            "newer\n\nbeta",
        ),
    ],
)
def test_notes_of_papers_that_are_one_here_stand_one_below_the_other(
    library: Library,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    united: int,
    records: list[dict[str, object]],
    note: str | None,
    batch: int,
) -> None:
    monkeypatch.setattr("tui.library.importing._BATCH", batch)
    file = jsonl(tmp_path / "notes.jsonl", *records)
    library.import_files([file])
    assert library.entries([united])[0].triage.note == note
    assert library.import_files([file]).changed == 0
    assert library.entries([united])[0].triage.note == note


def test_notes_of_papers_that_are_one_here_are_older_than_what_was_written_here(
    library: Library, tmp_path: Path, united: int
) -> None:
    library.triage([united], TriageChange(note="mine"), "note")
    records = noted(*FIRST, "alpha", 1), noted(*SECOND, "beta", 2)
    library.import_files([jsonl(tmp_path / "notes.jsonl", *records)])
    assert library.entries([united])[0].triage.note == "mine"
