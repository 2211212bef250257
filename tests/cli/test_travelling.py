"""What was decided on one machine, taken to another and back."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import Run


@pytest.fixture
def machines(tmp_path: Path) -> tuple[str, str]:
    return str(tmp_path / "desk"), str(tmp_path / "laptop")


def _on(run: Run, machine: str, *arguments: str) -> str:
    finished = run("--home", machine, *arguments)
    assert finished.code == 0, finished.err
    return finished.out


def _carry(run: Run, origin: str, to: str, file: Path) -> None:
    _on(run, origin, "export", "-o", str(file), "--force")
    _on(run, to, "import", str(file))


def _marks(run: Run, machine: str, paper: str) -> dict[str, Any]:
    shown: dict[str, Any] = run("--home", machine, "show", paper, "--format", "json").json
    wanted = ("bookmarked", "read", "archived", "tags", "note", "changed_at")
    return {name: shown[name] for name in wanted}


def test_the_newer_change_of_either_machine_is_on_both(
    run_fresh: Run, machines: tuple[str, str], tmp_path: Path
) -> None:
    run, (desk, laptop), file = run_fresh, machines, tmp_path / "marks.jsonl"
    _on(run, desk, "mark", "1", "2", "--bookmark", "--tag", "toread", "--note", "from the desk")
    _carry(run, desk, laptop, file)
    assert _marks(run, laptop, "1") == _marks(run, desk, "1")
    _on(run, laptop, "mark", "1", "--no-bookmark", "--untag", "toread", "--read")
    _on(run, laptop, "mark", "2", "--note", "")
    _on(run, desk, "mark", "1", "--archive", "--note", "and again", "--tag", "vision")
    _carry(run, laptop, desk, file)
    _carry(run, desk, laptop, file)
    marks = _marks(run, desk, "1")
    assert (marks["bookmarked"], marks["read"], marks["archived"]) == (False, True, True)
    assert (marks["tags"], marks["note"]) == (["vision"], "and again")
    assert _marks(run, laptop, "1") == marks
    assert _marks(run, laptop, "2") == _marks(run, desk, "2")
    assert _marks(run, desk, "2")["note"] is None


def test_it_is_said_whether_marks_came(
    run_fresh: Run, machines: tuple[str, str], tmp_path: Path
) -> None:
    run, (desk, laptop), file = run_fresh, machines, str(tmp_path / "marks.jsonl")
    _on(run, desk, "mark", "1", "2", "--bookmark")
    _on(run, desk, "export", "-o", file)
    assert _on(run, laptop, "import", file).splitlines() == [
        "0 new papers, 0 merged, 2 known already, 0 skipped.",
        "Marks, tags or notes changed on 2 known papers.",
    ]
    again = run("--home", laptop, "import", file)
    assert len(again.lines) == 1
    assert "Its marks, tags and notes are those that are here, or older." in again.err


def test_what_an_import_decided_is_undone_with_it(
    run_fresh: Run, machines: tuple[str, str], tmp_path: Path
) -> None:
    run, (desk, laptop) = run_fresh, machines
    _on(run, desk, "mark", "1", "--bookmark", "--tag", "toread")
    _carry(run, desk, laptop, tmp_path / "marks.jsonl")
    _on(run, laptop, "undo")
    marks = _marks(run, laptop, "1")
    assert (marks["bookmarked"], marks["tags"]) == (False, [])
    _on(run, laptop, "redo")
    assert _marks(run, laptop, "1")["bookmarked"] is True
