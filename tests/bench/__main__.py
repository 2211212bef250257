"""``python -m tests.bench NAME``: measure papertui side by side with what it is compared to."""

import argparse
import compileall
import importlib
from collections.abc import Sequence
from pathlib import Path

import tui

BENCHMARKS = {
    "ingest": "tests.bench.ingest.run",
    "reader": "tests.bench.reader",
    "search": "tests.bench.search.run",
    "triage": "tests.bench.triage.run",
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one benchmark and print its table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    names = parser.add_subparsers(dest="name", required=True)
    for name, module in BENCHMARKS.items():
        benchmark = importlib.import_module(module)
        described = names.add_parser(name, description=benchmark.__doc__)
        benchmark.add_options(described)
        described.set_defaults(run=benchmark.run)
    options = parser.parse_args(arguments)
    # An installed papertui has its bytecode, as Textual beside it; where none may be written, a
    # checkout would be compiled anew at every start that is measured.
    compileall.compile_dir(str(Path(tui.__file__).parent), quiet=1)
    options.run(options)


if __name__ == "__main__":
    main()
