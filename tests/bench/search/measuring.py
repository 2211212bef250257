"""One corpus measured whole: every engine built and asked, papertui's answers checked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tests.bench.processes import Measured, in_fresh_process
from tests.bench.search.asking import Asked, ask, ask_own, ask_stock
from tests.bench.search.building import Build, build
from tests.bench.search.corpus import Corpus
from tests.bench.search.known_items import Recall, Trial, recalls
from tests.bench.search.oracle import Difference, differences
from tests.bench.search.questions import Question

STOCK_LIMIT = 20_000
"""Papers of a multiplied corpus that stock Whoosh is built over: all would take it an hour."""

_PEER_ROUNDS = 2
"""Times that other engines are asked each question at most; some of them take seconds to answer."""

Tell = Callable[[str], None]
"""Told what is being done, since some of it takes minutes."""


@dataclass(frozen=True)
class Plan:
    """What is measured: which peers, which questions and trials, and how often."""

    peers: Sequence[str]
    questions: Sequence[Question]
    trials: Sequence[Trial]
    rounds: int


@dataclass(frozen=True)
class Measurement:
    """What was measured over one corpus, the engines by name.

    ``differences`` is ``None`` where there was no stock Whoosh to compare with.
    """

    corpus: Corpus
    builds: dict[str, Measured[Build]]
    asked: dict[str, Measured[Asked]]
    right_words: Recall
    wrong_words: Recall
    differences: Sequence[Difference] | None


def measure(corpus: Corpus, plan: Plan, folder: Path, tell: Tell) -> Measurement:
    """Build, ask and check, one after the other, each in a process of its own."""
    multiplied = corpus.size > corpus.originals
    builds = {name: _built(name, folder, corpus, plan, tell) for name in ("papertui", *plan.peers)}
    asked = {
        name: _asked(name, folder, plan, tell)
        for name in builds
        if not (multiplied and name == "whoosh")
    }
    tell("looking for known papers")
    right, wrong = in_fresh_process(recalls, folder, corpus, plan.trials).outcome
    return Measurement(
        corpus, builds, asked, right, wrong, _checked(folder, corpus, plan, tell, "whoosh" in asked)
    )


def _built(name: str, folder: Path, corpus: Corpus, plan: Plan, tell: Tell) -> Measured[Build]:
    if name == "whoosh" and corpus.size > corpus.originals:
        corpus = replace(corpus, size=min(corpus.size, STOCK_LIMIT))
    tell(f"{name}: building over {corpus.size:,} papers")
    return in_fresh_process(build, name, folder, corpus, plan.questions[0])


def _asked(name: str, folder: Path, plan: Plan, tell: Tell) -> Measured[Asked]:
    tell(f"{name}: asking")
    match name:
        case "papertui":
            return in_fresh_process(ask_own, folder, plan.questions, plan.rounds)
        case "whoosh":
            return in_fresh_process(ask_stock, folder, plan.questions)
        case _:
            rounds = min(plan.rounds, _PEER_ROUNDS)
            return in_fresh_process(ask, name, folder, plan.questions, rounds)


def _checked(
    folder: Path, corpus: Corpus, plan: Plan, tell: Tell, possible: bool
) -> Sequence[Difference] | None:
    if not possible:
        return None
    tell("comparing the answers with those of stock Whoosh, leaf by leaf")
    return in_fresh_process(differences, folder, corpus, plan.questions).outcome
