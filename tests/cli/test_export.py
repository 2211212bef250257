"""``papertui export``."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import Run


def test_without_a_query_the_bookmarks_go_out_as_markdown(run: Run) -> None:
    run("mark", "2", "--bookmark")
    finished = run("export")
    assert finished.code == 0
    assert finished.out.startswith("## [LoCoNet")
    assert finished.out.count("## [") == 1


def test_as_jsonl_all_that_was_ever_decided_goes_out_with_its_times(run: Run) -> None:
    finished = run("export", "--format", "jsonl")
    assert finished.code == 1
    assert "No paper was marked" in finished.err
    run("mark", "2", "--read", "--tag", "vision")
    run("mark", "3", "--archive")
    run("undo")
    records = {record["id"]: record for record in _records(run("export", "--format", "jsonl").out)}
    assert set(records) == {2, 3}
    assert set(records[2]["changed_at"]) == {"read", "tags"}
    assert set(records[3]["changed_at"]) == {"archived"}
    assert records[3]["archived"] is False


def _records(lines: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines.splitlines()]


def test_a_query_says_which_papers_go_out(run: Run) -> None:
    papers = run("export", "has:code", "sort:title", "--format", "csl-json").json
    assert len(papers) == 5


@pytest.mark.parametrize(
    ("ending", "mark"),
    [(".md", "## "), (".bib", "@misc{"), (".RIS", "TY  - "), (".json", "["), (".csv", ""),
     (".jsonl", "{")],
)  # fmt: skip
def test_the_ending_of_the_file_says_the_format(
    run: Run, tmp_path: Path, ending: str, mark: str
) -> None:
    file = tmp_path / f"papers{ending}"
    finished = run("export", "loconet", "-o", str(file))
    assert (finished.code, finished.out) == (0, "")
    assert "Wrote 1 paper to " in finished.err
    assert file.read_text("utf-8-sig").lstrip().startswith(mark)


def test_format_overrides_the_ending(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "papers.txt"
    assert run("export", "loconet", "-o", str(file), "--format", "bibtex").code == 0
    assert file.read_text().startswith("@misc{")


def test_an_ending_without_a_format_is_wrong_usage(run: Run, tmp_path: Path) -> None:
    finished = run("export", "loconet", "-o", str(tmp_path / "papers.txt"))
    assert finished.code == 2
    assert "Add --format" in finished.err


def test_a_dash_is_standard_output(run: Run) -> None:
    [line] = run("export", "loconet", "-o", "-", "--format", "jsonl").lines
    assert json.loads(line)["id"] == 2


def test_a_file_is_only_replaced_by_force(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "papers.bib"
    file.write_text("mine")
    finished = run("export", "loconet", "-o", str(file))
    assert finished.code == 1
    assert "--force" in finished.err
    assert file.read_text() == "mine"
    assert run("export", "loconet", "-o", str(file), "--force").code == 0
    assert file.read_text().startswith("@misc{")


def test_nothing_to_export_leaves_the_file_alone(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "papers.bib"
    finished = run("export", "-o", str(file))
    assert finished.code == 1
    assert "No papers for: is:bookmarked" in finished.err
    assert not file.exists()


def test_problems_of_the_query_are_told(run: Run) -> None:
    assert "There is no field “titel”" in run("export", "titel:loconet").err


def test_a_terminal_is_not_steered(run: Run) -> None:
    run("mark", "2", "--note", "calm")
    assert "\x1b" not in run("export", "loconet", terminal=True).out
