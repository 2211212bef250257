"""Ten thousand papers marked as one step, and whether the screen goes on meanwhile."""

import json
import time
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tests.bench.figures import Figure, at_least, at_most, median
from tests.bench.part import Part
from tests.bench.reader_home import Holding, papertui_command, run_papertui
from tests.bench.search.generated import generated_records
from tests.terminal import Terminal
from tui.library import Library
from tui.paths import Paths

_MARKED, _PAPERS, _ROUNDS = 10_000, 100_000, 5
_MARKED_SAID = "marked as read"
_CURSOR = "▌"
_PATIENCE = 60.0


def measure(options: Namespace, folder: Path) -> Part:
    """The part about marking many papers at once."""
    home = _home(options.home, folder)
    with Library(Paths.standard(home)) as library:
        papers = library.counts().total
        marking, undoing, redoing = _times(library)
        since = library.entries([library.newest_ids(_MARKED)[-1]])[0].paper.day
    selected, painted, moves = _at_the_reader(home, f"date:>={since}")
    return Part(
        f"{_MARKED:,} of {papers:,} papers marked as one step",
        [
            Figure("papers in the library", papers, "", at_least(_PAPERS)),
            Figure("marked: median", median(marking), "s", at_most(1)),
            Figure("  undone: median", median(undoing), "s", at_most(1)),
            Figure("  redone: median", median(redoing), "s", at_most(1)),
            Figure("at the reader: papers selected", selected, "", at_least(_MARKED)),
            Figure("  from the key to the sentence that says so", painted, "s", at_most(1)),
            Figure("  longest wait for a move of the cursor meanwhile", max(moves), "ms"),
            Figure("  median of them", median(moves), "ms"),
        ],
    )


def _home(given: Path | None, folder: Path) -> Path:
    """A home of the bench's own with many papers in it, indexed."""
    home = folder / "home"
    home.mkdir()
    if given is None:
        papers = folder / "papers.jsonl"
        with papers.open("w", encoding="utf-8") as lines:
            lines.writelines(f"{json.dumps(one)}\n" for one in generated_records(_PAPERS))
        run_papertui(home, "import", str(papers))
    Holding(given, None, None, 1).put_into(home)
    return home


def _times(library: Library) -> tuple[list[float], list[float], list[float]]:
    """Seconds of marking, of taking that back, and of making it again."""
    ids = library.newest_ids(_MARKED)
    times: tuple[list[float], list[float], list[float]] = ([], [], [])
    for _ in range(_ROUNDS):
        steps: Sequence[Callable[[], object]] = (
            lambda: library.toggle("archived", ids),
            library.undo,
            library.redo,
            library.undo,
        )
        for kind, step in zip((*times, []), steps, strict=True):
            kind.append(_seconds(step))
    return times


def _seconds(step: Callable[[], object]) -> float:
    begun = time.perf_counter()
    step()
    return time.perf_counter() - begun


def _at_the_reader(home: Path, query: str) -> tuple[int, float, list[float]]:
    """How many papers were marked, in how many seconds, and milliseconds of each move meanwhile."""
    with Terminal([*papertui_command(home), query], env={"HF_HUB_OFFLINE": "1"}) as terminal:
        terminal.wait_for(" ms ", _PATIENCE)
        terminal.wait_until_quiet(0.5)
        terminal.press("*")
        terminal.wait_for(" selected")
        selected = terminal.line(0).split(" selected")[0].rsplit("· ", 1)[1]
        terminal.press("m")
        begun, moves = terminal.pressed, list(_moves_until_said(terminal))
        return int(selected.replace(",", "")), terminal.painted - begun, moves


def _moves_until_said(terminal: Terminal) -> Iterator[float]:
    """Milliseconds from each key that moves the cursor, down and up, to its new row."""
    end = time.perf_counter() + _PATIENCE
    above = _cursor_rows(terminal)
    below = [row + len(above) for row in above]
    while _MARKED_SAID not in terminal.text:
        if time.perf_counter() > end:
            raise TimeoutError(f"The marks were never said:\n{terminal.text}")
        yield _move(terminal, "j", below)
        yield _move(terminal, "k", above)


def _move(terminal: Terminal, key: str, rows: list[int]) -> float:
    terminal.press(key)
    if not terminal.wait_until(lambda: _cursor_rows(terminal) == rows):
        raise TimeoutError(f"The cursor never moved to {rows}:\n{terminal.text}")
    return terminal.milliseconds_since_key


def _cursor_rows(terminal: Terminal) -> list[int]:
    """The lines of the screen that the row under the cursor takes."""
    return [row for row, line in enumerate(terminal.text.splitlines()) if _CURSOR in line]
