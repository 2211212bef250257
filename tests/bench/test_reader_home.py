"""The homes that the reader is measured on."""

import json
import shutil
from pathlib import Path

from tests.bench.reader_home import Holding, paper_count
from tests.bench.search.generated import generated_records

_SEEDS = 55


def test_papers_and_their_copies_are_imported_beside_the_starter_library(tmp_path: Path) -> None:
    papers = tmp_path / "papers.jsonl"
    papers.write_text("".join(f"{json.dumps(record)}\n" for record in generated_records(20)))
    home = _empty(tmp_path / "filled")
    Holding(None, papers, limit=15, copies=2).put_into(home)
    assert paper_count(home) == _SEEDS + 30


def test_a_home_is_measured_on_a_copy(seeded_home: Path, tmp_path: Path) -> None:
    copy = _empty(tmp_path / "copy")
    Holding(seeded_home, None, None, 1).put_into(copy)
    shutil.rmtree(seeded_home)
    assert paper_count(copy) == _SEEDS


def _empty(folder: Path) -> Path:
    folder.mkdir()
    return folder
