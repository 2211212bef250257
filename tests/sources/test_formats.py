"""Formats that come in more than one shape: JSON over lines or in one value, data or cards."""

import json
from html import escape
from pathlib import Path

import pytest

from tests.sources.filed import OF_EACH_FORMAT, SNAPSHOT, papers, titles, written
from tui.sources.files import read_files
from tui.sources.item import Skipped


def test_papers_in_one_json_value_are_read_too(tmp_path: Path) -> None:
    records = [{"title": "First"}, {"title": ""}, 5, {"title": "Last"}]
    array = written(tmp_path / "array", json.dumps(records))
    first, untitled, number, last = read_files(array)
    assert [paper.title for paper in papers([first, last])] == ["First", "Last"]
    assert untitled == Skipped(f"{array}, paper 2", "“title” must be text that isn't empty.")
    assert isinstance(number, Skipped)
    answer = {"query": "x", "total": 1, "papers": [{"title": "Searched", "id": 3}]}
    assert titles(written(tmp_path / "answer", json.dumps(answer))) == ["Searched"]
    assert titles(written(tmp_path / "one", json.dumps({"title": "One"}, indent=1))) == ["One"]
    broken = written(tmp_path / "broken", json.dumps(records)[:-3])
    *before, told = read_files(broken)
    assert len(before) == 3
    assert told == Skipped(f"{broken}, the end", "The list breaks off there: it is not closed.")


@pytest.mark.parametrize(
    "text",
    [
        '{ "title": "One",\n  "abstract": "x" }',
        '{"title": "One", "authors":\n["Ada"]}\n',
        '{\n"title": "One"\n}\n',
        '\n{"title": "One"}',
        '{"title": "One"}\n{"title"',
        '{"title": "One", \n{"title": "One"}\n',
    ],
)
def test_an_object_is_read_over_one_line_or_several(text: str, tmp_path: Path) -> None:
    assert titles(written(tmp_path / "one", text)) == ["One"]


def test_objects_over_several_lines_may_follow_each_other(tmp_path: Path) -> None:
    written_out = "\n".join(json.dumps({"title": title}, indent=2) for title in ("One", "Two"))
    assert titles(written(tmp_path / "two", written_out)) == ["One", "Two"]


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("is_list", [True, False])
def test_the_snapshot_made_one_json_value_is_read_too(
    indent: int | None, is_list: bool, tmp_path: Path
) -> None:
    row = json.loads(SNAPSHOT)
    file = written(tmp_path / "snapshot", json.dumps([row, row] if is_list else row, indent=indent))
    assert titles(file) == ["Diphotons"] * (1 + is_list)


def test_a_page_whose_data_hold_no_papers_gives_its_cards(tmp_path: Path) -> None:
    page, title = OF_EACH_FORMAT["html"]
    for data in ('{"id": "x", "next": "/papers"}', '{"paper": {}}'):
        other = page.replace("<h3>", f"<div data-props='{escape(data)}'></div><h3>")
        assert titles(written(tmp_path / "page", other)) == [title]


def test_a_page_with_data_of_broken_papers_and_no_cards_tells_them(tmp_path: Path) -> None:
    page = f"<html><div data-props='{escape(json.dumps({'paper': {}}))}'></div></html>"
    [skipped] = read_files(written(tmp_path / "page", page))
    assert isinstance(skipped, Skipped)
    assert skipped.reason == "It has no “id”."
