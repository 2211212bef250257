"""A process of its own for each thing measured, so that its memory is its own."""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any, Generic, TypeVar

from tests.bench.memory import peak_mib

Outcome = TypeVar("Outcome")


@dataclass(frozen=True)
class Measured(Generic[Outcome]):
    """What a task gave, and the most memory its process ever held, in MiB."""

    outcome: Outcome
    peak_mib: float


def in_fresh_process(task: Callable[..., Outcome], *arguments: Any) -> Measured[Outcome]:
    """Run ``task(*arguments)``, a function of a module, in a new process that then ends."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_measured, task, arguments).result()


def _measured(task: Callable[..., Outcome], arguments: tuple[Any, ...]) -> Measured[Outcome]:
    return Measured(task(*arguments), peak_mib())
