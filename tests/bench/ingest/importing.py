"""A hundred thousand papers imported from a file, and files several times as long."""

import json
import lzma
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.figures import Figure, at_least, at_most
from tests.bench.part import MB, Part
from tests.bench.processes import Measured, in_fresh_process
from tui.library import Library
from tui.paths import Paths

PAPERS = "arxiv_100k.jsonl.xz"
_TIMES_AS_LONG = (2, 4)
_PER_MONTH = 100_000


@dataclass(frozen=True)
class _Imported:
    """What an import brought: so many papers, of which so many were not there yet."""

    found: int
    new: int
    skipped: int
    seconds: float
    processor_seconds: float

    @property
    def rate(self) -> float:
        return self.found / self.seconds


def measure(papers: Path, folder: Path) -> Part:
    """The part about the file ``papers``; ``folder`` is where what it needs may be put."""
    once = in_fresh_process(_import, papers, folder / "home")
    longer = {times: _longer(papers, times, folder) for times in _TIMES_AS_LONG}
    title = f"{papers.name}, {once.outcome.found:,} papers, imported"
    return Part(title, list(_figures(once, longer)), wrong=list(_wrong({1: once, **longer})))


def _figures(once: Measured[_Imported], longer: dict[int, Measured[_Imported]]) -> Iterator[Figure]:
    yield from _speed("papers a second, all but indexing", once)
    yield Figure("  merged into others of the file", once.outcome.found - once.outcome.new)
    for times, measured in longer.items():
        yield from _speed(f"{times} times as long, as zstd: papers a second", measured)


def _speed(name: str, measured: Measured[_Imported]) -> Iterator[Figure]:
    yield Figure(name, measured.outcome.rate, "/s", at_least(8_000))
    yield Figure("  processor time, unpacking included", measured.outcome.processor_seconds, "s")
    yield Figure("  peak memory", measured.peak_mib * MB, "MB", at_most(250))


def _wrong(imports: dict[int, Measured[_Imported]]) -> Iterator[str]:
    papers = imports[1].outcome.found
    for times, measured in imports.items():
        came = measured.outcome
        if came.found != times * papers or came.skipped:
            yield f"{times * papers:,} papers: {came.found:,} came, {came.skipped:,} were skipped"


def _import(papers: Path, home: Path) -> _Imported:
    with Library(Paths.standard(home)) as library:
        begun, used = time.perf_counter(), time.process_time()
        report = library.import_files([papers])
        seconds, used = time.perf_counter() - begun, time.process_time() - used
    return _Imported(report.papers, report.new, report.skipped, seconds, used)


def _longer(papers: Path, times: int, folder: Path) -> Measured[_Imported]:
    """The import of as many copies, each of them of other papers."""
    path = folder / f"{times}.jsonl.zst"
    in_fresh_process(write_longer, papers, times, path)
    return in_fresh_process(_import, path, folder / f"home {times}")


def write_longer(papers: Path, times: int, path: Path) -> None:
    """Write the papers of a file, and after them copies with ids and titles of their own."""
    import zstandard

    with zstandard.open(path, "wt", encoding="utf-8") as lines:
        for copy in range(times):
            for serial, record in enumerate(_records(papers)):
                if copy:
                    record |= _as_another(record, copy, copy * _PER_MONTH + serial)
                lines.write(f"{json.dumps(record, ensure_ascii=False)}\n")


def _records(papers: Path) -> Iterator[dict[str, Any]]:
    opened = lzma.open if papers.suffix == ".xz" else open
    with opened(papers, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _as_another(record: dict[str, Any], copy: int, serial: int) -> dict[str, Any]:
    """An arXiv id of a month to come and a title of its own: a copy is a paper of its own."""
    years, month = divmod(serial // _PER_MONTH, 12)
    number = f"{60 + years}{month + 1:02d}.{serial % _PER_MONTH:05d}"
    return {"arxiv_id": number, "title": f"{record['title']}, part {copy + 1}"}
