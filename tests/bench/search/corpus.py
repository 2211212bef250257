"""The papers that every index is built from: one file of lines, read again by each process."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from tui.papers.paper import Paper
from tui.sources.item import Found
from tui.sources.jsonl import read_jsonl

BATCH = 10_000
"""How many papers are indexed in one commit, as the library does."""

Numbered = tuple[int, Paper]


@dataclass(frozen=True, slots=True)
class Corpus:
    """``size`` papers, one a line of ``path``, numbered from 1.

    The first ``originals`` are as they were published. Every run of as many after them is a copy
    of them with words respelled, in the same order.
    """

    path: Path
    size: int
    originals: int

    def batches(self, last: int) -> Iterator[list[Numbered]]:
        """The papers up to number ``last``, `BATCH` at a time."""
        papers = islice(self.papers(), last)
        while batch := list(islice(papers, BATCH)):
            yield batch

    def papers(self, first: int = 1) -> Iterator[Numbered]:
        """The papers numbered from ``first`` on."""
        with self.path.open(encoding="utf-8") as lines:
            yield from enumerate(map(_paper, islice(lines, first - 1, self.size)), start=first)

    def papers_numbered(self, numbers: Collection[int]) -> list[Numbered]:
        """Some of the papers, in the order of their numbers."""
        wanted = frozenset(numbers)
        with self.path.open(encoding="utf-8") as lines:
            return [(n, _paper(line)) for n, line in enumerate(lines, start=1) if n in wanted]

    def original_of(self, number: int) -> int:
        """The number of the paper that a copy was made from; an original's own."""
        return (number - 1) % self.originals + 1


def _paper(line: str) -> Paper:
    found = next(read_jsonl([line]))
    if not isinstance(found, Found):
        raise ValueError(f"{found.reason}: {line[:80]}")
    return found.paper
