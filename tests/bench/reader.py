"""The reader on a real pseudo-terminal beside a bare Textual application, in one run."""

import argparse
import re
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.memory import peak_mib
from tests.bench.reader_home import Holding, paper_count, papertui_command
from tests.terminal import Terminal

SEEDS = 55
_KEYS = 40
_SEARCHES = ("attention long", "graph neural net", "diffusion model")
_CLEAR = "\x15"
_DOWN = "\x1b[B"
_NO_NETWORK = {"HF_HUB_OFFLINE": "1"}

_UNTIL_RESULTS = 0.2
"""Seconds without a repaint after which the results of a key count as painted: results follow the
letter that was typed, and before half a second has passed the cursor blinks."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_LARGE = 1_000_000

Shown = str | Callable[[str], bool]


@dataclass(frozen=True)
class Row:
    """A figure of ours beside the one it is compared to, in milliseconds."""

    name: str
    ours: Sequence[float]
    bare: Sequence[float]
    goal: str


@dataclass(frozen=True)
class Session:
    """What was measured in one run of the reader: times in milliseconds, the peak in MiB."""

    moves: Sequence[float]
    searches: Sequence[float]
    peak: float


def add_options(parser: argparse.ArgumentParser) -> None:
    """What can be chosen on the command line."""
    parser.add_argument("--rounds", type=int, default=15, help="starts measured of each program")
    parser.add_argument("--papers", type=Path, help="import this JSONL, plain or .xz, first")
    parser.add_argument("--limit", type=int, help="import its first so many papers only")
    parser.add_argument("--copies", type=int, default=1, help="import so many copies of them")
    parser.add_argument("--home", type=Path, help="measure on a copy of this home instead")


def run(options: argparse.Namespace) -> None:
    """Measure first frames, movement and search keystrokes, and print medians and p95."""
    holding = Holding(options.home, options.papers, options.limit, options.copies)
    rounds = range(options.rounds)
    with tempfile.TemporaryDirectory() as temporary:
        home = Path(temporary)
        fresh = [_fresh_start() for _ in rounds] if holding.is_fresh else []
        holding.put_into(home)
        _start(papertui_command(home), _papers_shown)
        starts = [_start(papertui_command(home), _papers_shown) for _ in rounds]
        session = _session(home)
        papers = paper_count(home)
    bare_starts = [_start(_bare_command(), "paper 3") for _ in rounds]
    bare_moves = _bare_moves()
    rows = [
        Row("first frame, fresh home", fresh, bare_starts, "≤ 4× (median)"),
        Row("first frame, second start", starts, bare_starts, _first_frame_goal(papers)),
        Row("j to repaint", session.moves, bare_moves, _move_goal(papers)),
        Row("search key to results", session.searches, bare_moves, _search_goal(papers)),
    ]
    print(f"papertui reader benchmark · {papers:,} papers · {options.rounds} starts each")
    print(*_table([row for row in rows if row.ours]), sep="\n")
    print(f"peak memory of the reader, after searching: {session.peak:.0f} MiB"
          f"  {_memory_goal(papers)}")  # fmt: skip


def _first_frame_goal(papers: int) -> str:
    if papers >= _LARGE:
        return "≤ 2.5× (median)"
    return "≤ 1.7× (median)" if papers == SEEDS else "≤ 2× (median)"


def _move_goal(papers: int) -> str:
    return "p95 ≤ 1.7×" if papers == SEEDS else "p95 ≤ 1×"


def _search_goal(papers: int) -> str:
    return "p95 ≤ 60 ms" if papers == SEEDS else "p95 ≤ 50 ms"


def _memory_goal(papers: int) -> str:
    return "≤ 1,536 MiB" if papers >= _LARGE else "≤ 350 MiB"


def _bare_command() -> list[str]:
    return [sys.executable, str(Path(__file__).with_name("bare.py")), str(SEEDS)]


def _papers_shown(screen: str) -> bool:
    return len(_DAY.findall(screen)) > 5


def _start(command: list[str], shown: Shown) -> float:
    """Milliseconds from the start of a program to the frame that shows its rows."""
    with Terminal(command, env=_NO_NETWORK) as terminal:
        terminal.wait_for(shown)
        painted = terminal.seconds_to_first_paint * 1e3
        terminal.wait_until_quiet()
        return painted


def _fresh_start() -> float:
    with tempfile.TemporaryDirectory() as home:
        return _start(papertui_command(Path(home)), _papers_shown)


def _session(home: Path) -> Session:
    """Moving and searching in one run of the reader, as a person does."""
    with Terminal(papertui_command(home), env=_NO_NETWORK) as terminal:
        terminal.wait_for(_papers_shown)
        terminal.wait_until_quiet(0.5)
        moves = [_time_key(terminal, "j") for _ in range(_KEYS)]
        searches = list(_search_times(terminal))
        return Session(moves, searches, peak_mib(terminal.process.pid))


def _bare_moves() -> list[float]:
    with Terminal(_bare_command()) as terminal:
        terminal.wait_for("paper 3")
        terminal.wait_until_quiet(0.5)
        return [_time_key(terminal, _DOWN) for _ in range(_KEYS)]


def _search_times(terminal: Terminal) -> Iterator[float]:
    """Milliseconds from each key typed into the search bar to the results painted."""
    _time_key(terminal, "/")
    for text in _SEARCHES:
        _time_key(terminal, _CLEAR)
        terminal.wait_until_quiet(_UNTIL_RESULTS)
        for key in text:
            yield _time_key(terminal, key, _UNTIL_RESULTS)


def _time_key(terminal: Terminal, key: str, quiet: float = 0.12) -> float:
    """Milliseconds from a key to the end of its repaint."""
    terminal.press(key)
    terminal.wait_until_quiet(quiet)
    return terminal.milliseconds_since_key


def _table(rows: Sequence[Row]) -> Iterator[str]:
    yield f"{'':28}{'papertui ms':>22}{'bare Textual ms':>22}{'ratio':>16}"
    yield f"{'':28}{'median':>11}{'p95':>11}{'median':>11}{'p95':>11}{'median':>8}{'p95':>8}  goal"
    for row in rows:
        ours, bare = _median_and_p95(row.ours), _median_and_p95(row.bare)
        ratios = [mine / theirs for mine, theirs in zip(ours, bare, strict=True)]
        figures = "".join(f"{figure:11.1f}" for figure in (*ours, *bare))
        yield f"{row.name:28}{figures}{ratios[0]:8.2f}{ratios[1]:8.2f}  {row.goal}"


def _median_and_p95(figures: Sequence[float]) -> tuple[float, float]:
    ordered = sorted(figures)
    return statistics.median(ordered), ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
