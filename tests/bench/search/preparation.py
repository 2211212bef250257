"""From a file of papers, or none, to the corpus that all processes read."""

import json
import lzma
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

from tests.bench.search.corpus import Corpus
from tests.bench.search.generated import USUAL_SIZE, generated_records
from tests.bench.search.respelling import Respelling, Vocabulary, vocabulary_of

REAL_PAPERS = Path(__file__).resolve().parents[4] / "shared/data/arxiv_100k.jsonl.xz"

_PER_MONTH = 100_000


@dataclass(frozen=True)
class Source:
    """Where the original papers come from: a file (JSONL, plain or xz), or nowhere."""

    path: Path | None
    limit: int | None

    @classmethod
    def chosen(cls, papers: Path | None, limit: int | None) -> "Source":
        """The file asked for, else the real papers when they are there."""
        return cls(papers or (REAL_PAPERS if REAL_PAPERS.exists() else None), limit)

    def __str__(self) -> str:
        return "generated papers" if self.path is None else self.path.name

    def records(self) -> Iterator[dict[str, Any]]:
        """One JSON object for each paper."""
        if self.path is None:
            yield from generated_records(self.limit or USUAL_SIZE)
            return
        opened = lzma.open if self.path.suffix == ".xz" else open
        with opened(self.path, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, islice(lines, self.limit))


def write_originals(source: Source, path: Path) -> tuple[Corpus, Vocabulary]:
    """The corpus without copies, and its words."""
    size = _write(path, map(_with_upvotes, source.records()))
    return Corpus(path, size, size), vocabulary_of(_records_of(path), size)


def write_copies(originals: Corpus, vocabulary: Vocabulary, copies: int, path: Path) -> Corpus:
    """The corpus with every paper ``copies`` times, the first time as it is."""
    respelling = Respelling(vocabulary)

    def records() -> Iterator[dict[str, Any]]:
        yield from _records_of(originals.path)
        for copy in range(1, copies):
            for serial, record in enumerate(_records_of(originals.path)):
                copied = respelling.respelled(record, copy)
                yield copied | {"arxiv_id": _unused_id((copy - 1) * originals.size + serial)}

    return Corpus(path, _write(path, records()), originals.size)


def words_counted(corpus: Corpus) -> int:
    """How many distinct words of four or more letters there are."""
    return len(vocabulary_of(_records_of(corpus.path), corpus.size).frequencies)


def _write(path: Path, records: Iterable[dict[str, Any]]) -> int:
    size = 0
    with path.open("w", encoding="utf-8") as lines:
        for record in records:
            lines.write(f"{json.dumps(record, ensure_ascii=False)}\n")
            size += 1
    return size


def _records_of(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _with_upvotes(record: dict[str, Any]) -> dict[str, Any]:
    """With a few upvotes where the source counts none, so that ranges of them find something."""
    drawn = Random(record["title"]).paretovariate(0.8)
    return {"upvotes": min(int(drawn) - 1, 1_000)} | record


def _unused_id(serial: int) -> str:
    """An arXiv id of a month to come: copies are papers of their own."""
    years, month = divmod(serial // _PER_MONTH, 12)
    return f"{60 + years}{month + 1:02d}.{serial % _PER_MONTH:05d}"
