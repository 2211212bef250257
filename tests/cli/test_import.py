"""``papertui import``."""

import json
import os
import signal
from pathlib import Path
from threading import Thread

import pytest

from tests.cli.command import Run
from tests.hostile import HOSTILE_TEXTS
from tui.errors import StorageError
from tui.library import ImportReport, Library
from tui.paths import starter_folder

_PAGE = "\n\n".join(
    [
        "A Brand New Title",
        "This abstract goes on for quite a few words and then it comes to an end.",
    ]
)
_DATED_PAGE = f"Mar 11\n\n{_PAGE}"


def test_new_merged_and_known_papers_are_counted(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "papers.jsonl"
    loconet = "LoCoNet: Long-Short Context Network for Active Speaker Detection"
    file.write_text(f'{{"title": "New"}}\n{{"title": "{loconet}", "upvotes": 3}}\n')
    finished = run("import", str(file))
    assert finished.code == 0
    assert finished.out == "1 new paper, 1 merged, 0 known already, 0 skipped.\n"
    assert run("search", "upvotes:3", "--format", "ids").out == "2\n"


def test_new_papers_of_a_watched_search_are_told(run: Run) -> None:
    run("saved", "add", "odd", "zygomorphic")
    run("saved", "watch", "odd")
    finished = run("import", "-", stdin='{"title": "Zygomorphic flowers"}')
    assert finished.lines[1:] == ["1 new paper in “odd”: zygomorphic"]


def test_the_same_papers_again_change_nothing(run: Run) -> None:
    finished = run("import", str(starter_folder()))
    assert finished.code == 0
    assert "55 known already" in finished.out
    assert "undo" not in finished.err


def test_an_import_says_how_it_is_taken_back_and_is(run: Run) -> None:
    assert run("import", "-", stdin='{"title": "New"}').err.endswith(
        "papertui undo takes it back.\n"
    )
    assert run("undo").out == "Undid: imported standard input\n"
    assert "waiting\t0" in run("index", "status").lines
    assert run("show", "New").code == 1
    assert run("redo").out.startswith("Redid: imported standard input · ")
    assert run("show", "New").code == 0


def test_an_import_in_several_steps_says_so(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    report = ImportReport(new=3, steps=2)
    monkeypatch.setattr(Library, "import_files", lambda *_, **__: report)
    assert "It is in 2 steps, as something else was changed meanwhile" in run("import", "x").err


def test_nothing_to_import_is_nothing_done(run: Run) -> None:
    assert run("import", "-", "--format", "jsonl").code == 1


def test_a_page_from_standard_input_gets_the_day_that_is_given(run: Run) -> None:
    assert run("import", "-", "--format", "page", "--date", "2024-02-29", stdin=_PAGE).code == 0
    assert "listed 2024-02-29" in run("show", "A Brand New Title").out


def test_what_is_imported_is_indexed(run: Run) -> None:
    run("import", "-", stdin=_DATED_PAGE)
    assert "waiting\t0" in run("index", "status").lines


def test_a_file_that_cannot_be_read_does_not_stop_the_others(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(_DATED_PAGE)
    finished = run("import", str(tmp_path / "missing"), str(page))
    assert finished.code == 1
    assert finished.out.startswith("1 new paper, 0 merged, 0 known already, 1 skipped.")
    assert "missing can't be read" in finished.err


def test_reasons_are_told_with_their_place_ten_unless_asked_for_all(run: Run) -> None:
    lines = "\n".join(['{"title": "Good"}', *['{"title": 3}'] * 15])
    finished = run("import", "-", stdin=lines)
    assert finished.code == 1
    assert "15 skipped" in finished.out
    assert "skipped: standard input, line 2: " in finished.err
    assert finished.err.count("skipped: ") == 10
    assert "… and 5 more; --verbose lists them." in finished.err
    again = run("import", "-", "--verbose", stdin=lines)
    assert again.err.count("skipped: ") == 15


def test_of_very_many_reasons_a_thousand_are_told(run: Run) -> None:
    lines = "\n".join(['{"title": 3}'] * 1200)
    finished = run("import", "-", stdin=lines)
    assert "… and 1,190 more; --verbose lists the first 1,000." in finished.err
    assert "… and 200 more." in run("import", "-", "--verbose", stdin=lines).err


def test_it_is_said_what_each_file_was(run: Run, tmp_path: Path) -> None:
    refs = tmp_path / "refs.bib"
    refs.write_bytes("@misc{x, title = {Élan of a Reference}}".encode("latin-1"))
    finished = run("import", str(refs))
    assert finished.err.splitlines()[0] == f"{refs}: BibTeX, in Windows-1252"
    assert finished.out.startswith("1 new paper, ")


def test_of_many_files_it_is_said_how_many_were_of_each_kind(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(6):
        (folder / f"{number}.jsonl").write_text(f'{{"title": "Paper {number} of many"}}')
    (folder / "refs.ris").write_text("TY  - JOUR\nTI  - A Reference\nER  - \n")
    assert run("import", str(folder)).err.splitlines()[:2] == [
        "6 files: papertui's own JSON",
        "1 file: RIS",
    ]


def test_a_format_may_be_given_and_an_unknown_one_is_wrong_usage(run: Run) -> None:
    assert run("import", "-", "--format", "ids", stdin="2501.00663").code == 0
    finished = run("import", "-", "--format", "pdf")
    assert finished.code == 2
    assert "'bibtex'" in finished.err


def test_a_name_that_steers_the_terminal_is_told_plainly(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "x\x1b[2J.jsonl"
    file.write_text('{"title": "One"}')
    assert "\x1b" not in run("import", str(file)).err


@pytest.mark.parametrize("day", ["2025-13-01", "yesterday", ""])
def test_a_day_that_is_none_is_wrong_usage(run: Run, day: str) -> None:
    finished = run("import", "-", "--date", day)
    assert finished.code == 2
    assert "Write it like 2025-03-11." in finished.err


def test_a_full_disk_ends_the_import(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> ImportReport:
        raise StorageError("The disk is full.", "Free some space.")

    monkeypatch.setattr(Library, "import_files", fail)
    finished = run("import", "one", "two")
    assert finished.code == 1
    assert finished.err.count("The disk is full.") == 1


def test_ctrl_c_keeps_what_was_read_with_its_triage_and_says_so(run: Run, tmp_path: Path) -> None:
    pipe = tmp_path / "papers.jsonl"
    os.mkfifo(pipe)

    def write_and_interrupt() -> None:
        with pipe.open("w") as lines:
            for number in range(4_000):
                title = f"Paper {number} {'of a long file ' * 30}"
                lines.write(f'{{"title": "{title}", "tags": ["kept"]}}\n')
            os.kill(os.getpid(), signal.SIGINT)

    writer = Thread(target=write_and_interrupt)
    writer.start()
    finished = run("import", str(pipe))
    writer.join()
    assert finished.code == 130
    assert finished.err.endswith(
        "Stopped. What was read until then is kept; the same command brings the rest.\n"
    )
    kept = int(finished.out.partition(" new papers")[0].replace(",", ""))
    assert 0 < kept < 4_000
    assert len(run("export", "tag:kept", "--format", "jsonl").lines) == kept


def test_jsonl_goes_out_and_comes_back_with_its_triage(run: Run, tmp_path: Path) -> None:
    run("mark", "2", "--bookmark", "--tag", "x", "--note", "Two\nlines")
    exported = run("export", "--format", "jsonl").out
    elsewhere = ("--home", str(tmp_path / "elsewhere"))
    assert run(*elsewhere, "import", "-", stdin=exported).code == 0
    [found] = run(*elsewhere, "search", "is:bookmarked", "--format", "json").json["papers"]
    assert (found["tags"], found["note"]) == (["x"], "Two\nlines")


def test_hostile_papers_come_in_and_are_shown_plainly(run: Run) -> None:
    lines = [json.dumps({"title": text, "abstract": text}) for text in HOSTILE_TEXTS]
    finished = run("import", "-", "--format", "jsonl", stdin="\n".join(lines))
    assert "failed where it should not" not in finished.err
    for paper in run("search", "*", "--format", "ids").lines[-20:]:
        shown = run("show", paper, terminal=True)
        assert shown.code == 0
        assert "\x9b" not in shown.out
