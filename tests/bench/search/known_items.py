"""Whether three words that somebody remembers of a title find the paper, also with a typo."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from string import ascii_lowercase

from tests.bench.search.corpus import Corpus
from tests.bench.search.engines.own import Own
from tests.bench.search.questions import title_words
from tui.papers.paper import Paper

_SEED = 1973
_WORDS = 3
_MOST_PAPERS = 0.01
"""A word in a larger share of the papers is not what tells one paper from the others."""

_SHORTEST_WRONG = 5
_LOOKED_AT = 10


@dataclass(frozen=True, slots=True)
class Trial:
    """A paper, three words of its title, and the same with one letter wrong in one of them."""

    number: int
    right: str
    wrong: str


@dataclass(frozen=True, slots=True)
class Recall:
    """How many trials found their paper among the first ten; ``lost`` are some that didn't."""

    trials: int
    found: int
    lost: tuple[str, ...]


def draw_trials(corpus: Corpus, frequencies: Counter[str], count: int) -> list[Trial]:
    """``count`` trials from the originals, or as many as there are; the same ones every time.

    ``frequencies`` says in how many of the originals a word of four or more letters is.
    """
    random = Random(_SEED)
    drawn = random.sample(range(1, corpus.originals + 1), min(corpus.originals, count * 5))
    most = max(1, int(corpus.originals * _MOST_PAPERS))
    return list(_trials(corpus.papers_numbered(drawn), frequencies, most, random))[:count]


def recalls(folder: Path, corpus: Corpus, trials: Sequence[Trial]) -> tuple[Recall, Recall]:
    """How often the right words find the paper, or a copy of it, and how often the wrong ones."""
    own = Own(folder / "papertui")
    own.open()

    def recall(texts: Iterator[tuple[int, str]]) -> Recall:
        asked = [(text, number, own.first_papers(text, _LOOKED_AT)) for number, text in texts]
        lost = [text for text, number, ids in asked if number not in map(corpus.original_of, ids)]
        return Recall(len(asked), len(asked) - len(lost), tuple(lost[:5]))

    found = (
        recall((trial.number, trial.right) for trial in trials),
        recall((trial.number, trial.wrong) for trial in trials),
    )
    own.close()
    return found


def _trials(
    papers: Sequence[tuple[int, Paper]], frequencies: Counter[str], most: int, random: Random
) -> Iterator[Trial]:
    for number, paper in papers:
        words = dict.fromkeys(title_words(paper))
        telling = [word for word in words if 0 < frequencies[word] <= most]
        if len(telling) < _WORDS:
            continue
        chosen = random.sample(telling, _WORDS)
        if long_enough := [n for n, word in enumerate(chosen) if len(word) >= _SHORTEST_WRONG]:
            place = random.choice(long_enough)
            wrong = [*chosen[:place], with_typo(chosen[place], random), *chosen[place + 1 :]]
            yield Trial(number, " ".join(chosen), " ".join(wrong))


def with_typo(word: str, random: Random) -> str:
    """``word`` with one letter replaced, left out, put in, or swapped with the next."""
    place = random.randrange(len(word))
    letter = random.choice([other for other in ascii_lowercase if other != word[place]])
    before, here, after = word[:place], word[place], word[place + 1 :]
    typo = random.choice(
        (before + letter + after, before + after, before + letter + here + after,
         before + after[:1] + here + after[1:])
    )  # fmt: skip
    return typo if typo != word else with_typo(word, random)
