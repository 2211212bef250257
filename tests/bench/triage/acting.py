"""How long one action takes: in the library, and at the reader until its row shows it."""

import shutil
import time
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from tests.bench.figures import Figure, at_most, median, percentile
from tests.bench.part import Part
from tests.bench.triage.killed_reader import opened_reader, prepare, titles_of
from tests.bench.triage.list_on_screen import read_list
from tests.terminal import Terminal
from tui.library import Library
from tui.paths import Paths

_TOGGLES, _KEYS = 300, 60


def measure(options: Namespace, folder: Path) -> Part:
    """The part about single actions."""
    prepare(folder / "prepared")
    commits = _commits(_copy(folder, "library"))
    paints = _paints(_copy(folder, "reader"))
    return Part(
        f"One action: {_TOGGLES} marks in the library, {_KEYS} keys at the reader",
        [
            Figure("a mark on disk: median", median(commits), "ms", at_most(8)),
            Figure("  p95", percentile(commits, 0.95), "ms"),
            Figure("from the key to the row that shows it: median", median(paints), "ms"),
            Figure("  p95", percentile(paints, 0.95), "ms"),
        ],
    )


def _copy(folder: Path, name: str) -> Path:
    return Path(shutil.copytree(folder / "prepared", folder / name))


def _commits(home: Path) -> list[float]:
    """Milliseconds of each mark."""
    with Library(Paths.standard(home)) as library:
        ids = library.newest_ids()
        return [_commit(library, ids[number % len(ids)]) for number in range(_TOGGLES)]


def _commit(library: Library, paper_id: int) -> float:
    begun = time.perf_counter()
    library.toggle("bookmarked", [paper_id])
    return (time.perf_counter() - begun) * 1e3


def _paints(home: Path) -> list[float]:
    """Milliseconds from each key to the row that shows its mark."""
    titles = titles_of(home)[:1]
    with opened_reader(home) as terminal:
        terminal.wait_for("55 of 55")
        terminal.wait_until_quiet(0.5)
        return [_paint(terminal, titles, marked=number % 2 == 0) for number in range(_KEYS)]


def _paint(terminal: Terminal, titles: Sequence[str], *, marked: bool) -> float:
    terminal.press("b")

    def is_shown() -> bool:
        look = read_list(terminal, titles).looks[0]
        return look is not None and look.bookmarked == marked

    if not terminal.wait_until(is_shown):
        raise TimeoutError(f"The mark never showed:\n{terminal.text}")
    return terminal.milliseconds_since_key
