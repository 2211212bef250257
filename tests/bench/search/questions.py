"""What is asked: queries drawn from the titles of the papers, as people would type them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from random import Random

from tests.bench.search.corpus import Corpus
from tui.papers.paper import Paper
from tui.papers.text import tex_to_unicode
from tui.search.analysis import tokenize
from tui.search.language import parse
from tui.search.language.query import Query

SHARES = {
    "1 word": 15, "2 words": 15, "3 words": 15, "4 words": 15, "phrase": 20, "field": 30,
    "prefix": 40, "negation": 15, "range": 20, "state": 15,
}  # fmt: skip
"""How many of 200 questions are of each kind."""

TODAY = date(2026, 7, 1)

_SEED = 20250311
_LONGEST_PREFIX = 8
_FEWEST_WORDS = 4
_STATES = ("unread", "read", "bookmarked", "archived", "inbox")


@dataclass(frozen=True)
class Question:
    """A text of one kind. With ``typing``, its last word is still being typed."""

    kind: str
    text: str
    typing: bool = False

    @cached_property
    def query(self) -> Query:
        """What the text asks for."""
        return parse(self.text, TODAY, typing=self.typing)

    @property
    def begun_letters(self) -> int | None:
        """The letters of the word that is only begun; ``None`` when there is none."""
        return len(self.text.split()[-1].rstrip("*")) if self.kind == "prefix" else None


def draw_questions(corpus: Corpus, count: int) -> list[Question]:
    """``count`` questions in a mixed order, `SHARES` of each kind; the same ones every time.

    Each comes from a title of its own. The words are those that stand there, the common ones of
    the language included.
    """
    random = Random(_SEED)
    drawer = _Drawer(random)
    kinds = [kind for kind, share in SHARES.items() for _ in range(share)]
    random.shuffle(kinds)
    papers = _telling_papers(corpus, random, count)
    return [drawer.question(kinds[n % len(kinds)], paper) for n, paper in enumerate(papers)]


def title_words(paper: Paper) -> list[str]:
    """The words of a title as one types them."""
    return [token.surface for token in tokenize(tex_to_unicode(paper.title))]


def _telling_papers(corpus: Corpus, random: Random, count: int) -> list[Paper]:
    """Papers whose titles have words enough for every kind of question."""
    drawn = random.sample(range(1, corpus.originals + 1), min(corpus.originals, count * 2))
    papers = [paper for _, paper in corpus.papers_numbered(drawn)]
    random.shuffle(papers)
    telling = [paper for paper in papers if len(title_words(paper)) >= _FEWEST_WORDS]
    return [telling[n % len(telling)] for n in range(count)]


class _Drawer:
    """Makes questions of papers; every length of prefix and every form has its turn."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._turns: dict[str, int] = {}

    def question(self, kind: str, paper: Paper) -> Question:
        words = title_words(paper)
        turn = self._turns[kind] = self._turns.get(kind, -1) + 1
        match kind:
            case "phrase":
                return Question(kind, f'"{self._run(words, 2 + turn % 2)}"')
            case "field":
                return Question(kind, self._in_field(turn, paper, words))
            case "prefix":
                return self._prefix(turn, words)
            case "negation":
                wanted, unwanted = self._some(words, 2)
                return Question(kind, f"{wanted} -{unwanted}")
            case "range":
                return Question(kind, f"{self._some(words, 1)[0]} {self._range(turn, paper)}")
            case "state":
                state = _STATES[turn % len(_STATES)]
                return Question(kind, f"{self._some(words, 1)[0]} is:{state}")
            case _:
                return Question(kind, " ".join(self._some(words, int(kind[0]))))

    def _some(self, words: Sequence[str], count: int) -> list[str]:
        """Some of the words in the order of the title."""
        return [words[at] for at in sorted(self._random.sample(range(len(words)), count))]

    def _run(self, words: Sequence[str], length: int) -> str:
        start = self._random.randint(0, len(words) - length)
        return " ".join(words[start : start + length])

    def _prefix(self, turn: int, words: Sequence[str]) -> Question:
        """A word or the second of two, of every length from 1; being typed, or said with ``*``."""
        letters = 1 + turn % _LONGEST_PREFIX
        long_enough = [word for word in words if len(word) >= letters]
        begun = self._random.choice(long_enough or words)[:letters]
        before = f"{self._some(words, 1)[0]} " if turn // _LONGEST_PREFIX % 2 else ""
        typing = turn // _LONGEST_PREFIX % 4 < 2
        return Question("prefix", f"{before}{begun}{'' if typing else '*'}", typing)

    def _in_field(self, turn: int, paper: Paper, words: Sequence[str]) -> str:
        word, other = self._some(words, 2)
        forms = [f"title:{word}", f"abstract:{word} {other}"]
        if paper.authors:
            name = self._random.choice(paper.authors).name.split()[-1]
            forms.append(f'author:"{name}"')
        if paper.categories:
            forms.append(f"{word} cat:{self._random.choice(paper.categories)}")
        return forms[turn % len(forms)]

    def _range(self, turn: int, paper: Paper) -> str:
        day = paper.day or TODAY
        month = f"{day:%Y-%m}"
        forms = (
            f"date:{month}",
            f"year:{day.year}",
            "upvotes:>5",
            f"date:>{day}",
            f"date:..{month}",
        )
        return forms[turn % len(forms)]


def kinds_of(questions: Sequence[Question]) -> Iterator[tuple[str, list[int]]]:
    """Each kind with the places of its questions."""
    for kind in SHARES:
        places = [n for n, question in enumerate(questions) if question.kind == kind]
        if places:
            yield kind, places
