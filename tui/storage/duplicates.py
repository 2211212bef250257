"""Papers that look as if they were one, though nothing has shown them to be."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from tui.papers.identity import SHORTEST_TELLING_KEY, near_keys
from tui.papers.match import same_numbers
from tui.storage.database import Database
from tui.storage.paper_row import encode_ids

_TITLES = """
    SELECT key, paper_id FROM known_title WHERE length(key) >= ? ORDER BY key, paper_id
"""
_TITLES_OF = "SELECT id, title FROM paper WHERE id IN (SELECT value FROM json_each(?))"
_NEIGHBOURS = 3
# The half of it that stays as it is when one letter changes of the shortest that may have a slip.
_BEGINNING = 10

Pair = tuple[int, int]
"""The numbers of two papers, the lower first."""


def suspected_duplicates(database: Database) -> list[Pair]:
    """Pairs of papers of the same title, then of near ones (``near_titles``), in title order.

    Of many papers of one title each is paired with the first. Another year, version or part number
    makes another paper, and short titles prove nothing. Near titles are looked for beside each
    other in alphabetical order, from the front and from the back, so that a slip early in a title
    hides it no more than one late in it.
    """
    with database.read() as connection:
        rows = connection.execute(_TITLES, (SHORTEST_TELLING_KEY,)).fetchall()
    first_papers: dict[str, int] = {}
    pairs: dict[Pair, None] = {}
    for key, group in groupby(rows, itemgetter(0)):
        first, *others = (paper_id for _, paper_id in group)
        first_papers[key] = first
        if others:
            pairs.update(dict.fromkeys((first, other) for other in others))
    near = [pair for pair in dict.fromkeys(_near_pairs(first_papers)) if pair not in pairs]
    return [*pairs, *_of_the_same_part(database, near)]


def _of_the_same_part(database: Database, pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs whose titles don't name different numbers or parts, Roman ones among them."""
    wanted = encode_ids(paper_id for pair in pairs for paper_id in pair)
    with database.read() as connection:
        titles = dict(connection.execute(_TITLES_OF, (wanted,)).fetchall())
    return [
        (one, other)
        for one, other in pairs
        if one in titles and other in titles and same_numbers(titles[one], titles[other])
    ]


def _near_pairs(papers: dict[str, int]) -> Iterator[Pair]:
    for one, other in _near_keys(papers):
        lower, higher = sorted((papers[one], papers[other]))
        if lower != higher:
            yield lower, higher


def _near_keys(keys: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs of keys that differ by slips only, those by late slips first."""
    in_order = sorted(keys)
    for one, other in _neighbours(in_order):
        if _differ_by_slips(one, other):
            yield one, other
    for one, other in _neighbours(sorted(key[::-1] for key in in_order)):
        if _differ_by_slips(one, other):
            yield one[::-1], other[::-1]


def _neighbours(keys: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Keys that stand close to each other and begin alike."""
    for apart in range(1, _NEIGHBOURS + 1):
        for one, other in zip(keys, keys[apart:], strict=False):
            if one[:_BEGINNING] == other[:_BEGINNING]:
                yield one, other


def _differ_by_slips(one: str, other: str) -> bool:
    return near_keys(one, other) and _digits(one) == _digits(other)


def _digits(key: str) -> list[str]:
    return [letter for letter in key if letter.isdigit()]
