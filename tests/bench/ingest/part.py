"""What one part of the benchmark comes to."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.bench.figures import Figure

MB = 2**20 / 1e6
"""Megabytes in a mebibyte: goals for memory are in the former, measurements in the latter."""


@dataclass(frozen=True)
class Part:
    """Figures with their goals, lines about what stands behind them, and what must not be so."""

    title: str
    figures: Sequence[Figure] = ()
    details: Sequence[str] = ()
    wrong: Sequence[str] = ()
