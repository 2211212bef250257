"""``python -m tests.bench NAME``: measure papertui side by side with what it is compared to."""

import argparse
import importlib
from collections.abc import Sequence

BENCHMARKS = ("reader",)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one benchmark and print its table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("name", choices=BENCHMARKS)
    parser.add_argument("--rounds", type=int, default=15, help="starts measured of each program")
    options = parser.parse_args(arguments)
    importlib.import_module(f"tests.bench.{options.name}").run(options.rounds)


if __name__ == "__main__":
    main()
