"""The reader killed again and again while somebody works at it."""

import os
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from tests.bench.figures import Figure, at_most, exactly
from tests.bench.part import Part
from tests.bench.triage.killed_reader import Killed, Round, play, prepare

_PIECES = (1, 30)
"""How many actions are typed at once: one after the other, and as fast as they can be typed."""
_TOLD = 10
_EVERY = 10


def measure(options: Namespace, folder: Path) -> Part:
    """The part about killed readers."""
    home = folder / "prepared"
    prepare(home)
    rounds = [
        Round(home, options.seed + number, options.actions, _PIECES[number % len(_PIECES)])
        for number in range(options.rounds)
    ]
    return part_of(list(_played(rounds, options.jobs or os.cpu_count() or 1)))


def part_of(killed: Sequence[Killed]) -> Part:
    """What rounds come to."""
    lost = sum(one.verdict.lost for one in killed)
    most = max((one.verdict.unpainted for one in killed), default=0)
    wrong = [str(one) for one in killed if one.verdict.wrong]
    actions = sum(one.actions for one in killed)
    seconds = sum(one.seconds for one in killed)
    return Part(
        f"The reader killed {len(killed):,} times, after {actions:,} actions in all",
        [
            Figure("painted changes lost", lost, "", exactly(0)),
            Figure("most changes on disk that weren't painted", most, "", at_most(1)),
            Figure("rounds in which something is wrong", len(wrong), "", exactly(0)),
            Figure("an action, its painting awaited", seconds / max(1, actions) * 1e3, "ms"),
        ],
        wrong=wrong[:_TOLD],
    )


def _played(rounds: Sequence[Round], jobs: int) -> Iterator[Killed]:
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        for number, killed in enumerate(pool.map(play, rounds), 1):
            yield killed
            if number % _EVERY == 0:
                print(f"  {number} of {len(rounds)} rounds", file=sys.stderr, flush=True)
