"""A command that is killed at any moment, and what is there afterwards."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Protocol

from tests.bench.figures import Figure, exactly
from tests.bench.part import Part
from tests.bench.reader_home import papertui_command
from tests.bench.triage.soundness import damage_of, unsound

_LONGEST = 120.0
_BEYOND_THE_END = 1.05
_TOLD = 10


class Scenario(Protocol):
    """Something that papertui is asked for, with a home prepared for it."""

    name: str
    home: Path

    @property
    def surroundings(self) -> Mapping[str, str]:
        """What the command has in its environment beside what is there."""

    def arguments(self, home: Path) -> Sequence[str]:
        """What is asked for on a copy of the home."""

    def learn(self, home: Path) -> None:
        """Take in what a run that nobody disturbed came to."""

    def wrong_after_kill(self, home: Path) -> Iterable[str]:
        """What is there but at no moment of a run that nobody disturbs."""

    def wrong_in_the_end(self, home: Path) -> Iterable[str]:
        """In what the outcome differs from that of a run that nobody disturbed."""


@dataclass
class _Tally:
    """What became of the kills of one command."""

    ended_before: int = 0
    wrong: list[str] = field(default_factory=list)


def part_of(scenario: Scenario, kills: int, seed: int) -> Part:
    """Kill a command at so many moments, each time on a fresh home, and let it go on."""
    random, tally = Random(seed), _Tally()
    seconds = _undisturbed(scenario, tally)
    for number in range(kills):
        moment = random.uniform(0, seconds * _BEYOND_THE_END)
        wrong = _round(scenario, moment, tally)
        tally.wrong += [f"kill {number}, after {moment:.3f} s: {what}" for what in wrong]
    command = f"papertui {scenario.name}"
    return Part(
        f"{command} killed {kills:,} times",
        [
            Figure(f"{command} undisturbed", seconds, "s"),
            Figure("  kills that came after its end", tally.ended_before),
            Figure("  what is lost or wrong", len(tally.wrong), "", exactly(0)),
        ],
        wrong=[f"{command}: {what}" for what in tally.wrong[:_TOLD]],
    )


def _undisturbed(scenario: Scenario, tally: _Tally) -> float:
    """How many seconds the command takes when nobody disturbs it."""
    with tempfile.TemporaryDirectory() as folder:
        home = _copy(scenario, folder)
        begun = time.perf_counter()
        tally.wrong += _completed(scenario, home)
        seconds = time.perf_counter() - begun
        scenario.learn(home)
        return seconds


def _round(scenario: Scenario, moment: float, tally: _Tally) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        home = _copy(scenario, folder)
        process = _started(scenario, home)
        with suppress(subprocess.TimeoutExpired):
            process.wait(moment)
            tally.ended_before += 1
        process.kill()
        process.communicate()
        wrong = [*damage_of(home), *scenario.wrong_after_kill(home), *_completed(scenario, home)]
        return [*wrong, *scenario.wrong_in_the_end(home), *unsound(home)]


def _copy(scenario: Scenario, folder: str) -> Path:
    return Path(shutil.copytree(scenario.home, Path(folder) / "home"))


def _started(scenario: Scenario, home: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [*papertui_command(home), *scenario.arguments(home)],
        env={**os.environ, "HF_HUB_OFFLINE": "1", **scenario.surroundings},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def _completed(scenario: Scenario, home: Path) -> list[str]:
    """Run the command to its end; what it said if it failed."""
    process = _started(scenario, home)
    try:
        said, _ = process.communicate(timeout=_LONGEST)
    finally:
        process.kill()
    return [f"it failed: {said}"] if process.returncode else []
