"""Which of the papers found for its title a paper is."""

import re
from collections.abc import Iterable
from dataclasses import replace
from unicodedata import normalize

from tui.papers.identity import near_titles, same_paper, title_key
from tui.papers.paper import Author, Paper

# Roman numerals and what names a part count too: “… Part I” and “… Part II” are two papers.
_NUMBER = re.compile(r"\d+|\b[IVX]+\b|\b(?i:part|vol|volume|chapter|phase)\b\.?\s*(?P<part>\w+)")
_COMPARED = 1_000
_TELLING = 40
_ALIKE = 0.6
"""Two versions of an abstract have more letters in place than this; strangers a third of them."""

_Rank = tuple[bool, int]


def best_matches(wanted: Paper, found: Iterable[Paper]) -> list[Paper]:
    """The papers found that are as likely ``wanted`` as any: none, one, or several.

    They have arXiv ids, different ones. The same title is best, and of those the same abstract or
    authors. A title that is nearly the same (``near_titles``) does when it has the same numbers, as
    ``Qwen2`` and ``Qwen2.5`` or ``Part I`` and ``Part II`` have not, and neither abstract nor
    authors speak against it.
    """
    ranks: dict[str, tuple[_Rank, Paper]] = {}
    for paper in found:
        rank = _rank(wanted, paper)
        if rank is not None and paper.arxiv_id:
            ranks.setdefault(paper.arxiv_id, (rank, paper))
    best = max((rank for rank, _ in ranks.values()), default=None)
    return [paper for rank, paper in ranks.values() if rank == best]


def same_numbers(one: str, other: str) -> bool:
    """Whether two titles name the same numbers in the same order, Roman ones and parts too."""
    return _numbers(one) == _numbers(other)


def _rank(wanted: Paper, found: Paper) -> _Rank | None:
    """How good a match is: whether the titles are equal, then whether the rest agrees."""
    if not same_paper(replace(wanted, title=found.title), found):
        return None
    agreement = _agreement(wanted, found)
    if title_key(wanted.title) == title_key(found.title):
        return True, agreement
    is_near = near_titles(wanted.title, found.title) and same_numbers(wanted.title, found.title)
    return (False, agreement) if is_near and agreement >= 0 else None


def _agreement(one: Paper, other: Paper) -> int:
    """1 where abstracts or authors are alike, -1 where they are not, 0 where nothing can be said.

    The abstracts decide if both papers have one.
    """
    alike = _alike_abstracts(one.abstract or "", other.abstract or "")
    if alike is None:
        alike = _share_author(one.authors, other.authors)
    return 0 if alike is None else 1 if alike else -1


def _alike_abstracts(one: str, other: str) -> bool | None:
    from rapidfuzz.distance import Levenshtein

    keys = title_key(one[: 2 * _COMPARED]), title_key(other[: 2 * _COMPARED])
    length = min(_COMPARED, *map(len, keys))
    if length < _TELLING:
        return None
    first, second = (key[:length] for key in keys)
    return Levenshtein.normalized_similarity(first, second) >= _ALIKE


def _share_author(one: Iterable[Author], other: Iterable[Author]) -> bool | None:
    names, others = _last_names(one), _last_names(other)
    return not names.isdisjoint(others) if names and others else None


def _last_names(authors: Iterable[Author]) -> set[str]:
    return {title_key(author.name.split()[-1]) for author in authors if author.name.split()}


def _numbers(title: str) -> list[str]:
    found = _NUMBER.finditer(normalize("NFKC", title))
    return [(match["part"] or match[0]).upper() for match in found]
