"""Figures, with the goals that they have to reach."""

import statistics
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

LARGE = 1_000_000
"""From so many papers on, the goals for a large library hold."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A bound that a figure must keep: ``usual``, or ``large`` in a large library."""

    sign: Literal["≤", "≥"]
    usual: float | None
    large: float | None

    def bound(self, papers: int) -> float | None:
        """The bound for a library of so many papers; ``None`` where any figure will do."""
        return self.large if papers >= LARGE else self.usual

    def shortfall(self, value: float, papers: int) -> float:
        """By how much a figure misses the bound; 0 when it is reached."""
        bound = self.bound(papers)
        if bound is None:
            return 0.0
        return max(0.0, value - bound if self.sign == "≤" else bound - value)


NO_GOAL = Goal("≤", None, None)


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that was measured. A heading has neither a value nor a unit."""

    name: str
    value: float
    unit: str = ""
    goal: Goal = NO_GOAL


def at_most(usual: float | None = None, *, large: float | None = None) -> Goal:
    """The figure may not be greater."""
    return Goal("≤", usual, large)


def at_least(bound: float) -> Goal:
    """The figure may not be smaller, however large the library is."""
    return Goal("≥", bound, bound)


def percentile(values: Iterable[float], share: float) -> float:
    """The smallest value that at least ``share`` of the values don't exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def median(values: Iterable[float]) -> float:
    """The middle value."""
    return statistics.median(values)
