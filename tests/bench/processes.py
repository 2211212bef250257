"""A process of its own for each thing measured, so that its memory is its own."""

import os
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any, Generic, TypeVar

from tests.bench.memory import children_peak_mib, peak_mib

Outcome = TypeVar("Outcome")


@dataclass(frozen=True)
class Measured(Generic[Outcome]):
    """What a task gave, and the most memory its process ever held, in MiB."""

    outcome: Outcome
    peak_mib: float


@dataclass(frozen=True)
class Ended:
    """A program that ended: after how many seconds, and the most memory it held, in MiB."""

    seconds: float
    peak_mib: float


def in_fresh_process(task: Callable[..., Outcome], *arguments: Any) -> Measured[Outcome]:
    """Run ``task(*arguments)``, a function of a module, in a new process that then ends."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_measured, task, arguments).result()


def ended(command: Sequence[str], env: Mapping[str, str]) -> Ended:
    """Run a program with some of its environment; raises CalledProcessError when it fails.

    It is started from a small process, because on Linux its peak begins at that of its parent.
    """
    return in_fresh_process(_run, command, env).outcome


def _measured(task: Callable[..., Outcome], arguments: tuple[Any, ...]) -> Measured[Outcome]:
    return Measured(task(*arguments), peak_mib())


def _run(command: Sequence[str], env: Mapping[str, str]) -> Ended:
    begun = time.perf_counter()
    surroundings = {**os.environ, **env}
    subprocess.run(command, env=surroundings, check=True, stdout=subprocess.DEVNULL)
    seconds = time.perf_counter() - begun
    return Ended(seconds, children_peak_mib())
