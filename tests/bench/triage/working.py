"""``python -m tests.bench.triage.working HOME SEED COUNT LOG``: work, and write down each deed.

A line of the log is one action that was acknowledged: how many milliseconds it took, the step that
it made, undid or redid, and for a step made what it set on which papers.
"""

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any, TextIO

from tui.library import Library, Step, Undone
from tui.papers.paper import TriageChange
from tui.paths import Paths

PROCESSES = 2
_COMMON = 10
"""So many papers both processes work on."""
_TAGS = ("vision", "toread", "speech")

Setting = dict[str, Any]


def work(home: Path, seed: int, count: int, log: TextIO) -> None:
    """Do so many things with papers of one's own and with those of all."""
    random = Random(seed)
    with Library(Paths.standard(home)) as library:
        ids = sorted(library.newest_ids())
        own = [*ids[:_COMMON], *ids[_COMMON + seed % PROCESSES :: PROCESSES]]
        for _ in range(count):
            begun = time.perf_counter()
            deed = _do(library, random, own)
            deed["ms"] = (time.perf_counter() - begun) * 1e3
            log.write(f"{json.dumps(deed)}\n")


def _do(library: Library, random: Random, own: Sequence[int]) -> dict[str, Any]:
    kind = random.choices(("made", "undone", "redone"), (80, 12, 8))[0]
    if kind == "made":
        papers, setting = random.sample(own, random.randint(1, 3)), _drawn_setting(random)
        step = library.triage(papers, TriageChange(**setting), "worked")
        return {"kind": kind, "step": _number(step), "papers": papers, "setting": setting}
    walked = library.undo() if kind == "undone" else library.redo()
    return {"kind": kind, "step": _number(walked), "skipped": walked.skipped if walked else 0}


def _number(step: Step | Undone | None) -> int | None:
    """The number of a step; ``None`` where nothing was to do."""
    if step is None:
        return None
    return step.step.id if isinstance(step, Undone) else step.id


def _drawn_setting(random: Random) -> Setting:
    mark = random.choice(("bookmarked", "read", "archived", "note", "add_tags", "remove_tags"))
    if mark == "note":
        return {"note": f"seen {random.random()}"}
    if mark.endswith("tags"):
        return {mark: [random.choice(_TAGS)]}
    return {mark: random.random() < 0.5}


if __name__ == "__main__":
    _, home, seed, count, log = sys.argv
    with Path(log).open("w", encoding="utf-8") as lines:
        work(Path(home), int(seed), int(count), lines)
