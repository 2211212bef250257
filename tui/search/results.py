"""What goes into a search beside the query, and what comes out of it."""

from array import array
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from tui.search.language.query import Query
from tui.search.language.ticks import Tick


@dataclass(frozen=True, slots=True, eq=False)
class StateSets:
    """The reader's marks, as sets of paper numbers. A change of marks is a new object.

    Masks made from it are kept for as long as the same object is searched with, so its sets must
    not be changed once it has been searched with.
    """

    bookmarked: Collection[int] = frozenset()
    read: Collection[int] = frozenset()
    archived: Collection[int] = frozenset()
    tags: Mapping[str, Collection[int]] = field(default_factory=dict)
    notes: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many papers of the result a value has, were it ticked."""

    tick: Tick
    count: int


Facets = Mapping[str, tuple[FacetCount, ...]]
"""The counts of each section: ``status links source year topic tag``, in the order they show."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A word that is in no paper, the nearest one that is, and the query with it put in.

    ``count`` is how many papers that query has, at least one.
    """

    word: str
    replacement: str
    query_text: str
    count: int


@dataclass(frozen=True, slots=True)
class Loosening:
    """A clause without which there would be ``count`` papers, and the query without it."""

    dropped: str
    query_text: str
    count: int


@dataclass(frozen=True, slots=True)
class Hits:
    """The papers of a query.

    ``ids`` (typecode ``q``) are all paper numbers in order, ``scores`` (typecode ``d``) stand
    beside them. Suggestions are there when no paper is what was asked for, loosenings when there
    are no papers at all. ``notice`` is one sentence where these are not quite the papers asked
    for, or not in that order. ``widened`` is the query that found them when that is another one.
    """

    total: int
    ids: "array[int]"
    scores: "array[float]"
    facets: Facets = field(default_factory=dict)
    suggestions: tuple[Suggestion, ...] = ()
    loosenings: tuple[Loosening, ...] = ()
    notice: str = ""
    widened: Query | None = None


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """How large the index is. ``version`` is that of its schema."""

    documents: int
    size_bytes: int
    version: int
    segments: int


@dataclass(frozen=True, slots=True)
class Verification:
    """Papers that the index should hold and doesn't, and those it holds and shouldn't; sorted."""

    missing: tuple[int, ...]
    surplus: tuple[int, ...]


class SearchCancelled(Exception):  # noqa: N818
    """The search was superseded, and its answer is no longer wanted."""
