"""Papers and triage coming into a library from files."""

import gzip
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from tui.errors import StorageError
from tui.library import Library
from tui.papers.paper import Triage, TriageChange
from tui.storage.triage_store import TriageStore


def jsonl(path: Path, *records: Mapping[str, object]) -> Path:
    path.write_text("".join(f"{json.dumps(record)}\n" for record in records), "utf-8")
    return path


def titled(library: Library, title: str) -> int:
    (paper_id,) = library.find(title)
    return paper_id


def test_an_imported_note_stands_below_the_one_that_was_there(
    library: Library, tmp_path: Path
) -> None:
    library.triage([1], TriageChange(note="mine"), "note")
    title = library.entries([1])[0].paper.title
    file = jsonl(tmp_path / "old.jsonl", {"title": title, "note": "older"})
    for _again in range(2):
        library.import_files([file])
        assert library.entries([1])[0].triage.note == "mine\n\nolder"


def test_the_triage_of_a_paper_that_comes_twice_is_united(library: Library, tmp_path: Path) -> None:
    once, again = (
        {"title": "A paper that comes twice", "bookmarked": True, "tags": ["a"], "note": "first"},
        {"title": "A paper that comes twice", "read": True, "tags": ["b"], "note": "second"},
    )
    library.import_files([jsonl(tmp_path / "papers.jsonl", once, again)])
    [entry] = library.entries([titled(library, "A paper that comes twice")])
    assert entry.triage == Triage(True, True, False, ("a", "b"), "first\n\nsecond")


def test_one_import_is_one_step_with_the_triage_that_came(library: Library, tmp_path: Path) -> None:
    records = [{"title": f"A paper with number {n}", "bookmarked": True} for n in range(2500)]
    one = jsonl(tmp_path / "one.jsonl", *records[:2400])
    library.import_files([one, jsonl(tmp_path / "other.jsonl", *records[2400:])])
    [step] = library.history(10)
    assert (step.count, step.label) == (2500, "imported “one.jsonl” and 1 more")
    library.undo()
    assert library.counts().total == 55
    library.redo()
    assert len(library.bookmarked_ids()) == 2500


def test_what_was_changed_during_an_import_parts_it_in_two_steps(
    library: Library, tmp_path: Path
) -> None:
    records = [{"title": f"A paper with number {n}", "tags": ["came"]} for n in range(2500)]
    file = jsonl(tmp_path / "many.jsonl", *records)
    told: list[int] = []

    def change(papers: int) -> None:
        if not told:
            library.triage([1], TriageChange(read=True))
        told.append(papers)

    library.import_files([file], progress=change)
    assert told == [2000, 2500]
    assert [(step.label, step.count) for step in library.history(10)] == [
        ("imported “many.jsonl”", 500),
        ("marked as read 1 paper", 1),
        ("imported “many.jsonl”", 2000),
    ]


def test_the_index_follows_an_import_that_is_taken_back_and_made_again(
    library: Library, tmp_path: Path
) -> None:
    def found() -> int:
        library.catch_up()
        results = library.search("zygomorphic")
        assert results is not None
        return results.total

    records = [{"title": f"Paper {n} on zygomorphic flowers"} for n in range(30)]
    report = library.import_files([jsonl(tmp_path / "some.jsonl", *records)])
    assert (report.steps, found()) == (1, 30)
    library.undo()
    assert found() == 0
    library.redo()
    assert found() == 30


class _DiedError(Exception):
    """The import ends here."""


def test_an_import_that_dies_leaves_papers_with_their_triage(
    library: Library, tmp_path: Path
) -> None:
    records = [{"title": f"A paper with number {n}", "tags": ["came"]} for n in range(2500)]
    file = jsonl(tmp_path / "many.jsonl", *records)

    def die(_papers: int) -> None:
        raise _DiedError

    with pytest.raises(_DiedError):
        library.import_files([file], progress=die)
    assert library.counts().total == 55 + 2000
    assert [step.count for step in library.history(10)] == [2000]
    library.import_files([file])
    assert [step.count for step in library.history(10)] == [500, 2000]


