"""The ingest benchmark comes out whole, and says what is wrong."""

import io
import json
import lzma
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bench.__main__ import main
from tests.bench.figures import Figure, exactly
from tests.bench.ingest import importing, opening, syncing
from tests.bench.ingest.long_paper import FIRST_WORDS, long_paper
from tests.bench.ingest.recorded import ARCHIVE
from tests.bench.processes import Measured
from tests.bench.search.generated import generated_records
from tests.hub import row


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Little of what was recorded, in the same shapes."""
    data = tmp_path / "data"
    (data / "samples" / "ris").mkdir(parents=True)
    (data / "samples" / "ris" / "unknown.ris").write_text("TY  - JOUR\nTI  - A title\nER  -\n")
    with tarfile.open(data / ARCHIVE, "w:xz") as archive:
        _add(archive, "2025-03-11", [row(1), row(2)])
        _add(archive, "2025-03-12", [row(2, upvotes=9), row(3)])
    with lzma.open(data / importing.PAPERS, "wt", encoding="utf-8") as lines:
        lines.writelines(f"{json.dumps(record)}\n" for record in generated_records(30))
    return data


def _add(archive: tarfile.TarFile, day: str, rows: list[dict[str, object]]) -> None:
    body = json.dumps(rows).encode()
    member = tarfile.TarInfo(f"days/{day}.json")
    member.size = len(body)
    archive.addfile(member, io.BytesIO(body))


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Starting a process for each step would take longer than all the steps."""

    def in_this_process(task: Callable[..., object], *arguments: object) -> Measured[object]:
        return Measured(task(*arguments), 0.0)

    for part in (syncing, importing, opening):
        monkeypatch.setattr(part, "in_fresh_process", in_this_process)
    for name in ("HF_ENDPOINT", "HF_HUB_OFFLINE", "no_proxy"):
        monkeypatch.setenv(name, "")


def test_what_is_synced_and_imported_is_counted_exactly(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["ingest", "--data", str(data), "--only", "sync", "--only", "import"])
    printed = capsys.readouterr().out
    assert "2 recorded days, 4 rows, 3 distinct ids, synced" in printed
    assert "30 papers, imported" in printed
    assert "WRONG" not in printed


def test_a_sample_that_nothing_is_known_of_and_those_that_are_missing_are_wrong(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="1"):
        main(["ingest", "--data", str(data), "--only", "samples"])
    printed = capsys.readouterr().out
    assert "WRONG: ris/unknown.ris: wanted None, came Outcome(format='ris', papers=1" in printed
    assert "WRONG: csl/items.json: wanted Outcome(format='csl', papers=40" in printed


def test_without_the_recorded_data_it_says_where_they_were_looked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="1"):
        main(["ingest", "--data", str(tmp_path), "--only", "sync"])
    assert f"there is no {tmp_path / ARCHIVE}" in capsys.readouterr().out


def test_a_long_paper_is_as_long_as_wanted_and_always_the_same() -> None:
    paper = long_paper(20_000)
    assert 20_000 <= len(paper) < 30_000
    assert paper == long_paper(20_000)
    assert paper.count(FIRST_WORDS) == 1


def test_a_figure_that_has_to_be_exact_may_be_neither_more_nor_less() -> None:
    assert Figure("papers", 3, "", exactly(3)).verdict().endswith("reached")
    assert Figure("papers", 4, "", exactly(3)).verdict().endswith("short by 1.00 ")
    assert Figure("papers", 2, "", exactly(3)).verdict().endswith("short by 1.00 ")
