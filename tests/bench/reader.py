"""The reader on a real pseudo-terminal beside a bare Textual application, in one run."""

import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.terminal import Terminal

SEEDS = 55
_KEYS = 40
_SEARCH = "attention long"


@dataclass(frozen=True)
class Row:
    """A figure of ours beside the one it is compared to, in milliseconds."""

    name: str
    ours: Sequence[float]
    bare: Sequence[float]
    goal: str


def run(rounds: int) -> None:
    """Measure first frames, movement and search keystrokes, and print medians and p95."""
    bare_starts = [_start(_bare_command(), "paper 3") for _ in range(rounds)]
    fresh = [_fresh_start() for _ in range(rounds)]
    with tempfile.TemporaryDirectory() as home:
        _start(_papertui(home), _papers_shown)
        second = [_start(_papertui(home), _papers_shown) for _ in range(rounds)]
        moves = _key_times(_papertui(home), _papers_shown, ["j"] * _KEYS)
        searches = _search_times(home)
    bare_moves = _key_times(_bare_command(), "paper 3", ["\x1b[B"] * _KEYS)
    _print_table(
        [
            Row("first frame, fresh home", fresh, bare_starts, "≤ 4× (median)"),
            Row("first frame, second start", second, bare_starts, "≤ 1.7× (median)"),
            Row("j to repaint", moves, bare_moves, "p95 ≤ 1.7×"),
            Row("search key to results", searches, bare_moves, "p95 ≤ 60 ms"),
        ]
    )


def _papertui(home: str) -> list[str]:
    installed = Path(sys.executable).with_name("papertui")
    command = [str(installed)] if installed.exists() else [sys.executable, "-m", "tui"]
    return ["env", f"PAPERTUI_HOME={home}", *command]


def _bare_command() -> list[str]:
    return [sys.executable, str(Path(__file__).with_name("bare.py")), str(SEEDS)]


def _papers_shown(screen: str) -> bool:
    return screen.count("2025-03-11") > 5


def _start(command: list[str], shown: str | Callable[[str], bool]) -> float:
    """Milliseconds from the start of a program to the frame that shows its rows."""
    with Terminal(command) as terminal:
        terminal.wait_for(shown)
        painted = terminal.seconds_to_first_paint * 1e3
        terminal.wait_until_quiet()
        return painted


def _fresh_start() -> float:
    home = tempfile.mkdtemp()
    try:
        return _start(_papertui(home), _papers_shown)
    finally:
        shutil.rmtree(home)


def _key_times(
    command: list[str], shown: str | Callable[[str], bool], keys: Sequence[str]
) -> list[float]:
    """Milliseconds from each key to the end of its repaint."""
    with Terminal(command) as terminal:
        terminal.wait_for(shown)
        terminal.wait_until_quiet(0.5)
        return [_time_key(terminal, key) for key in keys]


def _time_key(terminal: Terminal, key: str) -> float:
    terminal.press(key)
    terminal.wait_until_quiet()
    return terminal.milliseconds_since_key


def _search_times(home: str) -> list[float]:
    """Milliseconds from each key typed into the search bar to the results painted."""
    with Terminal(_papertui(home)) as terminal:
        terminal.wait_for(_papers_shown)
        terminal.wait_until_quiet(0.5)
        terminal.press("/")
        terminal.wait_until_quiet()
        return [_time_key(terminal, key) for key in _SEARCH]


def _print_table(rows: Sequence[Row]) -> None:
    print(f"{'':28}{'papertui ms':>22}{'bare Textual ms':>22}{'ratio':>16}")
    print(f"{'':28}{'median':>11}{'p95':>11}{'median':>11}{'p95':>11}{'median':>8}{'p95':>8}  goal")
    for row in rows:
        ours, bare = _median_and_p95(row.ours), _median_and_p95(row.bare)
        ratios = [mine / theirs for mine, theirs in zip(ours, bare, strict=True)]
        figures = "".join(f"{figure:11.1f}" for figure in (*ours, *bare))
        print(f"{row.name:28}{figures}{ratios[0]:8.2f}{ratios[1]:8.2f}  {row.goal}")


def _median_and_p95(figures: Sequence[float]) -> tuple[float, float]:
    ordered = sorted(figures)
    return statistics.median(ordered), ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