def test_papers_and_their_triage_are_stored_together_or_not_at_all(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise StorageError("The disk is full.", "Free some space.")

    monkeypatch.setattr(TriageStore, "add", fail)
    with pytest.raises(StorageError):
        library.import_files([jsonl(tmp_path / "one.jsonl", {"title": "Lost", "read": True})])
    assert library.counts().total == 55


def test_an_import_that_is_cancelled_keeps_what_was_read(library: Library, tmp_path: Path) -> None:
    records = [{"title": f"A paper with number {n}", "tags": ["came"]} for n in range(30)]
    files = [jsonl(tmp_path / f"{name}.jsonl", *records[:n]) for name, n in (("a", 20), ("b", 30))]
    asked = iter(range(100))
    report = library.import_files(files, cancelled=lambda: next(asked) == 24)
    assert report.cancelled
    assert (report.new, report.unchanged) == (20, 5)
    assert library.known_tags() == ["came"]
    assert not library.import_files(files).cancelled


def test_an_import_that_only_skips_can_be_cancelled_too(library: Library, tmp_path: Path) -> None:
    file = jsonl(tmp_path / "bad.jsonl", *({"title": number} for number in range(30)))
    report = library.import_files([file], cancelled=lambda: True)
    assert (report.cancelled, report.papers, report.skipped) == (True, 0, 1)


def test_an_import_that_is_interrupted_while_it_reads_keeps_what_was_read(
    library: Library, tmp_path: Path
) -> None:
    file = jsonl(tmp_path / "a.jsonl", *({"title": f"A paper with number {n}"} for n in range(30)))
    asked = iter(range(100))

    def interrupt() -> bool:
        if next(asked) == 24:
            raise KeyboardInterrupt
        return False

    assert library.import_files([file], cancelled=interrupt).cancelled
    assert library.counts().total == 55 + 25


def test_what_came_before_a_break_is_stored_and_counted(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "broken.jsonl.gz"
    good = "".join(f'{{"title": "A good paper with number {n}"}}\n' for n in range(3000))
    file.write_bytes(gzip.compress(good.encode(), 1)[:-40])
    report = library.import_files([file])
    assert 2500 < report.new < 3000
    assert library.counts().total == 55 + report.new
    [(where, reason)] = report.reasons
    assert where == ""
    assert reason == f"{file} can't be unpacked further: its gzip data are damaged (it breaks off)."


def test_of_what_is_skipped_the_first_thousand_are_named(library: Library, tmp_path: Path) -> None:
    file = jsonl(tmp_path / "bad.jsonl", {"title": "A good paper"}, *({"title": 1},) * 1500)
    report = library.import_files([file])
    assert (report.new, report.skipped, len(report.reasons)) == (1, 1500, 1000)
    assert report.reasons[0][0] == f"{file}, line 2"


def test_a_paper_listed_on_two_days_keeps_its_first_day_and_most_upvotes(
    library: Library, tmp_path: Path
) -> None:
    folder = tmp_path / "days"
    folder.mkdir()
    for day, upvotes in (("2024-05-28", 30), ("2024-05-27", 40), ("2024-05-29", 5)):
        row = {"paper": {"id": "2405.16712", "title": "Zamba", "upvotes": upvotes}}
        (folder / f"{day}.json").write_text(json.dumps([row]), "utf-8")
    report = library.import_files([folder])
    assert (report.new, report.merged + report.unchanged) == (1, 2)
    [entry] = library.entries([titled(library, "Zamba")])
    assert (entry.paper.listed_on, entry.paper.upvotes) == (date(2024, 5, 27), 40)


def test_what_each_file_was_is_told(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(120):
        jsonl(folder / f"{number:03}.jsonl", {"title": f"Paper number {number} of many"})
    (folder / "refs.bib").write_text("@misc{x, title={A Reference to a Paper}}", "utf-8")
    report = library.import_files([folder])
    assert report.new == 121
    assert report.kinds == {"papertui's own JSON": 120, "BibTeX": 1}
    assert report.files[0] == (str(folder / "000.jsonl"), "papertui's own JSON")
    assert len(report.files) == 100


def test_a_link_that_leads_to_itself_is_among_the_skipped(library: Library, tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to("loop")
    report = library.import_files([loop])
    assert (report.new, report.skipped) == (0, 1)
    assert "loop can't be read" in report.reasons[0][1]


def test_the_history_names_the_folder_that_a_dot_stands_for(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "days"
    (folder / "below").mkdir(parents=True)
    jsonl(folder / "one.jsonl", {"title": "Marked before", "read": True})
    monkeypatch.chdir(folder / "below")
    library.import_files([Path("..")])
    assert library.history(1)[0].label == "imported “days”"


def test_one_bad_file_does_not_keep_out_the_others(library: Library, tmp_path: Path) -> None:
    good = jsonl(tmp_path / "good.jsonl", {"title": "A good paper to read today"})
    report = library.import_files([tmp_path / "missing.txt", good])
    assert report.new == 1
    assert report.skipped == 1
    assert titled(library, "A good paper to read today") == 56


@pytest.mark.parametrize("cancel_after", [0, 1])
def test_indexing_that_is_cancelled_goes_on_later(
    library: Library, tmp_path: Path, cancel_after: int
) -> None:
    records = [{"title": f"Paper {n} on zygomorphic flowers"} for n in range(300)]
    library.import_files([jsonl(tmp_path / "some.jsonl", *records)])
    told: list[int] = []
    library.catch_up(
        progress=lambda done, _total: told.append(done), cancelled=lambda: len(told) >= cancel_after
    )
    assert library.unindexed_count() > 0
    library.catch_up()
    results = library.search("zygomorphic")
    assert results is not None
    assert results.total == 300
