"""Papers coming in: live, from files and in full; speed, memory and exact counts."""

import argparse
import platform
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.bench.ingest import importing, opening, samples, syncing
from tests.bench.ingest.recorded import ARCHIVE
from tests.bench.part import Part, machine

_DATA = Path(__file__).resolve().parents[4] / "shared/data"

_PARTS: dict[str, tuple[Callable[[Path, Path], Part], str]] = {
    "samples": (samples.measure, "samples"),
    "sync": (syncing.measure, ARCHIVE),
    "import": (importing.measure, importing.PAPERS),
    "text": (opening.measure, ""),
}
"""How each part is measured, and what of the recorded data it needs."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """What can be chosen on the command line."""
    parser.add_argument("--data", type=Path, default=_DATA, help="the folder of recorded data")
    parser.add_argument("--only", action="append", choices=list(_PARTS), help="leave out the rest")
    parser.add_argument("--folder", type=Path, help="where libraries are made (else temporary)")


def run(options: argparse.Namespace) -> None:
    """Measure and print part after part; exit with 1 if a count is wrong or data are missing."""
    print(f"papertui ingest benchmark · Python {platform.python_version()} · {machine()}\n")
    wrong = False
    for name in options.only or _PARTS:
        part = _measured(name, options)
        part.print()
        wrong = wrong or bool(part.wrong)
    if wrong:
        raise SystemExit(1)


def _measured(name: str, options: argparse.Namespace) -> Part:
    measure, needed = _PARTS[name]
    data = options.data / needed
    if needed and not data.exists():
        return Part(name, wrong=[f"there is no {data}; name the folder of recorded data (--data)"])
    print(f"… {name}", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        return measure(data, Path(folder))
