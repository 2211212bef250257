"""Two processes that work on one library at the same time, and whether anything was lost."""

import json
import subprocess
import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tests.bench.figures import Figure, exactly, median, percentile
from tests.bench.part import Part
from tests.bench.triage.killed_reader import prepare
from tests.bench.triage.soundness import unsound
from tui.library import Library
from tui.papers.paper import Triage, TriageChange
from tui.paths import Paths

_PATIENCE = 1_200
_TOLD = 10
_ALL_STEPS = 1_000_000

Deed = dict[str, Any]


def measure(options: Namespace, folder: Path) -> Part:
    """The part about two processes."""
    home = folder / "home"
    prepare(home)
    logs = [folder / "0.jsonl", folder / "1.jsonl"]
    ended = _work(home, logs, options)
    deeds = [_deeds(log) for log in logs]
    wrong = [*ended, *_lost(deeds, home), *unsound(home)]
    times = [deed["ms"] for done in deeds for deed in done]
    return Part(
        f"Two processes, {options.each:,} actions each, on the same library",
        [
            Figure("actions done", len(times), "", exactly(2 * options.each)),
            Figure("  of them undone or redone", _walked(deeds)),
            Figure("what was lost or failed", len(wrong), "", exactly(0)),
            Figure("an action: median", median(times), "ms"),
            Figure("  p95", percentile(times, 0.95), "ms"),
            Figure("  the longest", max(times), "ms"),
        ],
        wrong=wrong[:_TOLD],
    )


def _work(home: Path, logs: Sequence[Path], options: Namespace) -> list[str]:
    """Have a process for each log work; what those said that failed."""
    worker = [sys.executable, "-m", "tests.bench.triage.working", str(home)]
    processes = [
        subprocess.Popen(
            [*worker, str(options.seed + number), str(options.each), str(log)],
            stderr=subprocess.PIPE,
            text=True,
        )
        for number, log in enumerate(logs)
    ]
    try:
        said = [process.communicate(timeout=_PATIENCE)[1] for process in processes]
    finally:
        for process in processes:
            process.kill()
    codes = (process.returncode for process in processes)
    return [said for said, code in zip(said, codes, strict=True) if code]


def _deeds(log: Path) -> list[Deed]:
    return [json.loads(line) for line in log.read_text("utf-8").splitlines()]


def _walked(deeds: Sequence[Sequence[Deed]]) -> int:
    return sum(deed["kind"] != "made" and deed["step"] is not None for one in deeds for deed in one)


def _lost(deeds: Sequence[Sequence[Deed]], home: Path) -> Iterator[str]:
    """In what the library differs from all that was acknowledged, made once more in its order."""
    done = [deed for one in deeds for deed in one if deed["step"] is not None]
    yield from (f"skipped: {deed}" for deed in done if deed.get("skipped"))
    undone = Counter(deed["step"] for deed in done if deed["kind"] == "undone")
    undone.subtract(deed["step"] for deed in done if deed["kind"] == "redone")
    made = [deed for deed in done if deed["kind"] == "made"]
    standing = sorted(deed["step"] for deed in made if not undone[deed["step"]])
    with Library(Paths.standard(home)) as library:
        entries = library.entries(sorted(library.newest_ids()))
        kept = sorted(step.id for step in library.history(_ALL_STEPS) if not step.undone)
    if kept != standing:
        yield f"steps that stand: {sorted(set(kept) ^ set(standing))[:_TOLD]} are too many or few"
    wanted = _replayed([deed for deed in made if not undone[deed["step"]]])
    for entry in entries:
        if entry.triage != wanted.get(entry.id, Triage()):
            yield f"paper {entry.id}: {entry.triage} in place of {wanted.get(entry.id)}"


def _replayed(made: Sequence[Deed]) -> dict[int, Triage]:
    """The triage that the steps come to, by paper."""
    triage: dict[int, Triage] = {}
    for deed in sorted(made, key=lambda deed: int(deed["step"])):
        change = TriageChange(**deed["setting"])
        for paper_id in deed["papers"]:
            triage[paper_id] = change.applied_to(triage.get(paper_id, Triage()))
    return triage
