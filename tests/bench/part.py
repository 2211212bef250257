"""What one part of the benchmark comes to."""

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass

from tests.bench.figures import Figure

MB = 2**20 / 1e6
"""Megabytes in a mebibyte: goals for memory are in the former, measurements in the latter."""
_NAME = 54
_VALUE = 16


@dataclass(frozen=True)
class Part:
    """Figures with their goals, lines about what stands behind them, and what must not be so."""

    title: str
    figures: Sequence[Figure] = ()
    details: Sequence[str] = ()
    wrong: Sequence[str] = ()

    def print(self) -> None:
        """Show the part."""
        print(self.title)
        for figure in self.figures:
            print(f"  {figure.name:{_NAME}}{figure.printed:>{_VALUE}}  {figure.verdict()}".rstrip())
        wrong = [f"WRONG: {what}" for what in self.wrong]
        print(*_indented([*self.details, *wrong]), "", sep="\n", flush=True)


def machine() -> str:
    """The cores and how many processes wanted them of late, which all times suffer from."""
    return f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} · {platform.platform()}"


def _indented(lines: Sequence[str]) -> list[str]:
    return [f"  {line}" for line in lines]
