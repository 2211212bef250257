"""A reader that is killed while somebody works at it, and what its library holds afterwards."""

import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

from tests.bench.reader_home import papertui_command
from tests.bench.triage.list_on_screen import ShownList, read_list
from tests.bench.triage.reader_actions import ROWS_USED, draw_pieces, shown_by
from tests.bench.triage.reader_model import ReaderModel, State
from tests.bench.triage.soundness import unsound
from tests.bench.triage.verdict import Painted, Verdict, judged
from tests.terminal import Terminal
from tui.library import Library
from tui.paths import Paths

_ENVIRONMENT = {"HF_HUB_OFFLINE": "1", "ESCDELAY": "10"}
_COLUMNS, _ROWS = 180, 48
_PATIENCE = 10.0
_SECONDS_AN_ACTION = 0.04
"""About as long as the reader takes, so that the end comes in the middle of what was typed."""
_ALL_STEPS = 10_000


@dataclass(frozen=True, slots=True)
class Round:
    """One reader that works on a copy of ``home`` and is killed at one of its actions.

    Keys come in pieces of up to ``longest`` actions, each once the effect of the one before shows.
    """

    home: Path
    seed: int
    actions: int
    longest: int


@dataclass(frozen=True, slots=True)
class Killed:
    """What came of a round: after how many actions and seconds the end came, and the verdict."""

    round: Round
    actions: int
    seconds: float
    verdict: Verdict

    def __str__(self) -> str:
        played = f"seed {self.round.seed}, pieces of up to {self.round.longest}"
        return f"{played}, killed at action {self.actions}: {'; '.join(self.verdict.wrong)}"


def prepare(home: Path) -> None:
    """Make a home with the starter library in it, indexed."""
    with Library(Paths.standard(home)) as library:
        library.catch_up()


def play(round: Round) -> Killed:
    """Play one round through, on a home that is gone afterwards."""
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        shutil.copytree(round.home, home)
        painted = _type_until_killed(round, home, titles_of(home))
        verdict = judged(painted, _held(home), unsound(home))
    return Killed(round, len(painted.states) - 1, time.perf_counter() - begun, verdict)


def _type_until_killed(round: Round, home: Path, titles: Sequence[str]) -> Painted:
    random = Random(round.seed)
    last = random.randrange(round.actions)
    states, seen = [ReaderModel(len(titles)).state], 0
    with opened_reader(home) as terminal:
        shown = partial(read_list, terminal, titles[:ROWS_USED])
        complaint = _awaited(terminal, shown, shown_by(ReaderModel(len(titles))), "")
        for piece in draw_pieces(random, len(titles), round.actions, round.longest):
            if complaint:
                break
            terminal.press(piece.keys)
            states += piece.states
            if len(states) > last + 1:
                time.sleep(random.uniform(0, _SECONDS_AN_ACTION * len(piece.states)))
                break
            complaint = _awaited(terminal, shown, piece.shown, piece.keys)
            seen = seen if complaint else len(states) - 1
        terminal.kill()
        return Painted(states, seen, shown().looks, complaint)


def opened_reader(home: Path) -> Terminal:
    """The reader on a home, with room for the rows in use, and no network."""
    return Terminal(papertui_command(home), columns=_COLUMNS, rows=_ROWS, env=_ENVIRONMENT)


def _awaited(
    terminal: Terminal, shown: Callable[[], ShownList], wanted: ShownList, keys: str
) -> str:
    """Wait until the list looks as it must; what to complain about when it never does."""
    if terminal.wait_until(lambda: shown() == wanted, _PATIENCE):
        return ""
    return f"never painted after {keys!r}: {wanted.difference(shown())}"


def titles_of(home: Path) -> list[str]:
    with Library(Paths.standard(home)) as library:
        return [entry.paper.title for entry in library.entries(library.newest_ids())]


def _held(home: Path) -> State:
    with Library(Paths.standard(home)) as library:
        entries = library.entries(library.newest_ids())
        steps = reversed(library.history(_ALL_STEPS))
    return State(
        tuple(entry.triage for entry in entries), tuple((step.count, step.undone) for step in steps)
    )
