"""From words as they stand in documents to posting lists: one sort of all of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from tui.search.arrays.array_file import Array
from tui.search.arrays.content import FieldContent, Starts, narrowest, starts_of
from tui.search.arrays.layout import FieldKind

MOST_DOCUMENTS: Final = 1 << 18
"""How many documents can be inverted at once."""

MOST_PLACES: Final = 1 << 22
"""How many words of a document can have a place in a field."""

MOST_TERMS: Final = 1 << 24
"""How many different terms of a field can be inverted at once."""

_PLACE_BITS: Final = 22
_TERM_SHIFT: Final = 40

Numbers = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Words in documents: ``terms`` are their numbers, ``documents`` and ``places`` where they are.

    Three arrays (u4) of one element an occurrence, by document and then by place.
    """

    terms: Numbers
    documents: Numbers
    places: Numbers


def invert_placed(
    found: Occurrences, names: Sequence[bytes], documents: int, kind: FieldKind
) -> FieldContent:
    """The posting lists of a field in which words have places; word n is ``names[n]``."""
    terms, ranks = _ranked(found.terms, names)
    keys = _keys(ranks, found.documents)
    keys |= found.places
    keys.sort()
    postings = keys >> np.uint64(_PLACE_BITS)
    first = _first_of_each(postings)
    lengths = np.bincount(found.documents, minlength=documents)
    ends = np.append(first, len(keys))
    return FieldContent(
        kind,
        terms,
        _starts(postings[first], len(terms)),
        _documents(postings[first]),
        _as_narrow(np.diff(ends)),
        _as_narrow(keys & np.uint64(MOST_PLACES - 1), least=np.uint16),
        _as_narrow(lengths),
    )


def invert(
    terms: Numbers, documents: Numbers, names: Sequence[bytes], kind: FieldKind
) -> FieldContent:
    """The posting lists of a field of which a document has a term or not, however often."""
    names_used, ranks = _ranked(terms, names)
    keys = _keys(ranks, documents)
    keys.sort()
    postings = keys[_first_of_each(keys)] >> np.uint64(_PLACE_BITS)
    return FieldContent(kind, names_used, _starts(postings, len(names_used)), _documents(postings))


def invert_values(values: Sequence[Iterable[str]], kind: FieldKind) -> FieldContent:
    """The posting lists of a field of which each document has some values."""
    numbers: dict[str, int] = {}
    pairs = [
        (numbers.setdefault(value, len(numbers)), document)
        for document, of_document in enumerate(values)
        for value in of_document
    ]
    table = np.array(pairs, np.uint32).reshape(-1, 2)
    return invert(table[:, 0], table[:, 1], [name.encode() for name in numbers], kind)


def _ranked(terms: Numbers, names: Sequence[bytes]) -> tuple[list[bytes], Numbers]:
    """The names of the terms that occur, sorted, and each occurrence's place among them."""
    used = np.flatnonzero(np.bincount(terms, minlength=1))
    if len(used) > MOST_TERMS:
        raise OverflowError(f"{len(used):,} different terms can't be sorted at once")
    ordered = sorted((names[term], term) for term in used.tolist()) if len(terms) else []
    ranks = np.zeros(len(names), np.uint32)
    ranks[[term for _, term in ordered]] = np.arange(len(ordered), dtype=np.uint32)
    return [name for name, _ in ordered], ranks[terms]


def _keys(ranks: Numbers, documents: Numbers) -> NDArray[np.uint64]:
    keys = ranks.astype(np.uint64)
    keys <<= np.uint64(_TERM_SHIFT)
    keys |= documents.astype(np.uint64) << np.uint64(_PLACE_BITS)
    return keys


def _first_of_each(ordered: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Where each new value begins."""
    new = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    return np.flatnonzero(new)


def _starts(postings: NDArray[np.uint64], terms: int) -> Starts:
    return starts_of(np.bincount(postings >> np.uint64(_TERM_SHIFT - _PLACE_BITS), minlength=terms))


def _documents(postings: NDArray[np.uint64]) -> Numbers:
    return (postings & np.uint64(MOST_DOCUMENTS - 1)).astype(np.uint32)


def _as_narrow(values: Array, least: type[np.unsignedinteger[Any]] = np.uint8) -> Array:
    return values.astype(narrowest(values, least))
