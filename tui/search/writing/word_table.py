"""Every distinct word met while indexing, analysed once."""

from array import array
from collections.abc import Callable, Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tui.search.analysis import runs, stem, words_of
from tui.search.arrays.inverting import MOST_TERMS

Numbers = NDArray[np.uint32]

GAP: Final = 0
"""The number of the run and of the word that stand for the gap between two values."""

_MOST_RUNS: Final = 500_000
"""A larger table starts anew: rare words, of which there is no end, would fill the memory."""

_MOST_WORDS: Final = MOST_TERMS // 4
"""Beyond this no paper is added to those being analysed, so that the next can't bring too many."""


class WordTable:
    """Numbers for runs of letters, for the words they are made of, and for the stems of these.

    ``words`` and ``stems`` are the encoded names by number; the first of each is that of the gap.
    """

    def __init__(self) -> None:
        self.words: list[bytes] = [b""]
        self.stems: list[bytes] = [b""]
        self._runs = _Runs(self._add_run)
        self._word_numbers: dict[str, int] = {"": GAP}
        self._stem_numbers: dict[str, int] = {"": GAP}
        self._stem_of_word = array("I", [GAP])
        self._words_of_runs = array("I", [GAP])
        self._run_ends = array("I", [0, 1])
        self._runs[""] = GAP

    @property
    def is_full(self) -> bool:
        """Whether it is time to begin a new table."""
        return len(self._runs) > _MOST_RUNS

    @property
    def is_overfull(self) -> bool:
        """Whether it can't wait any longer."""
        return len(self.words) > _MOST_WORDS

    def runs_of(self, text: str) -> Iterable[int]:
        """The numbers of the runs of a text."""
        return map(self._runs.__getitem__, runs(text))

    def words_of_runs(self, run_numbers: Numbers) -> tuple[Numbers, NDArray[np.int64]]:
        """The numbers of the words that runs are made of, and how many words each run has."""
        ends = np.array(self._run_ends, np.int64)
        counts = np.diff(ends)[run_numbers]
        before = np.cumsum(counts) - counts
        places = np.repeat(ends[run_numbers] - before, counts) + np.arange(counts.sum())
        return np.array(self._words_of_runs, np.uint32)[places], counts

    def stems_of_words(self, word_numbers: Numbers) -> Numbers:
        """The numbers of the stems of words."""
        return np.array(self._stem_of_word, np.uint32)[word_numbers]

    def _add_run(self, run: str) -> int:
        for word in words_of(run):
            self._words_of_runs.append(self._number_of(word))
        self._run_ends.append(len(self._words_of_runs))
        return len(self._run_ends) - 2

    def _number_of(self, word: str) -> int:
        number = self._word_numbers.get(word)
        if number is None:
            number = self._word_numbers[word] = len(self.words)
            self.words.append(word.encode())
            self._stem_of_word.append(self._number_of_stem(stem(word)))
        return number

    def _number_of_stem(self, stemmed: str) -> int:
        number = self._stem_numbers.get(stemmed)
        if number is None:
            number = self._stem_numbers[stemmed] = len(self.stems)
            self.stems.append(stemmed.encode())
        return number


class _Runs(dict[str, int]):
    """The numbers of runs; a run that isn't there yet is added."""

    def __init__(self, add: Callable[[str], int]) -> None:
        super().__init__()
        self._add = add

    def __missing__(self, run: str) -> int:
        number = self[run] = self._add(run)
        return number
