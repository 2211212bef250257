"""``papertui undo``, ``redo`` and ``history``."""

from pathlib import Path

import pytest

from tests.cli.command import Run
from tui.library import Library, Step, Undone


def _bookmarks(run: Run) -> list[str]:
    return sorted(run("search", "is:bookmarked", "--format", "ids").lines)


def _bookmark_one_two_three(run: Run) -> None:
    for paper in "123":
        run("mark", paper, "--bookmark")


def test_undo_takes_back_and_redo_makes_again(run: Run) -> None:
    _bookmark_one_two_three(run)
    finished = run("undo")
    assert finished.code == 0
    assert finished.out.startswith("Undid: bookmarked 1 paper · Mega-TTS: Zero-Shot")
    assert _bookmarks(run) == ["1", "2"]
    assert run("redo").out.startswith("Redid: bookmarked 1 paper · Mega-TTS: Zero-Shot")
    assert _bookmarks(run) == ["1", "2", "3"]


def test_several_steps_go_at_once(run: Run) -> None:
    _bookmark_one_two_three(run)
    assert len(run("undo", "2").lines) == 2
    assert _bookmarks(run) == ["1"]
    assert run("redo", "2").code == 0
    assert _bookmarks(run) == ["1", "2", "3"]


def test_fewer_steps_than_asked_is_only_part(run: Run) -> None:
    run("mark", "1", "--bookmark")
    finished = run("undo", "2")
    assert finished.code == 1
    assert len(finished.lines) == 1
    assert finished.err == "Only 1 of 2 steps: there is nothing more to undo.\n"
    assert run("redo").code == 0
    assert run("redo", "2").err == "Nothing to redo.\n"


def test_nothing_is_no_number_of_steps(run: Run) -> None:
    assert run("undo", "0").code == 2


def test_history_is_newest_first_and_tells_what_was_undone(run: Run, library: Library) -> None:
    run("mark", "1", "--bookmark")
    run("mark", "1", "--archive")
    run("undo")
    fields = [line.split("\t")[1:] for line in run("history").lines]
    title = library.entries([1])[0].paper.title
    assert fields == [
        ["1", "undone", "archived 1 paper", title],
        ["1", "", "bookmarked 1 paper", title],
    ]
    assert len(run("history", "--limit", "1").lines) == 1
    assert "\x1b[2m" in run("history", terminal=True).out


def test_an_empty_history_says_so(run: Run) -> None:
    finished = run("history")
    assert (finished.code, finished.out) == (1, "")
    assert "Nothing was changed yet." in finished.err


@pytest.mark.parametrize(
    ("skipped", "thing", "told"),
    [
        (1, "paper", "1 paper left as it is: it changed since."),
        (1200, "paper", "1,200 papers left as they are: they changed since."),
        (2, "saved search", "2 saved searches left as they are: they changed since."),
    ],
)
def test_what_could_not_be_taken_back_is_told(
    run: Run, monkeypatch: pytest.MonkeyPatch, skipped: int, thing: str, told: str
) -> None:
    step = Step(1, "2025-03-11T00:00:00+00:00", "archived 3 papers", 3, undone=True)
    monkeypatch.setattr(Library, "undo", lambda _: Undone(step, (1, 2), skipped, thing))
    finished = run("undo")
    assert finished.code == 1
    assert finished.err == f"{told}\n"


def test_undo_goes_on_beyond_a_restore_whose_file_is_gone(
    run: Run, library: Library, tmp_path: Path
) -> None:
    run("mark", "1", "--bookmark")
    run("backup", str(tmp_path / "backup.sqlite3"))
    run("restore", str(tmp_path / "backup.sqlite3"))
    for kept in library.paths.database.parent.glob("backups/before-restore-*"):
        kept.unlink()
    finished = run("undo", "2")
    assert finished.err == "Left as it is: what it replaced is kept no longer.\n"
    assert finished.lines[1].startswith("Undid: bookmarked 1 paper · GPSFormer")
    assert _bookmarks(run) == []
