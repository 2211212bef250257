"""Triage: what an action costs, and that nothing is lost, whatever ends process or power."""

import argparse
import platform
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.bench.part import Part, machine
from tests.bench.triage import acting, bulk, killed, killed_commands, power, two_processes, undoing

_PARTS: dict[str, Callable[[argparse.Namespace, Path], Part]] = {
    "action": acting.measure,
    "undo": undoing.measure,
    "bulk": bulk.measure,
    "processes": two_processes.measure,
    "power": power.measure,
    "commands": killed_commands.measure,
    "killed": killed.measure,
}
"""How each part is measured, those that take long last."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """What can be chosen on the command line."""
    parser.add_argument("--only", type=_names, default=list(_PARTS), help="parts, with commas")
    parser.add_argument("--rounds", type=int, default=200, help="readers killed")
    parser.add_argument("--kills", type=int, default=50, help="kills of each other command")
    parser.add_argument("--actions", type=int, default=500, help="actions of each reader")
    parser.add_argument("--steps", type=int, default=1_000, help="steps undone and redone")
    parser.add_argument("--each", type=int, default=2_000, help="actions of each of two processes")
    parser.add_argument("--cuts", type=int, default=1_000, help="moments of a power loss")
    parser.add_argument("--seed", type=int, default=0, help="what chance begins with")
    parser.add_argument("--jobs", type=int, help="readers at a time (else one for each core)")
    parser.add_argument("--home", type=Path, help="the home of 100,000 papers (else generated)")
    parser.add_argument("--folder", type=Path, help="where libraries are made (else temporary)")


def run(options: argparse.Namespace) -> None:
    """Measure and print part after part; exit with 1 if anything is lost or wrong."""
    print(f"papertui triage benchmark · Python {platform.python_version()} · {machine()}\n")
    wrong = False
    for name in options.only:
        part = _measured(name, options)
        part.print()
        wrong = wrong or bool(part.wrong)
    if wrong:
        raise SystemExit(1)


def _names(text: str) -> list[str]:
    """The parts asked for, in their order."""
    asked = text.split(",")
    if unknown := [name for name in asked if name not in _PARTS]:
        raise argparse.ArgumentTypeError(f"no part {unknown[0]!r}; there are {', '.join(_PARTS)}")
    return [name for name in _PARTS if name in asked]


def _measured(name: str, options: argparse.Namespace) -> Part:
    print(f"… {name}", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        return _PARTS[name](options, Path(folder))
