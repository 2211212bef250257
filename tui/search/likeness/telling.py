"""The words that tell papers from others, weighed so that papers can be compared."""

from collections.abc import Iterator, Mapping, Sequence
from math import log, sqrt
from typing import Final

import numpy as np
from whoosh.lang.stopwords import stoplists
from whoosh.reading import IndexReader

from tui.papers.paper import Paper
from tui.papers.text import tex_to_unicode
from tui.search.analysis import Token, tokenize
from tui.search.engine import reading
from tui.search.evaluation.segments import Segment, posted_documents

Weights = Mapping[str, float]
"""How much each stem counts."""

TELLING_FIELDS: Final = {"title": 2.0, "abstract": 1.0}
"""Where telling words are taken from and looked for, and how much they count there."""

_NO_MORE_THAN: Final = 0.2
"""A word in more than this share of the papers ties nothing together."""

_AVERSION: Final = 0.25
"""How much disliked papers count beside liked ones: an archived paper is often just a read one."""

_STOP_WORDS: Final[frozenset[str]] = stoplists["en"]


class Weigher:
    """Weighs the words of papers under the word counts of one generation of an index."""

    def __init__(self, reader: IndexReader, segments: Sequence[Segment]) -> None:
        self._reader = reader
        self._segments = segments
        self._papers = reader.doc_count()
        self._rarities: dict[str, float] = {}

    def weights(self, paper: Paper) -> Weights:
        """The tf·idf of each stem of a paper, (1 + log tf) · log(N / df), as a vector of length 1.

        A word in the title counts as two in the abstract. Left out are words that no other paper
        has, those that very many have, numbers, and words such as *with*.
        """
        weights = {
            stem: (1.0 + log(count)) * rarity
            for stem, count in _counted(paper).items()
            if (rarity := self._rarity(stem))
        }
        length = sqrt(sum(weight * weight for weight in weights.values()))
        return {stem: weight / length for stem, weight in weights.items()}

    def _rarity(self, stem: str) -> float:
        """The idf of a stem; 0 where it tells nothing."""
        if stem not in self._rarities:
            df = self._document_frequency(stem)
            telling = 1 < df <= max(2.0, self._papers * _NO_MORE_THAN)
            self._rarities[stem] = log(self._papers / df) if telling else 0.0
        return self._rarities[stem]

    def _document_frequency(self, stem: str) -> int:
        with reading():
            most = max(self._reader.doc_frequency(field, stem) for field in TELLING_FIELDS)
        return most if most > 1 else self._living_papers(stem)

    def _living_papers(self, stem: str) -> int:
        """How many papers have a stem, told apart: one may have it in two fields."""
        posted = [posted_documents(self._segments, field, stem) for field in TELLING_FIELDS]
        return len(np.unique(np.concatenate(posted)))


def words_by_field(paper: Paper) -> Iterator[tuple[str, list[Token]]]:
    """The text of each of `TELLING_FIELDS` as it is indexed, and its words."""
    for text in (paper.title, paper.abstract or ""):
        shown = tex_to_unicode(text)
        yield shown, list(tokenize(shown))


def preferred(liked: Sequence[Weights], disliked: Sequence[Weights], most: int) -> Weights:
    """The ``most`` stems of the highest weight in the mean of ``liked`` less that of ``disliked``.

    Best first, only those above 0: Rocchio's formula (Manning et al., Introduction to Information
    Retrieval, 9.1.1).
    """
    total: dict[str, float] = {}
    for papers, share in ((liked, 1.0), (disliked, -_AVERSION)):
        for weights in papers:
            for stem, weight in weights.items():
                total[stem] = total.get(stem, 0.0) + share * weight / len(papers)
    best = sorted(total.items(), key=lambda pair: (-pair[1], pair[0]))
    return {stem: weight for stem, weight in best[:most] if weight > 0}


def _counted(paper: Paper) -> Weights:
    counts: dict[str, float] = {}
    for counting, (_, tokens) in zip(TELLING_FIELDS.values(), words_by_field(paper), strict=True):
        for token in filter(_may_tell, tokens):
            counts[token.stem] = counts.get(token.stem, 0.0) + counting
    return counts


def _may_tell(token: Token) -> bool:
    word = token.surface
    return len(token.stem) > 1 and word not in _STOP_WORDS and not word.isdecimal()
