"""The formats and snippets there are."""

import json
import subprocess
import sys

import pytest

from tests.export.sample import BARE, FULL, entry_of
from tests.hostile import HOSTILE_TEXTS
from tui.export import FORMATS
from tui.export.snippet import SNIPPETS
from tui.papers.paper import Entry
from tui.papers.record import from_record
from tui.papers.text import clean


def test_there_are_six_formats_each_under_its_name() -> None:
    assert list(FORMATS) == ["markdown", "bibtex", "ris", "csl-json", "csv", "jsonl"]
    assert all(name == found.name for name, found in FORMATS.items())
    assert len({found.extension for found in FORMATS.values()}) == 6
    assert all(found.description for found in FORMATS.values())


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_takes_full_bare_and_no_papers(name: str) -> None:
    output = FORMATS[name].render([FULL, BARE])
    assert "GPSFormer" in output
    assert "Deep" in output
    assert "Deep" not in FORMATS[name].render([])


def test_importing_the_formats_imports_none_of_them() -> None:
    code = (
        "import sys, tui.export, tui.export.snippet;"
        "sys.exit(any(name in sys.modules for name in ('csv', 'json', 'tui.export.bibtex')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_json_lines_are_records_that_read_back() -> None:
    lines = FORMATS["jsonl"].render([FULL, BARE]).splitlines()
    records = [from_record(json.loads(line)) for line in lines]
    assert [paper.title for paper, _ in records] == [FULL.paper.title, "Deep"]
    assert records[0][1] == FULL.triage


@pytest.mark.parametrize("text", [clean(text) for text in HOSTILE_TEXTS])
def test_a_hostile_paper_is_one_json_line(text: str) -> None:
    [line, end] = FORMATS["jsonl"].render([entry_of(text)]).split("\n")
    assert end == ""
    assert json.loads(line)["title"] == text


@pytest.mark.parametrize(
    ("name", "copied"),
    [
        ("title", "GPSFormer: A Global α-Perception & 100% of Balázs"),
        ("link", "https://arxiv.org/abs/2407.13519"),
        ("bibtex", FORMATS["bibtex"].render([FULL])),
        (
            "markdown",
            "[GPSFormer: A Global α-Perception & 100% of Balázs](https://arxiv.org/abs/2407.13519)",
        ),
        ("code", "https://github.com/changshuowang/GPSFormer"),
    ],
)
def test_a_snippet_is_what_its_name_says(name: str, copied: str) -> None:
    assert SNIPPETS[name].name == name
    assert SNIPPETS[name].render([FULL]) == copied


@pytest.mark.parametrize(("entry", "has_code"), [(BARE, False), (FULL, True)])
def test_a_code_link_is_there_when_the_paper_has_code(entry: Entry, has_code: bool) -> None:
    assert (SNIPPETS["code"].render([entry]) != "") is has_code
