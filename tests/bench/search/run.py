"""The search benchmark from its options to its table."""

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path

from tests.bench.search import table
from tests.bench.search.engines import PEERS
from tests.bench.search.known_items import draw_trials
from tests.bench.search.measuring import STOCK_LIMIT, Measurement, Plan, measure
from tests.bench.search.preparation import Source, words_counted, write_copies, write_originals
from tests.bench.search.questions import draw_questions
from tests.bench.search.respelling import Vocabulary
from tests.bench.search.results import figures

_QUESTIONS = 200
_TRIALS = 1_000
_ROUNDS = 5

_NOTES = f"""
Each engine was built and asked in processes of its own, one after the other. A search is the total
and the best 50; parsing is left out. Times are of every question in every round, pooled; "first" is
of every question once, each right after the index was opened anew; "with all facets" is the search
and the counts. Ratios of medians are over the questions that the other engine can express; the
others stem in their own ways, so that their totals differ by a little. Stock Whoosh was asked once,
for the best 50 without a total, and without prefixes below 4 letters, which take it seconds; over a
multiplied corpus it is built over {STOCK_LIMIT:,} papers for its rate and its size, and not asked.
"Exact" means equal to every term and phrase scored by stock Whoosh over all documents, combined by
plain arithmetic.
"""


def add_options(parser: argparse.ArgumentParser) -> None:
    """What can be chosen on the command line."""
    parser.add_argument("--papers", type=Path, help="JSONL, plain or .xz (else generated)")
    parser.add_argument("--limit", type=int, help="use the first so many papers only")
    parser.add_argument(
        "--copies", type=int, default=1, help="also measure N copies of every paper", metavar="N"
    )
    parser.add_argument("--peers", default=",".join(PEERS), help="a list with commas, or none")
    parser.add_argument("--questions", type=int, default=_QUESTIONS, help="how much is asked")
    parser.add_argument("--rounds", type=int, default=_ROUNDS, help="times each question is asked")
    parser.add_argument("--trials", type=int, default=_TRIALS, help="known papers looked for")
    parser.add_argument("--folder", type=Path, help="where indexes are built (else temporary)")


def run(options: argparse.Namespace) -> None:
    """Measure once over the corpus, with ``--copies`` once more over its copies, and print."""
    peers = _installed(options.peers)
    with tempfile.TemporaryDirectory(dir=options.folder) as temporary:
        folder = Path(temporary)
        source = Source.chosen(options.papers, options.limit)
        _tell(f"reading {source}")
        originals, vocabulary = write_originals(source, folder / "originals.jsonl")
        plan = Plan(
            peers,
            draw_questions(originals, options.questions),
            draw_trials(originals, vocabulary.frequencies, options.trials),
            options.rounds,
        )
        once = measure(originals, plan, folder / "once", _tell)
        _print_once(source, once, plan)
        if options.copies > 1:
            _tell(f"writing {options.copies} copies")
            corpus = write_copies(originals, vocabulary, options.copies, folder / "copies.jsonl")
            multiplied = measure(corpus, plan, folder / "copies", _tell)
            _print_growth(once, multiplied, vocabulary, plan)
        print(_NOTES)


def _installed(chosen: str) -> Sequence[str]:
    peers = [] if chosen == "none" else chosen.split(",")
    if unknown := [name for name in peers if name not in PEERS]:
        raise SystemExit(f"There is no peer {unknown[0]!r}; there are {', '.join(PEERS)} and none.")
    if "tantivy" in peers and find_spec("tantivy") is None:
        _tell("tantivy is not installed and is left out; pip install '.[bench]'")
        peers.remove("tantivy")
    return peers


def _print_once(source: Source, once: Measurement, plan: Plan) -> None:
    print(
        f"papertui search benchmark · {source} · {once.corpus.size:,} papers · "
        f"{len(plan.questions)} questions × {plan.rounds} rounds · "
        f"{len(plan.trials)} known papers\n"
        f"Python {platform.python_version()} · {os.cpu_count()} cores · {platform.platform()}\n"
    )
    _print_lines(table.one_size(list(figures(once)), once.corpus.size), once, plan)


def _print_growth(
    once: Measurement, multiplied: Measurement, vocabulary: Vocabulary, plan: Plan
) -> None:
    few, many = once.corpus.size, multiplied.corpus.size
    before, after = len(vocabulary.frequencies), words_counted(multiplied.corpus)
    print(
        f"\nFrom {few:,} to {many:,} papers the vocabulary grew {after / before:.2f} times, "
        f"to {after:,} words (Heaps' law with the corpus's own β = {vocabulary.exponent:.2f}).\n"
    )
    small, large = (list(figures(measured)) for measured in (once, multiplied))
    _print_lines(table.two_sizes(small, few, large, many), multiplied, plan)


def _print_lines(figures: Iterable[str], measured: Measurement, plan: Plan) -> None:
    kinds = table.by_kind(measured, plan.questions)
    print(*figures, "", *kinds, *table.what_went_wrong(measured), sep="\n", flush=True)


def _tell(what: str) -> None:
    print(f"… {what}", file=sys.stderr, flush=True)
