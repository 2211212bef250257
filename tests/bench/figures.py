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

    sign: Literal["≤", "≥", "="]
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
        over = value - bound
        return abs(over) if self.sign == "=" else max(0.0, over if self.sign == "≤" else -over)


NO_GOAL = Goal("≤", None, None)


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that was measured, with its unit and what it should be."""

    name: str
    value: float
    unit: str = ""
    goal: Goal = NO_GOAL

    @property
    def printed(self) -> str:
        """The number, to as many digits as tell something, and its unit."""
        digits = (
            0
            if isinstance(self.value, int) or self.value >= 1_000
            else 1
            if self.value >= 100
            else 2
        )
        return f"{self.value:,.{digits}f} {self.unit:3}"

    def verdict(self, papers: int = 0) -> str:
        """The goal in a library of so many papers, and whether it is reached."""
        bound = self.goal.bound(papers)
        if bound is None:
            return ""
        goal = f"{self.goal.sign} {bound:,g} {self.unit}"
        short = self.goal.shortfall(self.value, papers)
        return f"{goal:10}  short by {short:,.2f} {self.unit}" if short else f"{goal:10}  reached"


def at_most(usual: float | None = None, *, large: float | None = None) -> Goal:
    """The figure may not be greater."""
    return Goal("≤", usual, large)


def at_least(bound: float) -> Goal:
    """The figure may not be smaller, however large the library is."""
    return Goal("≥", bound, bound)


def exactly(bound: float) -> Goal:
    """The figure may be no other, however large the library is."""
    return Goal("=", bound, bound)


def percentile(values: Iterable[float], share: float) -> float:
    """The smallest value that at least ``share`` of the values don't exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def median(values: Iterable[float]) -> float:
    """The middle value."""
    return statistics.median(values)
