"""From papers to a segment: words are analysed once each, and sorted all together."""

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tui.papers.paper import Paper
from tui.papers.text import tex_to_unicode
from tui.search.analysis import fold
from tui.search.arrays.content import FieldContent, SegmentContent
from tui.search.arrays.inverting import (
    MOST_DOCUMENTS,
    Occurrences,
    invert,
    invert_placed,
    invert_values,
)
from tui.search.schema import EXACT, FIELD_KINDS, MOST_WORDS, NUMBERS, WORDS_OF, numbers_of
from tui.search.writing.word_table import GAP, Numbers, WordTable

_TEXTS: Final[dict[str, Callable[[Paper], Iterable[str]]]] = {
    "title": lambda paper: (tex_to_unicode(paper.title),),
    "abstract": lambda paper: (tex_to_unicode(paper.abstract or ""),),
    "author": lambda paper: (author.name for author in paper.authors),
    "org": lambda paper: (paper.organization or "",),
    "keyword": lambda paper: paper.keywords,
    "comment": lambda paper: (tex_to_unicode(paper.comment or ""),),
}


class SegmentBuilder:
    """Collects papers until it is full, and gives the segment that holds them."""

    def __init__(self, words: WordTable) -> None:
        self._words = words
        self._columns: dict[str, list[int]] = {name: [] for name in NUMBERS}
        self._titles: list[str] = []
        self._texts = {field: _Runs() for field in _TEXTS}
        self._values: dict[str, list[set[str]]] = {field: [] for field in EXACT}

    def __len__(self) -> int:
        return len(self._titles)

    @property
    def is_full(self) -> bool:
        """Whether another paper could be more than can be sorted at once."""
        return len(self) == MOST_DOCUMENTS or self._words.is_overfull

    def add(self, number: int, paper: Paper) -> None:
        """Add a paper under its number."""
        for name, value in numbers_of(number, paper).items():
            self._columns[name].append(value)
        self._titles.append(paper.title)
        for field, texts_of in _TEXTS.items():
            self._texts[field].add(self._words.runs_of(text) for text in texts_of(paper))
        for field, values_of in EXACT.items():
            self._values[field].append(values_of(paper))

    def content(self) -> SegmentContent:
        """The segment of the papers, in the order in which they were added."""
        fields: dict[str, FieldContent] = {}
        titles: list[bytes] = []
        for name, runs in self._texts.items():
            found = runs.occurrences(self._words)
            fields[name] = self._placed(name, found)
            if name in WORDS_OF:
                fields[WORDS_OF[name]] = self._present(WORDS_OF[name], found)
            if name == "title":
                titles = self._title_keys(found)
        for name, values in self._values.items():
            fields[name] = invert_values(values, FIELD_KINDS[name])
        numbers = {name: np.array(self._columns[name], kind) for name, kind in NUMBERS.items()}
        return SegmentContent(len(self), fields, numbers, {"title_key": titles})

    def _placed(self, name: str, found: Occurrences) -> FieldContent:
        kind = FIELD_KINDS[name]
        if name not in WORDS_OF:
            return invert_placed(found, self._words.words, len(self), kind)
        stems = Occurrences(self._words.stems_of_words(found.terms), found.documents, found.places)
        return invert_placed(stems, self._words.stems, len(self), kind)

    def _present(self, name: str, found: Occurrences) -> FieldContent:
        return invert(found.terms, found.documents, self._words.words, FIELD_KINDS[name])

    def _title_keys(self, found: Occurrences) -> list[bytes]:
        """What titles are sorted by: their folded words, or if they have none, what they are."""
        ends = np.searchsorted(found.documents, np.arange(len(self) + 1))
        names = [self._words.words[term] for term in found.terms.tolist()]
        spans = pairwise(ends.tolist())
        return [
            b" ".join(names[start:stop]) or fold(title).encode()
            for (start, stop), title in zip(spans, self._titles, strict=True)
        ]


class _Runs:
    """The runs of letters of one field, document by document."""

    def __init__(self) -> None:
        self._runs: list[int] = []
        self._ends = [0]

    def add(self, values: Iterable[Iterable[int]]) -> None:
        """Add a document's values, with a gap between two of them that no phrase can span."""
        for place, runs in enumerate(values):
            if place:
                self._runs.append(GAP)
            self._runs.extend(runs)
        self._ends.append(len(self._runs))

    def occurrences(self, words: WordTable) -> Occurrences:
        """The words, without the gaps, in the first `MOST_WORDS` places of a document."""
        terms, counts = words.words_of_runs(np.array(self._runs, np.uint32))
        documents, places = _places(np.array(self._ends, np.int64), counts)
        kept = (terms != GAP) & (places < MOST_WORDS)
        return Occurrences(terms[kept], documents[kept], places[kept].astype(np.uint32))


def _places(
    run_ends: NDArray[np.int64], counts: NDArray[np.int64]
) -> tuple[Numbers, NDArray[np.int64]]:
    """Each word's document and its place there; ``counts`` are the words of each run."""
    word_ends = np.append(0, np.cumsum(counts))[run_ends]
    lengths = np.diff(word_ends)
    documents = np.repeat(np.arange(len(lengths), dtype=np.uint32), lengths)
    return documents, np.arange(word_ends[-1]) - word_ends[documents]
