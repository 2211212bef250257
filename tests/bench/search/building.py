"""How fast an engine builds its index, how large that is, and how soon more papers are found."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.search.corpus import Corpus, Numbered
from tests.bench.search.engines import engine
from tests.bench.search.engines.engine import Engine
from tests.bench.search.questions import Question

_MORE = 1_000
_MOST_MORE = 1 / 10


@dataclass(frozen=True, slots=True)
class Build:
    """``papers`` built in ``seconds``, then ``more`` added and found in ``more_seconds``.

    ``size`` is in bytes, at the end.
    """

    papers: int
    seconds: float
    more: int
    more_seconds: float
    size: int

    @property
    def rate(self) -> float:
        """Papers a second."""
        return self.papers / self.seconds

    @property
    def bytes_a_paper(self) -> float:
        """How much of the index there is for each paper."""
        return self.size / (self.papers + self.more)


def build(name: str, folder: Path, corpus: Corpus, question: Question) -> Build:
    """Build the index of all papers but the last 1,000, then add these in one go and search.

    Reading the papers is not part of the time. Raises ImportError when the engine isn't installed.
    """
    more = min(_MORE, int(corpus.size * _MOST_MORE))
    before = corpus.size - more
    made = engine(name, folder)
    supply = _Supply(corpus.batches(before))
    started = time.perf_counter()
    made.build(supply)
    seconds = time.perf_counter() - started - supply.seconds
    added = list(corpus.papers(before + 1))
    more_seconds = _until_found(made, added, question)
    if (found := made.paper_count()) != corpus.size:
        raise RuntimeError(f"{name} finds {found} of {corpus.size} papers.")
    made.close()
    return Build(before, seconds, more, more_seconds, made.size())


def _until_found(made: Engine, papers: Sequence[Numbered], question: Question) -> float:
    """Seconds from papers to be added to the first answer that takes them in."""
    started = time.perf_counter()
    made.add(papers)
    made.open()
    made.answer(made.prepare(question))
    return time.perf_counter() - started


class _Supply:
    """Batches of papers, and the seconds it took to read them."""

    def __init__(self, batches: Iterator[list[Numbered]]) -> None:
        self._batches = batches
        self.seconds = 0.0

    def __iter__(self) -> Iterator[list[Numbered]]:
        return self

    def __next__(self) -> list[Numbered]:
        started = time.perf_counter()
        try:
            return next(self._batches)
        finally:
            self.seconds += time.perf_counter() - started
