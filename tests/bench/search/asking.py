"""How long an engine takes to answer."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.bench.search.engines import engine
from tests.bench.search.engines.engine import Engine, InexpressibleError
from tests.bench.search.engines.own import Own
from tests.bench.search.questions import Question
from tui.search.language import parse

Times = dict[int, list[float]]
"""Milliseconds of each time that a question was asked, by the question's place."""

_SHORTEST_STOCK_PREFIX = 4
_STOCK_PATIENCE = 600.0


@dataclass(frozen=True)
class Asked:
    """``first``: right after the index was opened. ``warm``: again and again after that."""

    warm: Times
    first: Times = field(default_factory=dict)
    facets: Times = field(default_factory=dict)
    parsing: Times = field(default_factory=dict)


def ask(name: str, folder: Path, questions: Sequence[Question], rounds: int) -> Asked:
    """Ask all that the engine can express, first after opening and then ``rounds`` times."""
    asked = engine(name, folder)
    prepared = prepared_questions(asked, questions)
    first = {place: [_first_time(asked, query)] for place, query in prepared.items()}
    warm = _in_rounds(prepared, asked.answer, rounds)
    asked.close()
    return Asked(warm, first)


def ask_own(folder: Path, questions: Sequence[Question], rounds: int) -> Asked:
    """Ask papertui, with and without facets; how long parsing takes is told apart."""
    asked = ask("papertui", folder, questions, rounds)
    own = Own(folder / "papertui")
    own.open()
    prepared = prepared_questions(own, questions)
    facets = _in_rounds(prepared, lambda query: own.hits(query, facets=True), rounds)
    own.close()
    texts = dict(enumerate(questions))
    parsing = _in_rounds(texts, lambda asked: parse(asked.text, typing=asked.typing), 1)
    return Asked(asked.warm, asked.first, facets, parsing)


def ask_stock(folder: Path, questions: Sequence[Question]) -> Asked:
    """Ask stock Whoosh once, without prefixes of a few letters, for ten minutes at most.

    It takes seconds to minutes for a short prefix. Each was asked when the index was open already.
    """
    stock = engine("whoosh", folder)
    stock.open()
    end = time.perf_counter() + _STOCK_PATIENCE
    warm: Times = {}
    for place, query in prepared_questions(stock, questions).items():
        letters = questions[place].begun_letters
        too_short = letters is not None and letters < _SHORTEST_STOCK_PREFIX
        if not too_short and time.perf_counter() < end:
            warm[place] = [_milliseconds(stock.answer, query)]
    stock.close()
    return Asked(warm)


def prepared_questions(asked: Engine, questions: Sequence[Question]) -> dict[int, Any]:
    """The engine's own queries for the questions that it can express, by place."""
    prepared = {}
    asked.open()
    for place, question in enumerate(questions):
        try:
            prepared[place] = asked.prepare(question)
        except InexpressibleError:
            continue
    return prepared


def _first_time(asked: Engine, query: Any) -> float:
    asked.close()
    asked.open()
    return _milliseconds(asked.answer, query)


def _in_rounds(queries: dict[int, Any], answer: Callable[[Any], object], rounds: int) -> Times:
    """Every query once a round, after one round that isn't counted."""
    for query in queries.values():
        answer(query)
    times: Times = {place: [] for place in queries}
    for _ in range(rounds):
        for place, query in queries.items():
            times[place].append(_milliseconds(answer, query))
    return times


def _milliseconds(answer: Callable[[Any], object], query: Any) -> float:
    started = time.perf_counter()
    answer(query)
    return (time.perf_counter() - started) * 1e3
